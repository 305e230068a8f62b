package org.disputedesk.remedy;

import static org.disputedesk.dispute.DisputeFacts.POLICY_PACK;

import java.math.BigDecimal;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.disputedesk.policy.PolicyPacks;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Up to which value one person alone gives a remedy (000-13). */
@Component
class RefundLimit {

    private final PolicyPacks packs;
    private final OrderLines lines;
    private final Remedies remedies;

    RefundLimit(PolicyPacks packs, OrderLines lines, Remedies remedies) {
        this.remedies = remedies;
        this.packs = packs;
        this.lines = lines;
    }

    /** The limit in the currency of the order, of the policy the case began under. */
    BigDecimal of(VariableScope scope) {
        return packs.of(POLICY_PACK.in(scope)).amount("refund.second-person-above", OrderLines.currency(scope));
    }

    /**
     * Whether the order is given more than that, with what it has been given before in all its cases: what is cut into slices
     * is one sum. What nobody knows may be worth anything.
     *
     * @param part of what was paid that is refunded; null for all of it
     */
    boolean isExceeded(VariableScope scope, String orderId, String line, Remedies.@Nullable Part part) {
        Optional<BigDecimal> sum = part == null
                ? lines.paid(scope, line)
                : Optional.of(part.amount().amount());
        for (Remedies.Remedy before : remedies.holding(orderId)) {
            Optional<BigDecimal> worth = before.worth().or(() -> lines.paid(scope, before.line()));
            sum = sum.flatMap(all -> worth.map(all::add));
        }
        BigDecimal limit = of(scope);
        return sum.map(all -> all.compareTo(limit) > 0).orElse(true);
    }
}
