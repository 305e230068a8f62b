package org.disputedesk.mail;

import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.disputedesk.evidence.EvidenceLog;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What people decided of a mail and want decided alike from then on. A rule holds for one sender, or for all buyers, and one
 * subject without its numbers. It may open cases, which everybody sees; it may leave mails of strangers alone, but never one of
 * a buyer or of the marketplace, so that whoever makes it can hide nothing that a deadline hangs on.
 */
@Component
public class OwnRules {

    private static final String ANY_BUYER = "any buyer";

    private final JdbcClient db;
    private final EvidenceLog record;
    private final Clock clock;
    private final TransactionTemplate transaction;

    OwnRules(JdbcClient db, EvidenceLog record, Clock clock, PlatformTransactionManager transactions) {
        this.db = db;
        this.record = record;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * A decision to repeat.
     *
     * @param dispute the kind of case to open; empty when nothing is to be done
     */
    record Rule(String placement, String dispute) {}

    Optional<Rule> find(ReadMail mail) {
        return db.sql("select placement, dispute from mail_rule where sender_hash = ? and subject_hash = ?")
                .params(sender(mail), subject(mail))
                .query((row, n) -> new Rule(row.getString(1), row.getString(2)))
                .optional()
                .filter(rule -> mayBeRemembered(mail, rule));
    }

    /** Whether a decision about this mail may be repeated without asking anybody. */
    static boolean mayBeRemembered(ReadMail mail, Rule rule) {
        return rule.placement().equals("NEW_CASE")
                ? mail.isRelayed() && !rule.dispute().isEmpty()
                : (rule.placement().equals("NOT_OURS") || rule.placement().equals("NO_RESPONSE"))
                        && !Amazon.isOwn(Amazon.host(mail.from()));
    }

    /** The newest decision counts. */
    void remember(ReadMail mail, Rule rule, String madeBy, String caseNumber) {
        db.sql("delete from mail_rule where sender_hash = ? and subject_hash = ?")
                .params(sender(mail), subject(mail))
                .update();
        db.sql("""
                        insert into mail_rule (sender_hash, subject_hash, placement, dispute, made_by, made_at, case_number)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        sender(mail),
                        subject(mail),
                        rule.placement(),
                        rule.dispute(),
                        madeBy,
                        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC),
                        caseNumber)
                .update();
    }

    /**
     * A rule as people see it; which mails it is about, only the case tells in which it was made, while that is not erased.
     *
     * @param id by which it is taken back
     * @param placement what is done with such mails, as a code
     * @param dispute the kind of case that is opened; empty when none is
     * @param marketplace of the case
     * @param madeAt UTC
     */
    public record Remembered(
            String id,
            String placement,
            String dispute,
            String madeBy,
            Instant madeAt,
            String caseNumber,
            String marketplace) {}

    /** All rules, the newest first. */
    public List<Remembered> all() {
        return db.sql("select r.*, c.marketplace from mail_rule r join dispute_case c on c.case_number = r.case_number"
                        + " order by r.made_at desc, r.case_number")
                .query((row, n) -> new Remembered(
                        id(row.getString("sender_hash"), row.getString("subject_hash")),
                        row.getString("placement"),
                        row.getString("dispute"),
                        row.getString("made_by"),
                        row.getObject("made_at", OffsetDateTime.class).toInstant(),
                        row.getString("case_number"),
                        row.getString("marketplace")))
                .list();
    }

    /** Takes a rule back, so that somebody is asked again; false when it is there no more. Who did it stands in its case. */
    public boolean forget(String id) {
        return Boolean.TRUE.equals(transaction.execute(status -> db
                .sql("select sender_hash, subject_hash, placement, case_number from mail_rule for update")
                .query((row, n) -> List.of(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                .list()
                .stream()
                .filter(rule -> id(rule.get(0), rule.get(1)).equals(id))
                .findFirst()
                .map(rule -> {
                    db.sql("delete from mail_rule where sender_hash = ? and subject_hash = ?")
                            .params(rule.get(0), rule.get(1))
                            .update();
                    record.append(
                            rule.get(3),
                            "mail-rule-removed",
                            "Rule for such mails taken back: " + rule.get(2),
                            Map.of("placement", rule.get(2)));
                    return true;
                })
                .orElse(false)));
    }

    /** The hashes themselves would let whoever reads a page try who wrote what. */
    private static String id(String senderHash, String subjectHash) {
        return hash(senderHash + subjectHash).substring(0, 32);
    }

    private static String sender(ReadMail mail) {
        return hash(mail.isRelayed() ? ANY_BUYER : mail.from());
    }

    private static String subject(ReadMail mail) {
        return hash(Normalizer.normalize(mail.subject(), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\d+", "#")
                .replaceAll("\\s+", " "));
    }

    private static String hash(String text) {
        return DigestUtils.sha256Hex(text);
    }
}
