package org.disputedesk.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.ActivityTypes;
import org.camunda.bpm.engine.EntityTypes;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AddCommentCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.CachedDbEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricActivityInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricIncidentEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.event.UserOperationLogEntryEventEntity;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.task.Comment;
import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.engine.Interceptors;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.vault.Subject;
import org.disputedesk.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Writes into the record whatever the engine writes into its history (000-17), in the same transaction, so that no author of
 * a model has to think of it: rooms that begin and end, events and timers, steps of the desk, incidents, and everything
 * people do past the forms, in Cockpit or over REST. Tasks and decisions, which have more to tell than the history knows, are
 * written by {@link RecordEveryStep} and {@link FormDoor}. See docs/decisions/0014-completeness.md.
 */
@Component
@Order(40)
class RecordHistory extends AbstractProcessEnginePlugin {

    private static final Set<String> STEPS = Set.of(
            ActivityTypes.TASK,
            ActivityTypes.TASK_SERVICE,
            ActivityTypes.TASK_SEND_TASK,
            ActivityTypes.TASK_SCRIPT,
            ActivityTypes.TASK_MANUAL_TASK);

    /** They lead from one thing to the next; what follows from them is written down. */
    private static final Set<String> WAYS = Set.of(
            ActivityTypes.GATEWAY_EXCLUSIVE,
            ActivityTypes.GATEWAY_INCLUSIVE,
            ActivityTypes.GATEWAY_PARALLEL,
            ActivityTypes.GATEWAY_COMPLEX,
            ActivityTypes.GATEWAY_EVENT_BASED,
            ActivityTypes.MULTI_INSTANCE_BODY,
            ActivityTypes.SUB_PROCESS,
            ActivityTypes.TRANSACTION,
            ActivityTypes.INTERMEDIATE_EVENT_LINK,
            ActivityTypes.START_EVENT);

    /** Those write lines of their own. */
    private static final Set<String> TOLD_ELSEWHERE =
            Set.of(ActivityTypes.TASK_USER_TASK, ActivityTypes.TASK_BUSINESS_RULE, ActivityTypes.CALL_ACTIVITY);

    private static final Set<String> TIMERS = Set.of(
            ActivityTypes.BOUNDARY_TIMER, ActivityTypes.INTERMEDIATE_EVENT_TIMER, ActivityTypes.START_EVENT_TIMER);

    /** Properties of operations that hold no text of people; of the others only a commitment is written. */
    private static final Set<String> PLAIN = Set.of(
            "priority",
            "dueDate",
            "followUpDate",
            "type",
            "retries",
            "suspensionState",
            "delegation",
            "processDefinitionId",
            "processDefinitionVersionTag",
            "processDefinitionKey",
            "newProcessDefinitionId",
            "includeProcessInstances",
            "nrOfInstances",
            "nrOfVariables",
            "nrOfSetVariables",
            "async",
            "messageName",
            "incidentType",
            "configuration",
            "creationDateBased",
            "cascade",
            "processInstanceId",
            "incidentId");

    /** They name a user or a group; what names neither is a text that somebody typed. */
    private static final Set<String> PEOPLE = Set.of("assignee", "owner", "candidate");

    /** What the operation log may keep when a case is erased. */
    static final Set<String> HARMLESS =
            Stream.concat(PLAIN.stream(), PEOPLE.stream()).collect(Collectors.toUnmodifiableSet());

    private final EvidenceLog record;
    private final Vault vault;

    RecordHistory(EvidenceLog record, Vault vault) {
        this.record = record;
        this.vault = vault;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        List<HistoryEventHandler> handlers =
                new ArrayList<>(Objects.requireNonNullElse(engine.getCustomHistoryEventHandlers(), List.of()));
        handlers.add(new Handler());
        engine.setCustomHistoryEventHandlers(handlers);
        List<SessionFactory> sessions =
                new ArrayList<>(Objects.requireNonNullElse(engine.getCustomSessionFactories(), List.of()));
        sessions.add(new UnderWay.Factory());
        engine.setCustomSessionFactories(sessions);
        DefaultDmnEngineConfiguration tables = engine.getDmnEngineConfiguration();
        if (tables == null) {
            tables = new DefaultDmnEngineConfiguration();
            engine.setDmnEngineConfiguration(tables);
        }
        tables.getCustomPostDecisionTableEvaluationListeners().add(UnderWay::decided);
        Interceptors.inside(engine, Comments::new);
        engine.setRuntimeService(new Modifications());
    }

