package org.disputedesk.desk;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.PRIORITY;
import static org.disputedesk.dispute.DisputeFacts.URGENCY;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.EvidenceLog;
import org.springframework.stereotype.Component;

/** "Raise urgency": moves all open tasks of a case up in every work list, to the priority in the input {@code urgency}. */
@Component
class RaiseUrgency implements JavaDelegate {

    private final CaseTable cases;
    private final EvidenceLog record;

    RaiseUrgency(CaseTable cases, EvidenceLog record) {
        this.cases = cases;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        int urgency;
        try {
            urgency = Integer.parseInt(URGENCY.requiredIn(execution).strip());
        } catch (NumberFormatException e) {
            throw Rejected.field("urgency", "must be a whole number from 0 to 100.");
        }
        var services = execution.getProcessEngineServices();
        for (Task task : services.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(caseNumber)
                .list()) {
            if (task.getPriority() < urgency) {
                services.getTaskService().setPriority(task.getId(), urgency);
            }
        }
        // rooms have facts of their own; a task that any of them opens from now on is as urgent
        for (ProcessInstance room : services.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(caseNumber)
                .list()) {
            Object known = services.getRuntimeService().getVariable(room.getId(), PRIORITY.name());
            if (!(known instanceof Long priority) || priority < urgency) {
                services.getRuntimeService().setVariable(room.getId(), PRIORITY.name(), (long) urgency);
            }
        }
        cases.raisePriority(caseNumber, urgency);
        record.append(caseNumber, "urgency", "Urgency raised to " + urgency, Map.of("priority", urgency));
    }
}
