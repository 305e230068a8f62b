package org.disputedesk.remedy;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;

import org.camunda.bpm.engine.delegate.VariableScope;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.remedy.Remedies.Remedy;
import org.disputedesk.remedy.Remedies.State;
import org.springframework.stereotype.Component;

/** Refunds that went through a claim: allowed while everything beside it is not, and counted as the order's refund (A7). */
@Component
public class ClaimRefunds {

    private final Remedies remedies;

    ClaimRefunds(Remedies remedies) {
        this.remedies = remedies;
    }

    /**
     * Keeps the refund.
     *
     * @throws Rejected when the order has a refund or replacement already
     */
    public void keep(VariableScope scope) {
        String caseNumber = CASE_NUMBER.requiredIn(scope);
        String orderId = ORDER_ID.requiredIn(scope);
        remedies.lockOrder(orderId);
        if (!remedies.heldOf(orderId).isEmpty()) {
            throw Rejected.field(
                    "claimAnswer",
                    "This order has a refund or a replacement already; defend the claim with its proof instead.");
        }
        Remedy refund = remedies.decide(caseNumber, orderId, "REFUND", Remedies.ALL_LINES, "SELLER", false);
        remedies.done(refund, "A-to-z claim", null, null, null);
        remedies.end(refund, State.SETTLED);
    }
}
