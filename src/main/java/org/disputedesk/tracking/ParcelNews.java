package org.disputedesk.tracking;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.DELIVERED_AT;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_PROOF;
import static org.disputedesk.dispute.DisputeFacts.LAST_SCAN_DATE;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.PARCEL_MOVED;
import static org.disputedesk.dispute.DisputeFacts.TRACKING_KNOWN;
import static org.disputedesk.dispute.DisputeFacts.TRACKING_NUMBER;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.disputedesk.dispute.LocalMoment;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.tracking.TrackingSource.Answer.Known;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** News of a parcel that came by itself: from the carrier's answer to an inquiry, or pushed by a carrier or gateway (000-04). */
@Component
public class ParcelNews {

    private final TrackingSnapshots snapshots;
    private final CaseTexts texts;
    private final Clock clock;

    ParcelNews(TrackingSnapshots snapshots, CaseTexts texts, Clock clock) {
        this.snapshots = snapshots;
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * Keeps where the parcel is said to be, and says in {@code parcelMoved} whether that is new.
     *
     * @param source who says so, for the record
     * @param words his own words, empty when there are none
     * @param isSeen whether he has seen the parcel now, so that it counts as moved although its state is the same
     */
    public void keep(DelegateExecution execution, String source, DeliveryState state, String words, boolean isSeen) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        boolean isNew = isSeen
                || snapshots
                        .latestState(caseNumber, TRACKING_NUMBER.in(execution, ""))
                        .map(before -> before != state)
                        .orElse(true);
        boolean isDelivered = state == DeliveryState.DELIVERED;
        var seen = new Known(
                state,
                isDelivered ? instant(DELIVERED_AT.in(execution)) : null,
                isDelivered ? texts.find(caseNumber, TrackingSnapshots.PLACE).orElse(null) : null,
                isDelivered ? DELIVERY_PROOF.in(execution) : null,
                words);
        snapshots.keep(execution, source, seen, isNew ? today(execution) : lastScan(execution));
        PARCEL_MOVED.set(execution, isNew);
        // whoever is looking it up at this moment need not
        TRACKING_KNOWN.set(execution, state != DeliveryState.UNKNOWN);
    }

    private LocalDate today(DelegateExecution execution) {
        return clock.instant()
                .atZone(Marketplace.of(MARKETPLACE.requiredIn(execution)).zone())
                .toLocalDate();
    }

    private static @Nullable LocalDate lastScan(DelegateExecution execution) {
        String day = LAST_SCAN_DATE.in(execution, "");
        return day.isEmpty() ? null : LocalMoment.day("lastScanDate", day);
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
