package org.disputedesk.remedy;

import static org.disputedesk.dispute.DisputeFacts.FACTS_STALE;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.remedy.Remedies.State;
import org.springframework.stereotype.Component;

/** "Give up remedy": a replacement did not arrive, so its lines are free for another remedy (000-16). */
@Component
class FailRemedy implements JavaDelegate {

    private final SettleRemedy ends;

    FailRemedy(SettleRemedy ends) {
        this.ends = ends;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ends.end(execution, State.FAILED, "Remedy did not reach the buyer: ");
        FACTS_STALE.set(execution, false);
    }
}
