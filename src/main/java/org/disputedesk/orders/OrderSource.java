package org.disputedesk.orders;

import org.disputedesk.dispute.OrderId;

/**
 * Somewhere orders can be looked up. The order book is the first source; those that ask a marketplace come after it,
 * in the order of Spring's {@code @Order}.
 */
public interface OrderSource {

    /** Looks the order up. */
    Answer ask(OrderId id);

    /** What a source answers. A failure that may pass is an exception instead, so that the engine tries again. */
    sealed interface Answer {

        /** The source knows the order. */
        record Found(Order order) implements Answer {}

        /** The source does not know it; another one may. */
        record NotFound() implements Answer {}

        /** The source could not be asked and will not be soon; staff may know. */
        record Unavailable(String reason) implements Answer {}
    }
}
