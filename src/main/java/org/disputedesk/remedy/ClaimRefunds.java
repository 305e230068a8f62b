package org.disputedesk.remedy;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.disputedesk.policy.Guard;
import org.disputedesk.remedy.Remedies.Remedy;
import org.disputedesk.remedy.Remedies.State;
import org.springframework.stereotype.Component;

/** Refunds that went through a claim: allowed while everything beside it is not, and counted as the order's refund (A7). */
@Component
public class ClaimRefunds {

    private final OrderStanding standing;
    private final Guard guard;
    private final Remedies remedies;

    ClaimRefunds(OrderStanding standing, Guard guard, Remedies remedies) {
        this.standing = standing;
        this.guard = guard;
        this.remedies = remedies;
    }

    /**
     * Keeps the refund.
     *
     * @throws org.disputedesk.policy.Refused when Amazon serves the order, has paid the buyer already, or the order has a
     *     refund or replacement
     */
    public void keep(DelegateExecution execution) {
        Guard.Standing order = standing.of(execution);
        guard.passClaimRefund(order, standing.wasGranted(order.orderId()));
        Remedy refund =
                remedies.decide(order.caseNumber(), order.orderId(), "REFUND", Remedies.ALL_LINES, "SELLER", false);
        remedies.done(refund, "A-to-z claim", null, null, null);
        remedies.end(refund, State.SETTLED);
    }
}
