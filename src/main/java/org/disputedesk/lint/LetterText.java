package org.disputedesk.lint;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A letter to look at.
 *
 * @param languages ISO 639-1, those the buyer can be written to in
 * @param orderId the order it is about, null when it is about none
 * @param parts its subject and parts, in order
 * @param known numbers the letter rightly names, such as those of the parcel and of the refund
 * @param feedbackAsked whether the buyer has been asked for feedback on this order before
 */
public record LetterText(
        Set<String> languages,
        @Nullable String orderId,
        List<Part> parts,
        Collection<String> known,
        boolean feedbackAsked) {

    /**
     * One part.
     *
     * @param name the name of its field, or {@code subject}
     */
    public record Part(String name, String text) {}

    public LetterText {
        languages = Set.copyOf(languages);
        parts = List.copyOf(parts);
        known = List.copyOf(known);
    }

    /** A letter of one part. */
    public static LetterText of(String language, @Nullable String orderId, String text) {
        return new LetterText(Set.of(language), orderId, List.of(new Part("text", text)), List.of(), false);
    }
}
