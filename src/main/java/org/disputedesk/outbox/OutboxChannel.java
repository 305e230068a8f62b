package org.disputedesk.outbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A way out of the desk. One call of {@link #deliver} is one attempt; the dispatcher decides about the next. */
public interface OutboxChannel {

    /** The name commands are addressed with. */
    String name();

    /** Tries to deliver once. Everything it throws counts as {@link Delivery.Later} with the usual pause. */
    Delivery deliver(OutboxItem item) throws Exception;

    /** What can be found out about an attempt during which the process died. */
    Found find(OutboxItem item) throws Exception;

    /**
     * Tells the case what became of it, in the transaction that marks it.
     *
     * @param state SENT, UNKNOWN or DEAD
     * @param why it is not SENT, as the attempt said; without personal data
     */
    void handled(OutboxItem item, OutboxState state, @Nullable String why);

    /** How an attempt ended. */
    sealed interface Delivery {

        /** It is there. */
        record Delivered() implements Delivery {}

        /** Not now; try again after the pause, or after the usual one when it is zero. */
        record Later(String why, Duration pause) implements Delivery {}

        /** It may or may not be there, and nobody can find out by machine. */
        record Unclear(String why) implements Delivery {}

        /** It can never be delivered like this. */
        record Impossible(String why) implements Delivery {}
    }

    /** What a channel can say afterwards. */
    enum Found {
        DELIVERED,
        NOT_DELIVERED,
        CANNOT_TELL
    }
}
