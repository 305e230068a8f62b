package org.disputedesk.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What people wrote in a case: the buyer's messages, the letters sent, and the texts staff are working on. Kept apart from
 * the engine and from the record, which only names their hashes, so that they can be erased.
 */
@Component
public class CaseTexts {

    private final JdbcClient db;
    private final Clock clock;

    CaseTexts(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** One message; {@code direction} is {@code IN} or {@code OUT}, {@code at} when it was received or sent (UTC). */
    public record Message(
            String id,
            String direction,
            @Nullable String letter,
            String language,
            Instant at,
            String content,
            String sha256) {}

    /**
     * Keeps a buyer's message and makes it the text the forms show. Answers its hash.
     *
     * @param needsAnswer false when nobody has to answer it, such as a mere confirmation
     */
    public String received(
            String caseNumber,
            @Nullable String externalId,
            String language,
            Instant at,
            String content,
            boolean needsAnswer) {
        put(caseNumber, "buyerText", content);
        return keep(caseNumber, "IN", externalId, null, language, at, content, !needsAnswer);
    }

    /** Keeps a letter that has left. Answers its hash. */
    public String sent(String caseNumber, String externalId, String letter, String language, String content) {
        return keep(caseNumber, "OUT", externalId, letter, language, clock.instant(), content, false);
    }

    private String keep(
            String caseNumber,
            String direction,
            @Nullable String externalId,
            @Nullable String letter,
            String language,
            Instant at,
            String content,
            boolean answered) {
        String sha256 = RecordEntry.sha256(content);
        db.sql("""
                        insert into case_message
                          (id, case_number, direction, external_id, letter, language, at, content, sha256, answered)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        UUID.randomUUID().toString(),
                        caseNumber,
                        direction,
                        externalId,
                        letter,
                        language,
                        OffsetDateTime.ofInstant(at, ZoneOffset.UTC),
                        content,
                        sha256,
                        answered)
                .update();
        return sha256;
    }

    /** Marks everything the buyer has written so far as answered. */
    public void answered(String caseNumber) {
        db.sql(
                        "update case_message set answered = true where case_number = ? and direction = 'IN' and answered = false")
                .param(caseNumber)
                .update();
    }

    /** When the oldest message came in that nobody has answered, or found to need no answer; empty when there is none. */
    public Optional<Instant> oldestUnanswered(String caseNumber) {
        return db.sql(
                        "select min(at) from case_message where case_number = ? and direction = 'IN' and answered = false")
                .param(caseNumber)
                .query((row, n) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .single();
    }

    /** What the buyer has written and nobody has answered, oldest first. */
    public List<Message> unanswered(String caseNumber) {
        return db.sql("select * from case_message where case_number = ? and direction = 'IN' and answered = false"
                        + " order by at, seq")
                .param(caseNumber)
                .query(CaseTexts::message)
                .list();
    }

    /** All messages of a case, oldest first. */
    public List<Message> messages(String caseNumber) {
        return db.sql("select * from case_message where case_number = ? order by at, seq")
                .param(caseNumber)
                .query(CaseTexts::message)
                .list();
    }

    private static Message message(ResultSet row, int n) throws SQLException {
        return new Message(
                row.getString("id"),
                row.getString("direction"),
                row.getString("letter"),
                row.getString("language"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("content"),
                row.getString("sha256"));
    }

    /** The SHA-256 of a text in hex, as the record names it. */
    public static String sha256(String text) {
        return RecordEntry.sha256(text);
    }

    /** The text of this name, if somebody wrote one. */
    public Optional<String> find(String caseNumber, String name) {
        return db.sql("select content from case_text where case_number = ? and name = ?")
                .params(caseNumber, name)
                .query(String.class)
                .optional();
    }

    /** All texts of a case by name. */
    public Map<String, String> all(String caseNumber) {
        Map<String, String> texts = new LinkedHashMap<>();
        db.sql("select name, content from case_text where case_number = ?")
                .param(caseNumber)
                .query(row -> {
                    texts.put(row.getString(1), row.getString(2));
                });
        return texts;
    }

    /** Replaces the text of this name; an empty one is forgotten. */
    public void put(String caseNumber, String name, String content) {
        db.sql("delete from case_text where case_number = ? and name = ?")
                .params(caseNumber, name)
                .update();
        if (!content.isEmpty()) {
            db.sql("insert into case_text (case_number, name, content) values (?, ?, ?)")
                    .params(caseNumber, name, content)
                    .update();
        }
    }
}
