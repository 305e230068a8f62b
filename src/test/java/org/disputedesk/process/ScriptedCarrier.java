package org.disputedesk.process;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.disputedesk.tracking.DeliveryState;
import org.disputedesk.tracking.TrackingSource;
import org.jspecify.annotations.Nullable;

/** A carrier that answers what a story lets it see, knows no other parcel, or cannot be reached. */
final class ScriptedCarrier implements TrackingSource {

    private final Map<String, Answer> parcels = new HashMap<>();
    private boolean away;

    @Override
    public String name() {
        return "carrier";
    }

    @Override
    public Answer ask(String trackingNumber, @Nullable String carrier) throws Exception {
        if (away) {
            throw new java.net.ConnectException("The carrier does not answer");
        }
        return parcels.getOrDefault(trackingNumber, new Answer.NotKnown());
    }

    void sees(String trackingNumber, DeliveryState state) {
        parcels.put(trackingNumber, new Answer.Known(state, null, null, null, "scan " + state));
    }

    void sawDelivered(String trackingNumber, Instant at, String place) {
        parcels.put(
                trackingNumber,
                new Answer.Known(DeliveryState.DELIVERED, at, place, "SIGNATURE", "scan DELIVERED " + place));
    }

    void goesAway() {
        away = true;
    }

    void comesBack() {
        away = false;
    }

    void forget() {
        parcels.clear();
        away = false;
    }
}