    /** Not the bean itself, which the starter would add a second time. */
    private final class Handler implements HistoryEventHandler {

        @Override
        public void handleEvents(List<HistoryEvent> events) {
            events.forEach(this::handleEvent);
        }

        @Override
        public void handleEvent(HistoryEvent event) {
            if (event instanceof HistoricActivityInstanceEventEntity activity) {
                passed(activity);
            } else if (event instanceof HistoricProcessInstanceEventEntity room) {
                moved(room);
            } else if (event instanceof HistoricIncidentEventEntity incident) {
                failed(incident);
            } else if (event instanceof UserOperationLogEntryEventEntity operation) {
                operated(operation);
            }
        }
    }

    // --- steps and events

    private void passed(HistoricActivityInstanceEventEntity activity) {
        boolean isStep = STEPS.contains(activity.getActivityType());
        if (isStep && activity.isEventOfType(HistoryEventTypes.ACTIVITY_INSTANCE_START)) {
            caseOf(activity)
                    .ifPresent(number -> UnderWay.ofCommand()
                            .begin(
                                    activity.getActivityInstanceId(),
                                    record.kindsWrittenHere(number).size()));
        }
        if (!activity.isEventOfType(HistoryEventTypes.ACTIVITY_INSTANCE_END)
                || activity.isCanceled()
                || WAYS.contains(activity.getActivityType())
                || TOLD_ELSEWHERE.contains(activity.getActivityType())) {
            return;
        }
        caseOf(activity).ifPresent(number -> {
            if (!isStep) {
                happened(number, activity);
            } else if (UnderWay.ofCommand()
                    .wasSilent(
                            activity.getActivityInstanceId(),
                            record.kindsWrittenHere(number).size())) {
                write(number, "step", "Step done: ", activity);
            }
        });
    }

    private void happened(String number, HistoricActivityInstanceEventEntity activity) {
        if (TIMERS.contains(activity.getActivityType())) {
            write(number, "timer", "Timer: ", activity);
        } else if (activity.getActivityType().endsWith("EndEvent")) {
            write(number, "reached", "Reached: ", activity);
        } else {
            write(number, "noticed", "Noticed: ", activity);
        }
    }

    private void write(String number, String kind, String what, HistoricActivityInstanceEventEntity activity) {
        String name = activity.getActivityName();
        record.append(
                number,
                kind,
                what + (name == null ? activity.getActivityId() : name.replaceAll("\\s+", " ")),
                Map.of("element", activity.getProcessDefinitionKey() + "/" + activity.getActivityId()));
    }

    // --- rooms

