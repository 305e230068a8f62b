package org.disputedesk.letter;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows a way by which a letter reaches the buyer of a case without staff copying it (000-09). */
public interface LetterRoute {

    /** The way for the next letter of a case; empty when it has to be copied into Seller Central. */
    Optional<Route> of(String caseNumber);

    /**
     * A way to the buyer.
     *
     * @param channel of the outbox
     * @param to the address, as the channel understands it
     * @param inReplyTo the message it answers, as the channel names messages; null when none is known
     * @param references the messages before it, oldest first
     * @param subject of the message it answers; null when the letter's own is to be used
     * @param takeBack how long the letter waits and can be taken back
     */
    record Route(
            String channel,
            String to,
            @Nullable String inReplyTo,
            List<String> references,
            @Nullable String subject,
            Duration takeBack) {

        public Route {
            references = List.copyOf(references);
        }
    }
}
