package org.disputedesk.mail;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What people decided of a mail and want decided alike from then on. A rule holds for one sender, or for all buyers, and one
 * subject without its numbers. It may open cases, which everybody sees; it may leave mails of strangers alone, but never one of
 * a buyer or of the marketplace, so that whoever makes it can hide nothing that a deadline hangs on.
 */
@Component
class OwnRules {

    private static final String ANY_BUYER = "any buyer";

    private final JdbcClient db;
    private final Clock clock;

    OwnRules(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
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
        return MailReader.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
