package org.disputedesk.tracking;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

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

    private static final Set<DeliveryState> UNDER_WAY = Set.of(
            INFO_RECEIVED, PICKED_UP, IN_TRANSIT, CUSTOMS, DELAYED, OUT_FOR_DELIVERY, ATTEMPT_FAILED, ADDRESS_PROBLEM);

    /** Whether such a parcel should be moving, so that days without a scan mean something (000-14, A3). */
    public boolean isUnderWay() {
        return UNDER_WAY.contains(this);
    }

    /** The state of this name. */
    public static Optional<DeliveryState> find(String name) {
        return Arrays.stream(values()).filter(s -> s.name().equals(name)).findFirst();
    }
}
