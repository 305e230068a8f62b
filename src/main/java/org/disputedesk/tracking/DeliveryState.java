package org.disputedesk.tracking;

import java.util.Arrays;
import java.util.Optional;

/** Where a parcel is: the nineteen states that every carrier's and gateway's words are put into. */
public enum DeliveryState {
    UNKNOWN,
    INVALID_NUMBER,
    INFO_RECEIVED,
    PICKED_UP,
    IN_TRANSIT,
    CUSTOMS,
    DELAYED,
    OUT_FOR_DELIVERY,
    ATTEMPT_FAILED,
    ADDRESS_PROBLEM,
    AVAILABLE_FOR_PICKUP,
    DELIVERED,
    REFUSED,
    LOST,
    DAMAGED,
    UNDELIVERABLE,
    RETURNING,
    RETURNED,
    CANCELLED;

    /** The state of this name. */
    public static Optional<DeliveryState> find(String name) {
        return Arrays.stream(values()).filter(s -> s.name().equals(name)).findFirst();
    }
}
