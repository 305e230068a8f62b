package org.disputedesk.letter;

import org.jspecify.annotations.Nullable;

/** A letter as it stands in the outbox. */
record OutgoingLetter(
        String letter,
        String language,
        String marketplace,
        @Nullable String orderId,
        String subject,
        String body) {}
