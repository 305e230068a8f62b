package org.disputedesk.remedy;

import static org.disputedesk.dispute.DisputeFacts.POLICY_PACK;

import java.math.BigDecimal;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.disputedesk.policy.PolicyPacks;
import org.springframework.stereotype.Component;

/** Up to which value one person alone gives a remedy (000-13). */
@Component
class RefundLimit {

    private final PolicyPacks packs;
    private final OrderLines lines;

    RefundLimit(PolicyPacks packs, OrderLines lines) {
        this.packs = packs;
        this.lines = lines;
    }

    /** The limit in the currency of the order, of the policy the case began under. */
    BigDecimal of(VariableScope scope) {
        return packs.of(POLICY_PACK.in(scope)).amount("refund.second-person-above", OrderLines.currency(scope));
    }

    /** Whether what was paid for a line, or the whole order, is above it; what nobody knows may be worth anything. */
    boolean isExceeded(VariableScope scope, String line) {
        BigDecimal limit = of(scope);
        return lines.paid(scope, line).map(paid -> paid.compareTo(limit) > 0).orElse(true);
    }
}
