package org.disputedesk.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the record of a case tells of texts and files: each belongs to one entry, whose kind, actor, time and facts decide what
 * it is. What is held against them is struck off, so that what is left has got lost.
 */
final class Told {

    private static final String RECEIVED = "evidence-received";
    private static final String PURPOSE = "evidence-purpose";
    private static final String SENT = "letter-sent";
    private static final String ERASED = "personal-data-erased";
    private static final String BUYER = "buyer";

    /** A letter and the entry that tells of it are written one after the other, each with the time of its writing. */
    private static final Duration WRITTEN_APART = Duration.ofMinutes(5);

    /** Databases keep fewer digits of a second than the record. */
    private static final Duration SAME = Duration.ofMillis(1);

    private final List<Text> texts = new ArrayList<>();
    private final Map<String, Original> files = new LinkedHashMap<>();
    private boolean tellsOfErasure;

    private record Text(
            long sequence, String name, String direction, Instant at, Duration apart, String letter, String language) {

        @Nullable
        String unlike(String otherDirection, Instant otherAt, @Nullable String otherLetter, String otherLanguage) {
            if (!direction.equals(otherDirection)) {
                return direction.equals("IN") ? "was written by the buyer" : "was sent to the buyer";
            }
            if (Duration.between(at, otherAt).abs().compareTo(apart) > 0) {
                return "is of " + at;
            }
            if (direction.equals("IN") ? otherLetter != null : !letter.isEmpty() && !letter.equals(otherLetter)) {
                return direction.equals("IN") ? "was written by the buyer and is no letter" : "is the letter " + letter;
            }
            return language.isEmpty() || language.equals(otherLanguage) ? null : "is in the language " + language;
        }
    }

    private record Original(
            long sequence,
            Instant at,
            String actor,
            JsonNode facts,
            @Nullable String purpose) {}

    /** The next entry. */
    void next(long sequence, Instant at, String actor, String kind, JsonNode facts) {
        String name = facts.path("commitment").asText(facts.path("sha256").asText());
        if (kind.equals(RECEIVED)) {
            JsonNode purpose = facts.get("purpose");
            files.putIfAbsent(
                    facts.path("sha256").asText(),
                    new Original(sequence, at, actor, facts, purpose == null ? null : purpose.asText()));
        } else if (kind.equals(PURPOSE)) {
            files.computeIfPresent(
                    facts.path("sha256").asText(),
                    (sha256, file) -> new Original(
                            file.sequence(),
                            file.at(),
                            file.actor(),
                            file.facts(),
                            facts.path("purpose").asText()));
        } else if (kind.equals(SENT) && !name.isEmpty()) {
            texts.add(new Text(
                    sequence,
                    name,
                    "OUT",
                    at,
                    WRITTEN_APART,
                    facts.path("letter").asText(),
                    facts.path("language").asText()));
        } else if (actor.equals(BUYER) && !name.isEmpty()) {
            Instant told = instant(
                    facts.path("receivedAt").asText(facts.path("occurredAt").asText()));
            texts.add(new Text(
                    sequence, name, "IN", told == null ? at : told, told == null ? WRITTEN_APART : SAME, "", ""));
        }
        tellsOfErasure |= kind.equals(ERASED);
    }

    boolean tellsOfErasure() {
        return tellsOfErasure;
    }

    boolean tellsOfSomethingKept() {
        return !texts.isEmpty() || !files.isEmpty();
    }

    /**
     * Finds the entry of a text and strikes it off.
     *
     * @param names how the record may name it
     * @return what is wrong, in words; empty when an entry tells just this of it
     */
    Optional<String> text(
            Set<String> names, String direction, @Nullable Instant at, @Nullable String letter, String language) {
        List<Text> same =
                texts.stream().filter(text -> names.contains(text.name())).toList();
        if (same.isEmpty()) {
            return Optional.of("no entry of the record tells of it.");
        }
        if (at == null) {
            return Optional.of("has no time.");
        }
        for (Text text : same) {
            if (text.unlike(direction, at, letter, language) == null) {
                texts.remove(text);
                return Optional.empty();
            }
        }
        Text first = same.get(0);
        texts.remove(first);
        return Optional.of("by entry " + first.sequence() + " of the record this text "
                + first.unlike(direction, at, letter, language) + ".");
    }

    /** The entries of texts that nothing was held against. */
    List<Long> textsLeft() {
        return texts.stream().map(Text::sequence).toList();
    }

    /**
     * Finds the entry of a file and strikes it off.
     *
     * @return what is wrong, in words; empty when the entry tells just this of it
     */
    Optional<String> file(
            String sha256, String mediaType, long size, String purpose, @Nullable Instant receivedAt, String by) {
        Original file = files.remove(sha256);
        if (file == null) {
            return Optional.of("no entry of the record tells of it.");
        }
        String where = "by entry " + file.sequence() + " of the record this file ";
        if (receivedAt == null || Duration.between(file.at(), receivedAt).abs().compareTo(WRITTEN_APART) > 0) {
            return Optional.of(where + "came in at " + file.at() + ".");
        }
        if (!file.actor().equals(by)) {
            return Optional.of(where + "came from " + file.actor() + ".");
        }
        JsonNode type = file.facts().get("mediaType");
        if (type != null && !type.asText().equals(mediaType)) {
            return Optional.of(where + "is of the type " + type.asText() + ".");
        }
        JsonNode bytes = file.facts().get("size");
        if (bytes != null && bytes.asLong() != size) {
            return Optional.of(where + "has " + bytes.asLong() + " bytes.");
        }
        String told = file.purpose();
        return told == null || told.equals(purpose)
                ? Optional.empty()
                : Optional.of(where + "serves as '" + told + "'.");
    }

    /** The entries of files that nothing was held against, by the SHA-256 of the file. */
    Map<String, Long> filesLeft() {
        Map<String, Long> left = new LinkedHashMap<>();
        files.forEach((sha256, file) -> left.put(sha256, file.sequence()));
        return left;
    }

    /** Null when this is none. */
    static @Nullable Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
