package org.disputedesk.letter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A letter as it stands in the outbox.
 *
 * @param letter its name, such as {@code order-not-received/preparing}
 * @param language ISO 639-1
 * @param marketplace such as JP
 * @param subject of the letter itself
 * @param to where it goes; null when staff copy it, and in rows of before letters were mailed
 * @param inReplyTo the message it answers
 * @param references the messages before it, oldest first
 * @param answeredSubject the subject of the message it answers
 * @param mark that the marketplace lets through to a buyer who has opted out, in its brackets; null when there is none
 * @param answers the buyer's messages of the case that count as answered once it has left
 */
public record OutgoingLetter(
        String letter,
        String language,
        String marketplace,
        @Nullable String orderId,
        String subject,
        String body,
        @Nullable String to,
        @Nullable String inReplyTo,
        @Nullable List<String> references,
        @Nullable String answeredSubject,
        @Nullable String mark,
        @Nullable List<String> answers) {

    /** Rows of before letters were mailed have no lists. */
    public OutgoingLetter {
        references = references == null ? List.of() : List.copyOf(references);
        answers = answers == null ? List.of() : List.copyOf(answers);
    }

    /** The letter's own subject, with its mark in front. */
    public String markedSubject() {
        return mark == null ? subject : mark + " " + subject;
    }
}
