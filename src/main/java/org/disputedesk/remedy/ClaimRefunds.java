package org.disputedesk.remedy;

import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.orders.Order;
import org.disputedesk.policy.Guard;
import org.disputedesk.remedy.Remedies.Remedy;
import org.disputedesk.remedy.Remedies.State;
import org.springframework.stereotype.Component;

/**
 * Refunds that went through a claim: allowed while everything beside it is not, and counted as the order's refund (A7). Above
 * the limit, and under a claims-protected label, two persons have to answer the same: the word of the first is refused and
 * stays in the record, and the second one's counts (000-13).
 */
@Component
public class ClaimRefunds {

    private final OrderStanding standing;
    private final RefundLimit limit;
    private final OrderLines lines;
    private final Guard guard;
    private final Remedies remedies;
    private final EvidenceLog record;

    ClaimRefunds(
            OrderStanding standing,
            RefundLimit limit,
            OrderLines lines,
            Guard guard,
            Remedies remedies,
            EvidenceLog record) {
        this.standing = standing;
        this.limit = limit;
        this.lines = lines;
        this.guard = guard;
        this.remedies = remedies;
        this.record = record;
    }

    /**
     * Keeps the refund.
     *
     * @throws org.disputedesk.policy.Refused when Amazon serves the order, has paid the buyer already, or the order has a
     *     refund or replacement, or nobody else has asked for it yet and a second person is needed
     */
    public void keep(DelegateExecution execution) {
        Guard.Standing order = standing.of(execution);
        guard.passClaimRefund(order, standing.wasGranted(order.orderId()));
        boolean second =
                order.claimsProtected() || limit.isExceeded(execution, order.orderId(), Remedies.ALL_LINES, null);
        String who = remedies.who();
        Optional<String> asker =
                askers(order.caseNumber()).filter(person -> !person.equals(who)).findFirst();
        if (second) {
            guard.passSecondOfClaim(order, who, asker.isPresent());
        }
        Order.Money paid = lines.money(execution, Remedies.ALL_LINES).orElse(null);
        Remedy refund = remedies.decide(
                order.caseNumber(),
                order.orderId(),
                new Remedies.Choice(
                        "REFUND", Remedies.ALL_LINES, "SELLER", second, order.claimsProtected(), paid, null),
                second ? asker.orElse(who) : who);
        if (second) {
            remedies.approve(refund);
        }
        // the claim pays back all that was paid
        remedies.done(
                refund,
                "A-to-z claim",
                paid == null ? null : paid.amount(),
                paid == null ? null : paid.currency().getCurrencyCode(),
                null);
        remedies.end(refund, State.SETTLED);
    }

    /** Who has asked for it in this case and was told that a second person is needed. */
    private Stream<String> askers(String caseNumber) {
        return record.entries(caseNumber).stream()
                .filter(entry -> entry.kind().equals("refused")
                        && entry.facts().contains("\"" + Guard.CLAIM_REFUND_ASKED_BY + "\""))
                .map(entry -> entry.actor().replaceFirst("^person:", ""));
    }
}
