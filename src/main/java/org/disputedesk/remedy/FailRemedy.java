package org.disputedesk.remedy;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.FACTS_STALE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_TYPE;

import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.policy.Guard;
import org.disputedesk.remedy.Remedies.State;
import org.springframework.stereotype.Component;

/** "Give up remedy": a replacement did not arrive, so its lines are free for another remedy (000-16). */
@Component
class FailRemedy implements JavaDelegate {

    /** What the carrier says of a parcel that does not reach the buyer. */
    private static final Set<String> NOT_THERE = Set.of("LOST", "DAMAGED", "RETURNED", "UNDELIVERABLE", "REFUSED");

    private final SettleRemedy ends;
    private final Guard guard;

    FailRemedy(SettleRemedy ends, Guard guard) {
        this.ends = ends;
        this.guard = guard;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String type = REMEDY_TYPE.requiredIn(execution);
        boolean isReplacement = type.equals("REPLACEMENT");
        guard.passFailure(
                CASE_NUMBER.requiredIn(execution),
                type,
                isReplacement && NOT_THERE.contains(DELIVERY_STATE.in(execution, "")));
        ends.end(execution, State.FAILED, "Remedy did not reach the buyer: ");
        FACTS_STALE.set(execution, false);
    }
}
