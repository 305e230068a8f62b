package org.disputedesk.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Somebody who knows where parcels are. With none configured, staff look at the carrier's page. */
public interface TrackingSource {

    /** A short name for the record. */
    String name();

    /**
     * Asks once.
     *
     * @throws Exception when the source is away; the engine tries again and then raises an incident
     */
    Answer ask(String trackingNumber, @Nullable String carrier) throws Exception;

    /** What a source says. */
    sealed interface Answer {

        /** What it knows of the parcel; raw is its own text, kept as it is. */
        record Known(
                DeliveryState state,
                @Nullable Instant deliveredAt,
                @Nullable String place,
                @Nullable String proof,
                String raw)
                implements Answer {}

        /** It does not know this parcel. */
        record NotKnown() implements Answer {}
    }
}
