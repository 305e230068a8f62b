package org.disputedesk.desk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.task.IdentityLink;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.feedback.FeedbackRequests;
import org.disputedesk.remedy.CancelledCase;
import org.disputedesk.vault.Subject;
import org.disputedesk.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Follows every process without its author having to think of it: the case table learns of tasks and ends, the record of
 * tasks, decisions and ends (000-17), and the outputs of a decision become facts of the same names. What else happens in a
 * process the record learns from {@link RecordHistory}.
 */
@Component
@Order(30)
class RecordEveryStep extends AbstractBpmnParseListener {

    private static final String DECISION_RESULT = "decisionResult";

    private final EvidenceLog record;
    private final CaseTable cases;
    private final Deadlines deadlines;
    private final CancelledCase cancelledCase;
    private final FeedbackRequests feedback;
    private final Vault vault;

    RecordEveryStep(
            EvidenceLog record,
            CaseTable cases,
            Deadlines deadlines,
            CancelledCase cancelledCase,
            FeedbackRequests feedback,
            Vault vault) {
        this.record = record;
        this.cases = cases;
        this.deadlines = deadlines;
        this.cancelledCase = cancelledCase;
        this.feedback = feedback;
        this.vault = vault;
    }

    @Override
    public void parseProcess(Element element, ProcessDefinitionEntity process) {
        process.addBuiltInListener(ExecutionListener.EVENTNAME_END, (ExecutionListener) this::ended);
    }

    @Override
    public void parseEndEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
        if (scope instanceof ProcessDefinitionEntity) {
            activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, (ExecutionListener) execution -> {
                if (isCase(execution)) {
                    cases.outcome(caseNumber(execution), execution.getCurrentActivityId());
                }
            });
        }
    }

    private void ended(DelegateExecution execution) {
        String caseNumber = DisputeFacts.CASE_NUMBER.in(execution);
        if (caseNumber == null) {
            return;
        }
        if (isCase(execution)) {
            boolean cancelled = ((ExecutionEntity) execution).isCanceled();
            cases.close(caseNumber, cancelled);
            deadlines.forgetAll(caseNumber);
            feedback.caseEnded(caseNumber);
            if (cancelled) {
                cancelledCase.takeBack(caseNumber);
            }
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("outcome", String.valueOf(execution.getCurrentActivityId()));
            String reason = ((ExecutionEntity) execution).getDeleteReason();
            if (cancelled
                    && reason != null
                    && vault.erasedAt(Subject.ofCase(caseNumber)).isEmpty()) {
                // what an operator types may name a buyer
                facts.put("reasonCommitment", vault.commitment(Subject.ofCase(caseNumber), reason));
            }
            record.append(
                    caseNumber, "case-closed", cancelled ? "Case cancelled" : "Case closed: " + name(execution), facts);
        }
    }

    private static String name(DelegateExecution execution) {
        String name = execution.getCurrentActivityName();
        return name == null ? String.valueOf(execution.getCurrentActivityId()) : name;
    }

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        TaskDefinition task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, created -> {
            String group = created.getCandidates().stream()
                    .map(link -> link.getGroupId())
                    .filter(id -> id != null)
                    .findFirst()
                    .orElse(null);
            cases.taskOpened(
                    created.getId(),
                    DisputeFacts.CASE_NUMBER.requiredIn(created),
                    created.getTaskDefinitionKey(),
                    name(created),
                    group,
                    created.getAssignee(),
                    created.getDueDate() == null ? null : created.getDueDate().toInstant(),
                    created.getPriority());
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("element", element(created));
            facts.put("groups", candidates(created, IdentityLink::getGroupId));
            facts.put("users", candidates(created, IdentityLink::getUserId));
            facts.put("due", created.getDueDate());
            facts.put("priority", created.getPriority());
            record.append(
                    DisputeFacts.CASE_NUMBER.requiredIn(created),
                    "task-opened",
                    "Task opened: " + name(created),
                    facts);
        });
        TaskListener changed = task1 -> cases.taskChanged(
                task1.getId(),
                DisputeFacts.CASE_NUMBER.requiredIn(task1),
                task1.getAssignee(),
                task1.getDueDate() == null ? null : task1.getDueDate().toInstant());
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_UPDATE, changed);
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_ASSIGNMENT, assigned -> {
            changed.notify(assigned);
            String caseNumber = DisputeFacts.CASE_NUMBER.requiredIn(assigned);
            record.append(
                    caseNumber,
                    "task-assigned",
                    assigned.getAssignee() == null
                            ? "Task given back: " + name(assigned)
                            : "Task taken by " + assigned.getAssignee() + ": " + name(assigned),
                    Map.of("element", element(assigned)));
        });
        TaskListener gone = ended -> cases.taskGone(ended.getId(), DisputeFacts.CASE_NUMBER.requiredIn(ended));
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, gone);
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_DELETE, dropped -> {
            gone.notify(dropped);
            record.append(
                    DisputeFacts.CASE_NUMBER.requiredIn(dropped),
                    "task-dropped",
                    "Task dropped: " + name(dropped),
                    Map.of("element", element(dropped)));
        });
    }

    /** What the model calls the task, whatever somebody may have made of its name. */
    static String name(DelegateTask task) {
        String name = ((TaskEntity) task).getExecution().getActivity().getName();
        return name == null ? task.getTaskDefinitionKey() : name;
    }

    private static String element(DelegateTask task) {
        return ((TaskEntity) task).getProcessDefinition().getKey() + "/" + task.getTaskDefinitionKey();
    }

    private static List<String> candidates(DelegateTask task, Function<IdentityLink, @Nullable String> who) {
        return task.getCandidates().stream()
                .map(who)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
    }

    @Override
    public void parseBusinessRuleTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, (ExecutionListener)
                execution -> UnderWay.ofCommand().forgetDecisions());
        activity.addBuiltInListener(ExecutionListener.EVENTNAME_END, (ExecutionListener) this::decided);
    }

    private void decided(DelegateExecution execution) {
        if (!(execution.getVariable(DECISION_RESULT) instanceof DmnDecisionResult result)) {
            return;
        }
        DmnDecisionResultEntries row = result.getSingleResult();
        if (row == null) {
            throw new IllegalStateException(
                    "No row of the decision at \"" + name(execution) + "\" fits; add one that does.");
        }
        Map<String, Object> outputs = new LinkedHashMap<>(row.getEntryMap());
        execution.removeVariable(DECISION_RESULT);
        // a letter that a table names lies with the letters of the table's room
        outputs.computeIfPresent(
                DisputeFacts.LETTER.name(),
                (name, letter) -> String.valueOf(letter).isEmpty() ? "" : room(execution) + "/" + letter);
        outputs.forEach((name, value) ->
                execution.setVariable(name, DisputeFacts.named(name).cast(value)));
        Map<String, Object> facts = new LinkedHashMap<>(outputs);
        facts.put("tables", UnderWay.ofCommand().decisions());
        record.append(caseNumber(execution), "decision", "Decided: " + name(execution), facts);
    }

    private static String room(DelegateExecution execution) {
        return ((ExecutionEntity) execution).getProcessDefinition().getKey();
    }

    private static boolean isCase(DelegateExecution execution) {
        return execution.getSuperExecution() == null
                && ((ExecutionEntity) execution).getProcessInstance().getSuperExecution() == null;
    }

    private static String caseNumber(DelegateExecution execution) {
        return DisputeFacts.CASE_NUMBER.requiredIn(execution);
    }
}
