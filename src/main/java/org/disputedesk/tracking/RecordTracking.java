package org.disputedesk.tracking;

import static org.disputedesk.dispute.DisputeFacts.CARRIER;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.DELIVERED_AT_LOCAL;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_PROOF;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.LAST_SCAN_DATE;
import static org.disputedesk.dispute.DisputeFacts.LATEST_DELIVERY_AT;
import static org.disputedesk.dispute.DisputeFacts.LATEST_DELIVERY_DATE;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.ORDERED_AT;
import static org.disputedesk.dispute.DisputeFacts.STATUS_CHECKED;
import static org.disputedesk.dispute.DisputeFacts.TRACKING_KNOWN;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.LocalMoment;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.tracking.TrackingSource.Answer.Known;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * "Record tracking": keeps what a person read on the carrier's page, with date, time, place, proof and the carrier's own words
 * (000-06). Words that mean something else than what was chosen are sent back once.
 */
@Component
class RecordTracking implements JavaDelegate {

    static final String COPIED_TEXT = "trackingText";

    private static final Duration OLDEST_DELIVERY = Duration.ofDays(366);

    private final TrackingSnapshots snapshots;
    private final TrackingHints hints;
    private final CaseTexts texts;
    private final Clock clock;

    RecordTracking(TrackingSnapshots snapshots, TrackingHints hints, CaseTexts texts, Clock clock) {
        this.snapshots = snapshots;
        this.hints = hints;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        DeliveryState state = DeliveryState.find(DELIVERY_STATE.requiredIn(execution))
                .orElseThrow(() -> Rejected.because("deliveryState", "noDeliveryState"));
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String copied = texts.find(caseNumber, COPIED_TEXT).orElse("");
        if (!STATUS_CHECKED.in(execution, false)) {
            String language = LocaleContextHolder.getLocale().getLanguage();
            hints.mustAgree(state, CARRIER.in(execution), copied, language);
        }
        Marketplace marketplace = Marketplace.of(MARKETPLACE.requiredIn(execution));
        String latestDay = LATEST_DELIVERY_DATE.in(execution, "");
        if (!latestDay.isBlank()) {
            LATEST_DELIVERY_AT.set(
                    execution,
                    Date.from(LocalMoment.endOf(LocalMoment.day("latestDeliveryDate", latestDay), marketplace.zone())));
        }
        Instant deliveredAt = null;
        String place = null;
        String proof = null;
        if (state == DeliveryState.DELIVERED) {
            deliveredAt = deliveredAt(execution, marketplace);
            place = required(
                    texts.find(caseNumber, TrackingSnapshots.PLACE).orElse(null), TrackingSnapshots.PLACE, "noPlace");
            proof = DELIVERY_PROOF.in(execution, "NONE");
        }
        snapshots.keep(
                execution,
                "staff",
                new Known(state, deliveredAt, place, proof, copied),
                lastScan(execution, state, marketplace));
        TRACKING_KNOWN.set(execution, true);
        // both belong to this look at the parcel; the next one begins with an empty form
        texts.put(caseNumber, COPIED_TEXT, "");
        STATUS_CHECKED.set(execution, null);
    }

    private @Nullable LocalDate lastScan(DelegateExecution execution, DeliveryState state, Marketplace marketplace) {
        String text = LAST_SCAN_DATE.in(execution, "");
        if (text.isBlank() || !state.isUnderWay()) {
            return null;
        }
        LocalDate day = LocalMoment.day("lastScanDate", text);
        if (day.isAfter(clock.instant().atZone(marketplace.zone()).toLocalDate())) {
            throw Rejected.because("lastScanDate", "scanInFuture");
        }
        return day;
    }

    private Instant deliveredAt(DelegateExecution execution, Marketplace marketplace) {
        String local = required(DELIVERED_AT_LOCAL.in(execution), "deliveredAtLocal", "noDeliveryTime");
        Instant at = LocalMoment.parse("deliveredAtLocal", local, marketplace.zone());
        if (at.isAfter(clock.instant())) {
            throw Rejected.because("deliveredAtLocal", "deliveryInFuture");
        }
        if (at.isBefore(clock.instant().minus(OLDEST_DELIVERY))) {
            throw Rejected.because("deliveredAtLocal", "tooOld");
        }
        Date ordered = ORDERED_AT.in(execution);
        if (ordered != null && at.isBefore(ordered.toInstant())) {
            throw Rejected.because("deliveredAtLocal", "beforeOrder");
        }
        return at;
    }

    private static String required(@Nullable String value, String field, String refusal) {
        if (value == null || value.isBlank()) {
            throw Rejected.because(field, refusal);
        }
        return value.strip();
    }
}
