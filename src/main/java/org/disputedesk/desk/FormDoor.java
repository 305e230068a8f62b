package org.disputedesk.desk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.form.FormField;
import org.camunda.bpm.engine.form.TaskFormData;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.form.FormFieldImpl;
import org.camunda.bpm.engine.impl.form.TaskFormDataImpl;
import org.camunda.bpm.engine.impl.form.handler.TaskFormHandler;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Forbidden;
import org.disputedesk.dispute.Refusals;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.dispute.Rejected.FieldError;
import org.disputedesk.engine.FactChecks;
import org.disputedesk.engine.PersonsWord;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.letter.LetterApprovals;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The door between a user task and its form. When the form opens, it is given the texts of the case and its facts in
 * words; when the task is completed, by whatever route, the answer is held to the form's rules, texts are taken out before
 * they can become engine variables, and the record learns who answered what.
 */
@Component
@Order(20)
class FormDoor extends AbstractBpmnParseListener {

    private final FormFacts formFacts;
    private final FormFields formFields;
    private final CaseTable cases;
    private final CaseLinks links;
    private final CaseTexts texts;
    private final LetterApprovals approvals;
    private final EvidenceLog record;

    FormDoor(
            FormFacts formFacts,
            FormFields formFields,
            CaseTable cases,
            CaseLinks links,
            CaseTexts texts,
            LetterApprovals approvals,
            EvidenceLog record) {
        this.formFacts = formFacts;
        this.formFields = formFields;
        this.cases = cases;
        this.links = links;
        this.texts = texts;
        this.approvals = approvals;
        this.record = record;
    }

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        TaskDefinition task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
        String formId = FormFields.formId(task.getFormDefinition());
        task.setTaskFormHandler(new Handler(task.getTaskFormHandler(), formId));
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, completed -> take(completed, formId));
    }

    private void take(DelegateTask task, @Nullable String formId) {
        String caseNumber = DisputeFacts.CASE_NUMBER.requiredIn(task);
        List<FormFields.Field> fields = fields(task, formId);
        record.holdCases(needed(task, caseNumber));
        if (!cases.isOpen(task.getId())) {
            throw new Rejected(Refusals.said("doneAlready"));
        }
        List<FieldError> errors = new ArrayList<>(notAskedFor(fields));
        Set<String> bent = errors.stream()
                .map(FieldError::field)
                .filter(DisputeFacts.GUARDED::contains)
                .collect(Collectors.toSet());
        errors.addAll(Submitted.settle(task));
        Set<String> told = FactChecks.written(Context.getCommandContext());
        Map<String, Object> answers = new LinkedHashMap<>();
        for (FormFields.Field field : fields) {
            boolean isText = DisputeFacts.TEXTS.contains(field.key());
            Object value =
                    field.opensEmpty() && !told.contains(field.key()) ? null : known(task, caseNumber, field.key());
            String problem = field.problem(value, name -> known(task, caseNumber, name));
            if (problem != null) {
                errors.add(new FieldError(field.key(), problem));
            } else if (value != null && !isText) {
                answers.put(field.key(), value);
            }
        }
        if (errors.stream().anyMatch(e -> bent.contains(e.field()))) {
            throw Forbidden.by("form-asks", caseNumber, errors);
        }
        if (!errors.isEmpty()) {
            throw new Rejected(
                    errors.stream()
                            .map(e -> e.field() + ": " + e.message())
                            .reduce((a, b) -> a + " " + b)
                            .orElse(""),
                    errors);
        }
        if (TaskHolders.person() != null) {
            PersonsWord.given(
                    caseNumber, fields.stream().map(FormFields.Field::key).toList());
        }
        DisputeFacts.TEXTS.forEach(name -> {
            if (task.hasVariable(name)) {
                texts.put(caseNumber, name, String.valueOf(Objects.requireNonNullElse(task.getVariable(name), "")));
                task.removeVariable(name);
            }
        });
        approvals.taskCompleted(
                caseNumber, fields.stream().map(FormFields.Field::key).toList(), task);
        record.append(caseNumber, "task-completed", "Task completed: " + RecordEveryStep.name(task), answers);
    }

    /** Whoever names a further problem reaches into the other cases of the order as well, and two may do so at once (004-15). */
    private Set<String> needed(DelegateTask task, String caseNumber) {
        Set<String> needed = new TreeSet<>(Set.of(caseNumber));
        String orderId = DisputeFacts.ORDER_ID.in(task, "");
        boolean namesProblems = Stream.of(DisputeFacts.FURTHER_KIND, DisputeFacts.ALSO_KIND)
                .anyMatch(kind -> task.getVariable(kind.name()) instanceof String named && !named.isBlank());
        if (namesProblems && !orderId.isBlank()) {
            links.openOf(orderId).forEach(open -> needed.add(open.value()));
        }
        return needed;
    }

    /** Whoever may answer a form may not thereby set what it does not ask for. */
    private static List<FieldError> notAskedFor(List<FormFields.Field> fields) {
        Set<String> told = new TreeSet<>(FactChecks.written(Context.getCommandContext()));
        told.removeAll(FormFacts.NAMES);
        fields.forEach(field -> told.remove(field.key()));
        return told.stream()
                .map(name -> new FieldError(name, Refusals.said("notAskedFor")))
                .toList();
    }

    private List<FormFields.Field> fields(DelegateTask task, @Nullable String formId) {
        if (formId == null) {
            return List.of();
        }
        // whoever may do the task may see its form, but not read deployments
        return Context.getCommandContext()
                .runWithoutAuthorization(() -> formFields.of(
                        task.getProcessEngineServices().getRepositoryService(),
                        ((TaskEntity) task).getProcessDefinition().getDeploymentId(),
                        formId));
    }

    private @Nullable Object known(DelegateTask task, String caseNumber, String name) {
        return task.hasVariable(name) || !DisputeFacts.TEXTS.contains(name)
                ? task.getVariable(name)
                : texts.find(caseNumber, name).orElse(null);
    }

    /** Hands the form what it shows; everything else is the engine's own way. */
    private final class Handler implements TaskFormHandler {

        private final TaskFormHandler engines;
        private final @Nullable String formId;

        Handler(TaskFormHandler engines, @Nullable String formId) {
            this.engines = engines;
            this.formId = formId;
        }

        @Override
        public TaskFormData createTaskForm(TaskEntity task) {
            TaskFormData form = engines.createTaskForm(task);
            List<FormField> fields = new ArrayList<>(form.getFormFields());
            Map<String, TypedValue> shown = new LinkedHashMap<>();
            formFacts.of(task).forEach((name, value) -> shown.put(name, Variables.stringValue(value)));
            fields(task, formId).stream()
                    .filter(FormFields.Field::opensEmpty)
                    .forEach(field -> shown.put(field.key(), Variables.untypedNullValue()));
            shown.forEach((name, value) -> {
                var field = new FormFieldImpl();
                field.setId(name);
                field.setValue(value);
                fields.add(field);
            });
            ((TaskFormDataImpl) form).setFormFields(fields);
            return form;
        }

        @Override
        public void parseConfiguration(
                Element activity, DeploymentEntity deployment, ProcessDefinitionEntity process, BpmnParse parse) {
            engines.parseConfiguration(activity, deployment, process, parse);
        }

        @Override
        public void submitFormVariables(VariableMap properties, VariableScope scope) {
            engines.submitFormVariables(properties, scope);
        }
    }
}
