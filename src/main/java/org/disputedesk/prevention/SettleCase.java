package org.disputedesk.prevention;

import static org.disputedesk.dispute.DisputeFacts.SETTLED;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * "Settle case": nothing of the case is open any more, so that the room that listens to the buyer, the carrier and Amazon may
 * end as soon as nobody waits for an answer (000-19, 002-24).
 */
@Component
class SettleCase implements JavaDelegate {

    @Override
    public void execute(DelegateExecution execution) {
        SETTLED.set(execution, true);
    }
}
