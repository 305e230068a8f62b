package org.disputedesk.remedy;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.CURRENCY;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_VALUE;
import static org.disputedesk.dispute.DisputeFacts.PAYMENT_STATE;
import static org.disputedesk.dispute.DisputeFacts.REFUND_AMOUNT;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_DONE_AT;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_REFERENCE;
import static org.disputedesk.dispute.DisputeFacts.TRACKING_NUMBER;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.Currency;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.remedy.Remedies.Decided;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** "Record remedy": keeps the proof that the decided remedy was carried out: number, amount, who and when (000-12, 000-13). */
@Component
class RecordRemedy implements JavaDelegate {

    private final Remedies remedies;
    private final EvidenceLog record;
    private final Clock clock;

    RecordRemedy(Remedies remedies, EvidenceLog record, Clock clock) {
        this.remedies = remedies;
        this.record = record;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        Decided decided = remedies.open(caseNumber)
                .orElseThrow(() -> new IllegalStateException("No remedy was decided in " + caseNumber + "."));
        String reference = REMEDY_REFERENCE.in(execution, "").strip();
        if (reference.isEmpty()) {
            throw Rejected.field(
                    "remedyReference",
                    "Enter the proof: the new tracking number, the refund number, or the carrier's case number.");
        }
        BigDecimal amount = null;
        Currency currency = currency(execution);
        if (decided.type().equals("REFUND")) {
            amount = amount(REFUND_AMOUNT.in(execution), currency, ORDER_VALUE.in(execution));
            PAYMENT_STATE.set(execution, "REFUNDED");
        } else if (decided.type().equals("REPLACEMENT")) {
            // from here on the replacement's parcel is the one that is looked up
            TRACKING_NUMBER.set(execution, reference);
        }
        REMEDY_DONE_AT.set(execution, Date.from(clock.instant()));
        remedies.done(decided, reference, amount, amount == null ? null : currency.getCurrencyCode());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("remedy", decided.type());
        facts.put("remedyReference", reference);
        if (amount != null) {
            facts.put("refundAmount", amount.toPlainString());
            facts.put("currency", currency.getCurrencyCode());
        }
        record.append(caseNumber, "remedy-done", "Remedy carried out: " + decided.type() + ", " + reference, facts);
    }

    private static Currency currency(DelegateExecution execution) {
        String code = CURRENCY.in(execution, "");
        return code.isBlank()
                ? Marketplace.of(MARKETPLACE.requiredIn(execution)).currency()
                : Currency.getInstance(code);
    }

    private static BigDecimal amount(@Nullable String text, Currency currency, @Nullable Double orderValue) {
        BigDecimal amount;
        try {
            amount = new BigDecimal(text == null ? "" : text.strip()).stripTrailingZeros();
        } catch (NumberFormatException e) {
            throw Rejected.field("refundAmount", "Enter the refunded amount as a number, for example 1980 or 19.80.");
        }
        if (amount.signum() <= 0) {
            throw Rejected.field("refundAmount", "The refunded amount must be more than zero.");
        }
        if (amount.scale() > currency.getDefaultFractionDigits()) {
            throw Rejected.field(
                    "refundAmount",
                    currency.getCurrencyCode() + " has " + currency.getDefaultFractionDigits() + " decimals.");
        }
        if (orderValue != null && amount.compareTo(BigDecimal.valueOf(orderValue)) > 0) {
            throw Rejected.field(
                    "refundAmount",
                    "No more than the order's value of "
                            + BigDecimal.valueOf(orderValue).toPlainString()
                            + " can be refunded. Check the amount, or correct the order's value.");
        }
        return amount;
    }
}
