package org.disputedesk.pack;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that the report of a case says, before it is laid out. Texts are as people wrote them, in their own language; instants
 * are shown in UTC and in the marketplace's zone.
 *
 * @param language of labels and of the desk's own sentences: en, ja or zh
 * @param erasedAt when the buyer's personal data were erased; null while they are not
 * @param omitted how many lines of the timeline are only in the record
 * @param entries how many entries the record has
 * @param head the hash of the last one
 * @param anchors names of the anchor files in the pack
 */
record Dossier(
        String caseNumber,
        String title,
        String language,
        ZoneId zone,
        Instant madeAt,
        String madeBy,
        @Nullable Instant erasedAt,
        List<Fact> facts,
        List<String> inShort,
        List<Event> timeline,
        long omitted,
        List<Message> messages,
        List<Scan> scans,
        List<Document> documents,
        List<Refusal> refusals,
        List<Deadline> deadlines,
        long entries,
        String head,
        List<String> anchors) {

    /** A label and what is known under it, a value a line. */
    record Fact(String label, List<String> values) {}

    record Event(Instant at, String who, String what) {}

    /**
     * @param heading who wrote, and which letter it was
     * @param content null once erased
     */
    record Message(
            Instant at,
            boolean fromBuyer,
            String heading,
            String language,
            @Nullable String content) {}

    /**
     * What was seen of the parcel.
     *
     * @param carrierSaid the carrier's own words, as somebody copied them; empty when nobody did, and once they are erased
     */
    record Scan(Instant at, String state, String parcel, String details, String source, String carrierSaid) {}

    /** A photo or document; {@code preview} is empty when there is no picture of it. */
    record Document(
            Instant at,
            String fileName,
            String mediaType,
            long size,
            String purpose,
            String by,
            String sha256,
            boolean isThere,
            Supplier<Optional<byte[]>> preview) {}

    record Refusal(Instant at, String who, String why) {}

    /** @param how it went: met, missed, open */
    record Deadline(
            String name, Instant due, State state, @Nullable Instant settledAt, String explanation) {

        /** How a deadline went. */
        enum State {
            MET,
            MISSED,
            OPEN,
            OVERDUE,
            ENDED
        }
    }
}
