package org.disputedesk.remedy;

import static org.disputedesk.dispute.DisputeFacts.DEDUCTION_REASON;
import static org.disputedesk.dispute.DisputeFacts.REFUND_PART;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.dispute.Typed;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.orders.Order.Money;
import org.disputedesk.policy.Guard;
import org.disputedesk.policy.Guard.Standing;
import org.disputedesk.remedy.Remedies.Part;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Refunds of a part of what was paid: how much, in whole units of the currency's smallest coin, and why the rest is kept back.
 * What is kept back for the state of goods needs goods that came back in that state (001-15, 003-16, P21).
 */
@Component
class RefundParts {

    /** The buyer keeps the goods and has agreed; staff say where. */
    private static final String AGREED = "BUYER_AGREED";
    /** They came back later than the marketplace takes them. */
    private static final String LATE = "GOODS_LATE";

    private static final Map<String, String> CONDITIONS = Map.of(
            "GOODS_USED", "USED",
            "GOODS_DAMAGED", "DAMAGED",
            "GOODS_INCOMPLETE", "INCOMPLETE",
            "GOODS_OTHER", "OTHER_ITEM");

    private static final String NOTE = "staffNote";

    private final OrderLines lines;
    private final Remedies remedies;
    private final Guard guard;
    private final CaseTexts texts;
    private final JdbcClient db;

    RefundParts(OrderLines lines, Remedies remedies, Guard guard, CaseTexts texts, JdbcClient db) {
        this.lines = lines;
        this.remedies = remedies;
        this.guard = guard;
        this.texts = texts;
        this.db = db;
    }

    /**
     * The part that was chosen; empty when all that was paid is refunded.
     *
     * @throws Rejected when the amount is none, or more than was paid, or no reason fits
     * @throws org.disputedesk.policy.Refused when the state of the goods is the reason and they were not found in it
     */
    Optional<Part> chosen(VariableScope scope, Standing order, String line) {
        String typed = REFUND_PART.in(scope, "");
        if (typed.isBlank()) {
            return Optional.empty();
        }
        Currency currency = OrderLines.currency(scope);
        Money paid = lines.money(scope, line).orElseThrow(() -> Rejected.because(REFUND_PART.name(), "paidUnknown"));
        BigDecimal amount = exact(REFUND_PART.name(), typed, currency);
        if (amount.compareTo(paid.amount()) > 0) {
            throw Rejected.because(
                    REFUND_PART.name(), "amountOverPaid", paid.amount().toPlainString());
        }
        if (amount.compareTo(paid.amount()) == 0) {
            return Optional.empty();
        }
        return Optional.of(new Part(new Money(amount, currency), reason(scope, order)));
    }

    private String reason(VariableScope scope, Standing order) {
        String reason = DEDUCTION_REASON.in(scope, "");
        if (reason.equals(AGREED)) {
            if (texts.find(order.caseNumber(), NOTE)
                    .filter(note -> !Typed.saysNothing(note))
                    .isEmpty()) {
                throw Rejected.because(NOTE, "noAgreement");
            }
            return reason;
        }
        if (!reason.equals(LATE) && !CONDITIONS.containsKey(reason)) {
            throw Rejected.because(DEDUCTION_REASON.name(), "noDeductionReason");
        }
        List<String> found = db.sql("select item_condition from goods_return where order_id = ? and state = 'CHECKED'")
                .param(order.orderId())
                .query(String.class)
                .list();
        guard.passDeduction(
                order, reason, reason.equals(LATE) ? !found.isEmpty() : found.contains(CONDITIONS.get(reason)));
        return reason;
    }

    /**
     * An amount in the currency's own decimals.
     *
     * @throws Rejected naming the field
     */
    static BigDecimal exact(String field, String typed, Currency currency) {
        BigDecimal amount = Typed.amount(field, typed);
        if (amount.signum() <= 0) {
            throw Rejected.because(field, "amountNothing");
        }
        if (amount.stripTrailingZeros().scale() > currency.getDefaultFractionDigits()) {
            throw Rejected.because(
                    field, "amountDecimals", currency.getCurrencyCode(), currency.getDefaultFractionDigits());
        }
        return amount;
    }

    /**
     * What of the order is not refunded yet, over all its cases; empty when nobody knows what was paid.
     *
     * @param butOf a remedy that does not count, because it is the one that asks
     */
    Optional<BigDecimal> left(VariableScope scope, String orderId, String butOf) {
        return lines.paid(scope, Remedies.ALL_LINES)
                .map(paid -> remedies.holding(orderId).stream()
                        .filter(remedy ->
                                remedy.type().equals("REFUND") && !remedy.id().equals(butOf))
                        .flatMap(remedy -> remedy.worth().stream())
                        .reduce(paid, BigDecimal::subtract));
    }
}
