package org.disputedesk.evidence;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * One line of a case's record (000-17).
 *
 * @param sequence 1, 2, 3 … within the case, without gaps
 * @param at when it was written down, UTC, to the millisecond
 * @param actor {@code person:<user id>}, {@code desk}, {@code buyer}, {@code carrier} or {@code amazon}
 * @param kind what sort of thing happened, as in {@code task-completed}
 * @param text the same in words
 * @param facts the values, as canonical JSON (RFC 8785)
 * @param previousHash the hash of the entry before it; 64 zeros for the first
 * @param hash SHA-256 in hex over the canonical JSON of all the above and the case number
 */
public record RecordEntry(
        long sequence,
        Instant at,
        String actor,
        String kind,
        String text,
        @JsonRawValue String facts,
        String previousHash,
        String hash) {

    /** What stands before the first entry of a case. */
    public static final String NOTHING_BEFORE = "0".repeat(64);

    /** The entry a row of the table {@code record_entry} holds. */
    public static RecordEntry of(ResultSet row) throws SQLException {
        return new RecordEntry(
                row.getLong("sequence"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("kind"),
                row.getString("text"),
                row.getString("facts"),
                row.getString("previous_hash"),
                row.getString("hash"));
    }
}
