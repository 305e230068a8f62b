package org.disputedesk.calendar;

import static org.disputedesk.dispute.DisputeFacts.DEADLINE;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** "Compute deadline": the deadline of the policy pack that the input {@code deadline} names (002-24). */
@Component
class ComputeDeadline implements JavaDelegate {

    private final CaseDeadlines deadlines;

    ComputeDeadline(CaseDeadlines deadlines) {
        this.deadlines = deadlines;
    }

    @Override
    public void execute(DelegateExecution execution) {
        deadlines.compute(execution, DEADLINE.requiredIn(execution));
    }
}
