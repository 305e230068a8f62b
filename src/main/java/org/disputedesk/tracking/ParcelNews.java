package org.disputedesk.tracking;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.DELIVERED_AT;
import static org.disputedesk.dispute.DisputeFacts.DELIVERED_PLACE;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_PROOF;
import static org.disputedesk.dispute.DisputeFacts.PARCEL_MOVED;

import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.disputedesk.tracking.TrackingSource.Answer.Known;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** News of a parcel that came by itself: from the carrier's answer to an inquiry, or pushed by a carrier or gateway (000-04). */
@Component
public class ParcelNews {

    private final TrackingSnapshots snapshots;

    ParcelNews(TrackingSnapshots snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * Keeps where the parcel is said to be, and says in {@code parcelMoved} whether that is new.
     *
     * @param source who says so, for the record
     * @param words his own words, empty when there are none
     */
    public void keep(DelegateExecution execution, String source, DeliveryState state, String words) {
        boolean isNew = snapshots
                .latestState(CASE_NUMBER.requiredIn(execution))
                .map(before -> before != state)
                .orElse(true);
        boolean isDelivered = state == DeliveryState.DELIVERED;
        snapshots.keep(
                execution,
                source,
                new Known(
                        state,
                        isDelivered ? instant(DELIVERED_AT.in(execution)) : null,
                        isDelivered ? DELIVERED_PLACE.in(execution) : null,
                        isDelivered ? DELIVERY_PROOF.in(execution) : null,
                        words));
        PARCEL_MOVED.set(execution, isNew);
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
