package org.disputedesk.desk;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.PRIORITY;
import static org.disputedesk.dispute.DisputeFacts.URGENCY;

import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
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
        // reminders that are due together come in any order, and none takes back what another has raised
        long priority = Math.max(urgency, PRIORITY.in(execution, 0L));
        TaskService tasks = execution.getProcessEngineServices().getTaskService();
        for (Task task :
                tasks.createTaskQuery().processInstanceBusinessKey(caseNumber).list()) {
            if (task.getPriority() < urgency) {
                tasks.setPriority(task.getId(), urgency);
            }
        }
        // the tasks that other rooms of the case open from now on are as urgent
        RuntimeService runtime = execution.getProcessEngineServices().getRuntimeService();
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(caseNumber)
                .list()
                .forEach(room -> runtime.setVariable(room.getId(), PRIORITY.name(), priority));
        cases.raisePriority(caseNumber, priority);
        record.append(caseNumber, "urgency", "Urgency raised to " + urgency, Map.of("priority", urgency));
    }
}