    private void moved(HistoricProcessInstanceEventEntity room) {
        Optional<String> number = caseOf(room);
        if (number.isEmpty()) {
            return;
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("process", room.getProcessDefinitionKey());
        facts.put("version", room.getProcessDefinitionVersion());
        String name = Objects.requireNonNullElse(room.getProcessDefinitionName(), room.getProcessDefinitionKey());
        if (room.isEventOfType(HistoryEventTypes.PROCESS_INSTANCE_START)) {
            record.append(number.get(), "process-began", "Process began: " + name, facts);
        } else if (room.isEventOfType(HistoryEventTypes.PROCESS_INSTANCE_MIGRATE)) {
            record.append(number.get(), "process-migrated", "Process moved to another version: " + name, facts);
        } else if (room.isEventOfType(HistoryEventTypes.PROCESS_INSTANCE_UPDATE)) {
            boolean suspended = HistoricProcessInstance.STATE_SUSPENDED.equals(room.getState());
            if (suspended || wasSuspended(number.get(), room)) {
                record.append(
                        number.get(),
                        suspended ? "process-suspended" : "process-resumed",
                        (suspended ? "Process suspended: " : "Process resumed: ") + name,
                        facts);
            }
        } else if (room.isEventOfType(HistoryEventTypes.PROCESS_INSTANCE_END)
                && !HistoricProcessInstance.STATE_COMPLETED.equals(room.getState())) {
            record.append(number.get(), "process-cancelled", "Process cancelled: " + name, facts);
        }
    }

    /** An update tells of a new business key as well; that one comes before anything else of a case. */
    private boolean wasSuspended(String number, HistoricProcessInstanceEventEntity room) {
        return room.getSuperProcessInstanceId() != null || record.hasEntries(number);
    }

    // --- incidents

    private void failed(HistoricIncidentEventEntity incident) {
        String root = incident.getRootCauseIncidentId();
        if (root != null && !root.equals(incident.getId())) {
            // the same incident, seen from the room that called
            return;
        }
        caseOf(incident).ifPresent(number -> {
            String activityId = incident.getFailedActivityId() == null
                    ? String.valueOf(incident.getActivityId())
                    : incident.getFailedActivityId();
            Map<String, Object> facts = Map.of(
                    "incident",
                    incident.getId(),
                    "type",
                    incident.getIncidentType(),
                    "element",
                    incident.getProcessDefinitionKey() + "/" + activityId);
            String name = name(incident.getProcessDefinitionId(), activityId);
            if (incident.isEventOfType(HistoryEventTypes.INCIDENT_CREATE)) {
                record.append(number, "incident", "Incident, an operator is needed: " + name, facts);
            } else if (incident.isEventOfType(HistoryEventTypes.INCIDENT_RESOLVE)) {
                record.append(number, "incident-resolved", "Incident resolved: " + name, facts);
            } else if (incident.isEventOfType(HistoryEventTypes.INCIDENT_DELETE)) {
                record.append(number, "incident-dropped", "Incident dropped: " + name, facts);
            }
        });
    }

    private static String name(@Nullable String definitionId, String activityId) {
        ProcessDefinitionEntity definition = definitionId == null
                ? null
                : Context.getProcessEngineConfiguration()
                        .getDeploymentCache()
                        .findDeployedProcessDefinitionById(definitionId);
        ActivityImpl activity = definition == null ? null : definition.findActivity(activityId);
        return activity == null || activity.getName() == null
                ? activityId
                : activity.getName().replaceAll("\\s+", " ");
    }

    // --- operations

    private void operated(UserOperationLogEntryEventEntity operation) {
        Optional<String> found = caseOf(operation);
        if (found.isEmpty() || isTold(found.get(), operation)) {
            return;
        }
        String number = found.get();
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("operation", operation.getOperationType());
        facts.put("on", operation.getEntityType());
        if (operation.getTaskId() != null) {
            var task = Context.getCommandContext().getTaskManager().findTaskById(operation.getTaskId());
            facts.put("task", task == null ? null : task.getTaskDefinitionKey());
        }
        String property = operation.getProperty();
        if (property != null) {
            facts.put("property", property);
            facts.put("before", shown(number, property, operation.getOrgValue()));
            facts.put("after", shown(number, property, operation.getNewValue()));
        }
        String what = "Operation: " + words(operation.getOperationType()) + " of " + words(operation.getEntityType())
                + (property == null ? "" : ", " + words(property));
        if (UserOperationLogEntry.OPERATION_TYPE_MODIFY_PROCESS_INSTANCE.equals(operation.getOperationType())) {
            List<String> instructions = UnderWay.ofCommand().instructions();
            facts.put("instructions", instructions);
            facts.put("values", written(number, operation.getProcessInstanceId()));
            what = "Operation: modify process instance (" + String.join("; ", instructions) + ")";
        }
        if (EntityTypes.VARIABLE.equals(operation.getEntityType())) {
            facts.put("values", written(number, operation.getProcessInstanceId()));
        }
        if (operation.getAnnotation() != null) {
            facts.put("reasonCommitment", commitment(number, operation.getAnnotation()));
        }
        record.append(number, "operation", what, facts);
    }

    /** What has a line with more in it than the operation log knows. */
    private boolean isTold(String number, UserOperationLogEntryEventEntity operation) {
        return switch (operation.getEntityType() + "/" + operation.getOperationType()) {
            case EntityTypes.TASK + "/" + UserOperationLogEntry.OPERATION_TYPE_COMPLETE,
                    EntityTypes.TASK + "/" + UserOperationLogEntry.OPERATION_TYPE_CLAIM,
                    EntityTypes.TASK + "/" + UserOperationLogEntry.OPERATION_TYPE_ASSIGN,
                    EntityTypes.PROCESS_INSTANCE + "/" + UserOperationLogEntry.OPERATION_TYPE_CREATE,
                    EntityTypes.PROCESS_INSTANCE + "/" + UserOperationLogEntry.OPERATION_TYPE_SUSPEND,
                    EntityTypes.PROCESS_INSTANCE + "/" + UserOperationLogEntry.OPERATION_TYPE_ACTIVATE -> true;
            case EntityTypes.PROCESS_INSTANCE + "/" + UserOperationLogEntry.OPERATION_TYPE_CORRELATE_MESSAGE ->
                !"messageName".equals(operation.getProperty())
                        || record.kindsWrittenHere(number).contains(operation.getNewValue());
            default -> false;
        };
    }

    private @Nullable String shown(String number, String property, @Nullable String value) {
        if (value == null) {
            return null;
        }
        if (PEOPLE.contains(property) ? !isKnown(value) : !PLAIN.contains(property)) {
            return commitment(number, value);
        }
        return property.endsWith("Date") && value.matches("\\d{12,14}")
                ? Instant.ofEpochMilli(Long.parseLong(value)).toString()
                : value;
    }

    private static boolean isKnown(String userOrGroup) {
        var identities = Context.getCommandContext().getReadOnlyIdentityProvider();
        return identities.findUserById(userOrGroup) != null || identities.findGroupById(userOrGroup) != null;
    }

    /** What people wrote is not in the record, but can be recognised until it is erased. */
    private @Nullable String commitment(String number, String text) {
        Subject subject = Subject.ofCase(number);
        return vault.erasedAt(subject).isPresent() ? null : vault.commitment(subject, text);
    }

    /** The values that the command has put into a room so far; a removed one is null. */
    private Map<String, @Nullable Object> written(String number, @Nullable String processInstanceId) {
        Map<String, @Nullable Object> values = new TreeMap<>();
        for (CachedDbEntity cached : Context.getCommandContext()
                .getDbEntityManager()
                .getDbEntityCache()
                .getCachedEntities()) {
            if (cached.getEntity() instanceof VariableInstanceEntity variable) {
                boolean here = Objects.equals(variable.getProcessInstanceId(), processInstanceId);
                switch (cached.getEntityState()) {
                    case TRANSIENT -> {
                        if (here) {
                            values.put(variable.getName(), shown(number, variable));
                        }
                    }
                    case PERSISTENT, MERGED -> {
                        if (here && cached.isDirty()) {
                            values.put(variable.getName(), shown(number, variable));
                        }
                    }
                    // a removed one no longer knows where it was
                    case DELETED_PERSISTENT, DELETED_MERGED, DELETED_TRANSIENT ->
                        values.putIfAbsent(variable.getName(), null);
                }
            }
        }
        return values;
    }

    /** Only what a fact may be without anybody's words in it; a carrier's name is whatever somebody typed. */
    private @Nullable Object shown(String number, VariableInstanceEntity variable) {
        Object value = variable.getValue();
        return value instanceof String text && !text.isEmpty() && DisputeFacts.isFreeText(variable.getName())
                ? commitment(number, text)
                : value;
    }

    private static String words(String camelCase) {
        return camelCase.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    // --- comments, which the engine keeps without a history event

    private final class Comments extends CommandInterceptor {

        @Override
        public <T> T execute(Command<T> command) {
            T result = next.execute(command);
            if (command instanceof AddCommentCmd && result instanceof Comment comment) {
                caseOf(room(comment)).ifPresent(number -> {
                    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
                    facts.put("comment", comment.getId());
                    facts.put("commitment", commitment(number, comment.getFullMessage()));
                    record.append(number, "comment", "Comment written (kept apart)", facts);
                });
            }
            return result;
        }
    }

    private static @Nullable String room(Comment comment) {
        if (comment.getProcessInstanceId() != null || comment.getTaskId() == null) {
            return comment.getProcessInstanceId();
        }
        var task = Context.getCommandContext().getTaskManager().findTaskById(comment.getTaskId());
        return task == null ? null : task.getProcessInstanceId();
    }

    // --- which case it is

    private static Optional<String> caseOf(HistoryEvent event) {
        if (event instanceof HistoricProcessInstanceEventEntity room && room.getBusinessKey() != null) {
            return Optional.of(room.getBusinessKey()).filter(CaseNumber::isCaseNumber);
        }
        return caseOf(event.getProcessInstanceId());
    }

    private static Optional<String> caseOf(@Nullable String processInstanceId) {
        if (processInstanceId == null) {
            return Optional.empty();
        }
        CommandContext context = Context.getCommandContext();
        ExecutionEntity room = context.getExecutionManager().findExecutionById(processInstanceId);
        String key = room == null ? null : room.getProcessBusinessKey();
        if (room == null) {
            var ended = context.getHistoricProcessInstanceManager().findHistoricProcessInstance(processInstanceId);
            key = ended == null ? null : ended.getBusinessKey();
        }
        return Optional.ofNullable(key).filter(CaseNumber::isCaseNumber);
    }
}
