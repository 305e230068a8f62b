package org.disputedesk.remedy;

import static org.disputedesk.dispute.DisputeFacts.CARRIER;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.DAYS_PAST_LATEST_DELIVERY;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.LATEST_DELIVERY_AT;
import static org.disputedesk.dispute.DisputeFacts.LATEST_DELIVERY_DATE;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.PARCEL_MOVED;
import static org.disputedesk.dispute.DisputeFacts.PAYMENT_STATE;
import static org.disputedesk.dispute.DisputeFacts.REFUND_AMOUNT;
import static org.disputedesk.dispute.DisputeFacts.REFUND_EXPECTED_AT;
import static org.disputedesk.dispute.DisputeFacts.REFUND_EXPECTED_DATE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_DONE_AT;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_REFERENCE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_TYPE;
import static org.disputedesk.dispute.DisputeFacts.TRACKING_NUMBER;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.Forbidden;
import org.disputedesk.dispute.LocalMoment;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.policy.Guard;
import org.disputedesk.remedy.Remedies.Remedy;
import org.disputedesk.remedy.Remedies.State;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * "Record remedy": keeps the proof that a released refund or replacement was carried out: number, amount, day, who and when
 * (000-12, 000-13, 000-17, 001-18).
 */
@Component
class RecordRemedy implements JavaDelegate {

    private final OrderStanding standing;
    private final OrderLines lines;
    private final RefundParts parts;
    private final Guard guard;
    private final Remedies remedies;
    private final RemedyProgress progress;
    private final Clock clock;
    private final EvidenceLog record;

    RecordRemedy(
            OrderStanding standing,
            OrderLines lines,
            RefundParts parts,
            Guard guard,
            Remedies remedies,
            RemedyProgress progress,
            Clock clock,
            EvidenceLog record) {
        this.standing = standing;
        this.lines = lines;
        this.parts = parts;
        this.guard = guard;
        this.remedies = remedies;
        this.progress = progress;
        this.clock = clock;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String type = REMEDY_TYPE.requiredIn(execution);
        Guard.Standing order = standing.of(execution);
        Remedy remedy =
                remedies.newest(caseNumber, type, State.RELEASED).orElseThrow(() -> guard.undecided(caseNumber, type));
        guard.passRelease(order, type, remedy.secondPerson(), remedy.approvedBy());
        guard.passWord(caseNumber, REMEDY_REFERENCE.name());
        keep(execution, remedy, true, remedy.decidedAmount());
        // a delivery from here on is one although the buyer has his remedy
        PARCEL_MOVED.set(execution, false);
    }

    /**
     * Keeps a remedy as carried out, with what staff entered as its proof.
     *
     * @param most of what was paid that may have been refunded; null for all of it
     * @param follows whether the parcel of a replacement is the one the case is about from here on
     */
    void keep(DelegateExecution execution, Remedy remedy, boolean follows, @Nullable BigDecimal most) {
        String reference = REMEDY_REFERENCE.in(execution, "").strip();
        if (reference.isEmpty()) {
            throw Rejected.because("remedyReference", "noProof");
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("remedy", remedy.type());
        facts.put("remedyReference", reference);
        BigDecimal amount = null;
        Currency currency = OrderLines.currency(execution);
        LocalDate expectedOn = null;
        if (remedy.type().equals("REFUND")) {
            amount = amount(
                    remedy.caseNumber(), REFUND_AMOUNT.in(execution), currency, lines.paid(execution, remedy.line()));
            checkDecided(amount, most);
            checkLeft(amount, parts.left(execution, remedy.orderId(), remedy.id()));
            expectedOn = expectedOn(execution);
            facts.put("refundAmount", amount.toPlainString());
            facts.put("currency", currency.getCurrencyCode());
            facts.put("refundExpectedDate", expectedOn.toString());
            facts.put("refundMethod", "ORIGINAL");
            if (remedy.line().isEmpty() && remedy.decidedAmount() == null) {
                PAYMENT_STATE.set(execution, "REFUNDED");
            }
        } else {
            if (CARRIER.in(execution, "").isBlank()) {
                throw Rejected.because("carrier", "noCarrier");
            }
            facts.put("carrier", CARRIER.in(execution));
            if (follows) {
                follow(execution, reference);
            }
        }
        REMEDY_DONE_AT.set(execution, Date.from(clock.instant()));
        remedies.done(remedy, reference, amount, amount == null ? null : currency.getCurrencyCode(), expectedOn);
        progress.tell(execution, remedy, State.DONE);
        record.append(
                remedy.caseNumber(), "remedy-done", "Remedy carried out: " + remedy.type() + ", " + reference, facts);
    }

    /** What a second person approved, or one alone was allowed, is not exceeded by whoever carries it out. */
    private static void checkDecided(BigDecimal amount, @Nullable BigDecimal most) {
        if (most != null && amount.compareTo(most) > 0) {
            throw Rejected.because("refundAmount", "amountOverDecided", most.toPlainString());
        }
    }

    private static void checkLeft(BigDecimal amount, Optional<BigDecimal> left) {
        if (left.isPresent() && amount.compareTo(left.get()) > 0) {
            throw Rejected.because(
                    "refundAmount",
                    "amountOverOrder",
                    left.get().max(BigDecimal.ZERO).toPlainString());
        }
    }

    /** From here on the replacement's parcel is the one that is looked up. */
    private void follow(DelegateExecution execution, String trackingNumber) {
        TRACKING_NUMBER.set(execution, trackingNumber);
        DELIVERY_STATE.set(execution, "INFO_RECEIVED");
        String day = LATEST_DELIVERY_DATE.in(execution, "");
        if (!day.isBlank()) {
            ZoneId zone = Marketplace.of(MARKETPLACE.requiredIn(execution)).zone();
            LATEST_DELIVERY_AT.set(
                    execution, Date.from(LocalMoment.endOf(promised("latestDeliveryDate", day, zone), zone)));
            DAYS_PAST_LATEST_DELIVERY.set(execution, 0L);
        }
    }

    /** The day the buyer is told; the check begins with it, where the buyer lives. */
    LocalDate expectedOn(DelegateExecution execution) {
        ZoneId zone = Marketplace.of(MARKETPLACE.requiredIn(execution)).zone();
        String text = REFUND_EXPECTED_DATE.in(execution, "");
        if (text.isBlank()) {
            throw Rejected.because("refundExpectedDate", "noRefundDay");
        }
        LocalDate day = promised("refundExpectedDate", text, zone);
        REFUND_EXPECTED_AT.set(execution, Date.from(day.atStartOfDay(zone).toInstant()));
        return day;
    }

    /** A day the buyer is told: he cannot wait for one that has passed, and does not wait for ever. */
    private LocalDate promised(String field, String text, ZoneId zone) {
        LocalDate day = LocalMoment.day(field, text);
        LocalDate today = clock.instant().atZone(zone).toLocalDate();
        if (day.isBefore(today) || day.isAfter(today.plusDays(LONGEST_PROMISE))) {
            throw Rejected.because(field, "dayNotPromised", LONGEST_PROMISE);
        }
        return day;
    }

    private static final int LONGEST_PROMISE = 60;

    private static BigDecimal amount(
            String caseNumber, @Nullable String text, Currency currency, Optional<BigDecimal> paid) {
        BigDecimal amount = RefundParts.exact("refundAmount", text == null ? "" : text, currency);
        if (paid.isPresent() && amount.compareTo(paid.get()) > 0) {
            throw Forbidden.because(
                    "never-above-paid",
                    caseNumber,
                    "refundAmount",
                    "amountOverPaid",
                    paid.get().toPlainString());
        }
        return amount;
    }
}
