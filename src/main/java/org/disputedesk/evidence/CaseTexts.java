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
import org.disputedesk.vault.Subject;
import org.disputedesk.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What people wrote in a case: the buyer's messages, the letters sent, and the texts staff are working on. Kept apart from
 * the engine and from the record, which only names their commitments, and sealed with the key of the case, so that they can
 * be erased (000-17).
 */
@Component
public class CaseTexts implements ErasedWithCase {

    private final JdbcClient db;
    private final Clock clock;
    private final Vault vault;

    CaseTexts(JdbcClient db, Clock clock, Vault vault) {
        this.db = db;
        this.clock = clock;
        this.vault = vault;
    }

    /**
     * One message.
     *
     * @param direction {@code IN} or {@code OUT}
     * @param at when it was received or sent (UTC)
     * @param content empty once it is erased
     * @param commitment how the record names it, see {@link Vault#commitment}
     * @param externalId of a letter, the command in the outbox; of a buyer's message, what it is called where it came from
     */
    public record Message(
            String id,
            String direction,
            @Nullable String letter,
            String language,
            Instant at,
            String content,
            String commitment,
            boolean erased,
            @Nullable String externalId) {}

    /**
     * Keeps a buyer's message and makes it the text the forms show. Answers its commitment.
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

    /** Keeps a letter that has left. Answers its commitment. */
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
        Subject subject = Subject.ofCase(caseNumber);
        String commitment = vault.commitment(subject, content);
        db.sql("""
                        insert into case_message
                          (id, case_number, direction, external_id, letter, language, at, content, commitment, answered)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        UUID.randomUUID().toString(),
                        caseNumber,
                        direction,
                        externalId,
                        letter,
                        language,
                        OffsetDateTime.ofInstant(at, ZoneOffset.UTC),
                        vault.sealText(subject, content),
                        commitment,
                        answered)
                .update();
        return commitment;
    }

    /** Marks everything the buyer has written so far as answered. */
    public void answered(String caseNumber) {
        db.sql(
                        "update case_message set answered = true where case_number = ? and direction = 'IN' and answered = false")
                .param(caseNumber)
                .update();
    }

    /** Marks what the buyer had written by this moment (UTC) as answered. */
    public void answeredUntil(String caseNumber, Instant until) {
        db.sql("update case_message set answered = true"
                        + " where case_number = ? and direction = 'IN' and answered = false and at <= ?")
                .params(caseNumber, OffsetDateTime.ofInstant(until, ZoneOffset.UTC))
                .update();
    }

    /** Takes back that messages were answered: what was written has not left. */
    public void unanswer(String caseNumber, List<String> messages) {
        messages.forEach(id -> db.sql(
                        "update case_message set answered = false where case_number = ? and id = ? and direction = 'IN'")
                .params(caseNumber, id)
                .update());
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
        return messages(caseNumber, " and direction = 'IN' and answered = false");
    }

    /** All messages of a case, oldest first. */
    public List<Message> messages(String caseNumber) {
        return messages(caseNumber, "");
    }

    private List<Message> messages(String caseNumber, String which) {
        Subject subject = Subject.ofCase(caseNumber);
        Vault.Keys keys = vault.keys(List.of(subject));
        return db.sql("select * from case_message where case_number = ?" + which + " order by at, seq")
                .param(caseNumber)
                .query((row, n) -> message(row, subject, keys))
                .list();
    }

    private static Message message(ResultSet row, Subject subject, Vault.Keys keys) throws SQLException {
        boolean erased = keys.isErased(subject);
        return new Message(
                row.getString("id"),
                row.getString("direction"),
                row.getString("letter"),
                row.getString("language"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                erased ? "" : keys.openText(subject, row.getString("content")).orElse(""),
                row.getString("commitment"),
                erased,
                row.getString("external_id"));
    }

    /** How the record names a text of this case. */
    public String commitment(String caseNumber, String text) {
        return vault.commitment(Subject.ofCase(caseNumber), text);
    }

    /** The text of this name, if somebody wrote one and it is not erased. */
    public Optional<String> find(String caseNumber, String name) {
        return db.sql("select content from case_text where case_number = ? and name = ?")
                .params(caseNumber, name)
                .query(String.class)
                .optional()
                .flatMap(kept -> vault.openText(Subject.ofCase(caseNumber), kept));
    }

    /** All texts of a case by name. */
    public Map<String, String> all(String caseNumber) {
        Subject subject = Subject.ofCase(caseNumber);
        Vault.Keys keys = vault.keys(List.of(subject));
        Map<String, String> texts = new LinkedHashMap<>();
        db.sql("select name, content from case_text where case_number = ?")
                .param(caseNumber)
                .query(row -> {
                    String name = row.getString(1);
                    keys.openText(subject, row.getString(2)).ifPresent(text -> texts.put(name, text));
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
                    .params(caseNumber, name, vault.sealText(Subject.ofCase(caseNumber), content))
                    .update();
        }
    }

    @Override
    public void erase(String caseNumber) {
        db.sql("delete from case_text where case_number = ?").param(caseNumber).update();
        db.sql("update case_message set content = '' where case_number = ?")
                .param(caseNumber)
                .update();
    }
}
