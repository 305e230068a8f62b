package org.disputedesk.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.disputedesk.dispute.CaseKinds;
import org.disputedesk.evidence.ErasedWithCase;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of mails: each once, and by what further mails find the case they belong to. */
@Component
class Mails implements ErasedWithCase {

    /** Cases in which only somebody is asked where a mail belongs. */
    static final String TRIAGE = "message-triage";

    private final JdbcClient db;
    private final Clock clock;
    private final MailStore store;

    Mails(JdbcClient db, Clock clock, MailStore store) {
        this.db = db;
        this.clock = clock;
        this.store = store;
    }

    /**
     * One mail.
     *
     * @param fingerprint empty once it is erased
     */
    record Row(
            String id,
            String fingerprint,
            MailState state,
            String kind,
            @Nullable String caseNumber) {

        /** Whether another mail came under its number; once it is erased nobody can tell. */
        boolean saysOtherThan(ReadMail mail) {
            return !fingerprint.isEmpty() && !fingerprint.equals(mail.fingerprint());
        }
    }

    /** An open case that a mail may belong to. */
    record OpenCase(String caseNumber, String kind) {}

    /** The mail of this key, in whichever mailbox it lay; versions before this one kept it once for each. */
    Optional<Row> find(String key, String fingerprint) {
        return db.sql("select * from mail where mail_key = ?"
                        + " order by case when fingerprint = ? then 0 else 1 end, seen_at, id limit 1")
                .params(key, fingerprint)
                .query(Mails::row)
                .optional();
    }

    Optional<Row> find(String id) {
        return db.sql("select * from mail where id = ?")
                .param(id)
                .query(Mails::row)
                .optional();
    }

    /** The mails that wait in, or belong to, a case, in the order they came. */
    List<Row> of(String caseNumber) {
        return db.sql("""
                        select * from mail where id in (select id from mail where case_number = ?
                          union select mail_id from mail_case where case_number = ?) order by seen_at, id""").params(caseNumber, caseNumber).query(Mails::row).list();
    }

    /** A mail belongs to one more case; false when it did before. */
    boolean share(String id, String caseNumber) {
        if (of(caseNumber).stream().anyMatch(mail -> mail.id().equals(id))) {
            return false;
        }
        db.sql("insert into mail_case (mail_id, case_number) values (?, ?)")
                .params(id, caseNumber)
                .update();
        return true;
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        return new Row(
                row.getString("id"),
                row.getString("fingerprint"),
                MailState.valueOf(row.getString("state")),
                row.getString("kind"),
                row.getString("case_number"));
    }

    /** Takes a mail, or fails with a duplicate key when somebody else has. */
    void take(String id, String account, String key, ReadMail mail, MailKind kind, MailState state) {
        db.sql("""
                        insert into mail (id, account, mail_key, fingerprint, state, kind, marketplace, order_id, thread_hash,
                          alias_hash, message_hash, sent_at, seen_at, problems)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        id,
                        account,
                        key,
                        mail.fingerprint(),
                        state.name(),
                        kind.code(),
                        mail.marketplace() == null ? null : mail.marketplace().name(),
                        mail.orderId(),
                        hash(mail.thread()),
                        hash(mail.alias()),
                        hash(mail.messageId()),
                        at(mail.sentAt()),
                        at(clock.instant()),
                        mail.problems().stream().map(MailProblem::code).sorted().collect(Collectors.joining(" ")))
                .update();
    }

    /** When the marketplace last said of a case, or of its order in any case, that its buyer has opted out. */
    Optional<Instant> optOutAt(String caseNumber) {
        return db.sql(
                        "select max(m.seen_at) as told_at from mail m where m.kind = ? and m.state <> 'DISMISSED' and (m.case_number = ?"
                                + " or m.order_id = (select order_id from dispute_case where case_number = ?))")
                .params(MailKind.OPT_OUT.code(), caseNumber, caseNumber)
                .query((row, n) -> Optional.ofNullable(row.getObject("told_at", OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant);
    }

    void settle(String id, MailState state, @Nullable String caseNumber) {
        db.sql("update mail set state = ?, case_number = ? where id = ?")
                .params(state.name(), caseNumber, id)
                .update();
    }

    /** The open cases of the conversation: by its number, or by the messages it answers; the newest first. */
    List<OpenCase> ofConversation(ReadMail mail) {
        List<OpenCase> ofThread = mail.thread() == null ? List.of() : open("thread_hash", mail, hash(mail.thread()));
        if (ofThread.size() == 1) {
            return ofThread;
        }
        for (String reference : mail.references()) {
            // among several cases of one conversation, what it answers tells which is meant
            List<OpenCase> answered = open("message_hash", mail, hash(reference)).stream()
                    .filter(one -> ofThread.isEmpty() || ofThread.contains(one))
                    .toList();
            if (!answered.isEmpty()) {
                return answered;
            }
        }
        return ofThread;
    }

    /** A conversation can be about another order than the mail is. */
    private List<OpenCase> open(String column, ReadMail mail, @Nullable String hash) {
        return db.sql("select c.case_number, c.kind, max(k.seen_at) as newest from ("
                        + "select m.case_number, m.seen_at from mail m where m." + column + " = ? union all"
                        + " select s.case_number, m.seen_at from mail m join mail_case s on s.mail_id = m.id where m."
                        + column + " = ?) k"
                        + " join dispute_case c on c.case_number = k.case_number where c.state = 'OPEN' and c.kind not in (?, ?, ?)"
                        + " and (c.order_id is null or cast(? as varchar) is null or c.order_id = ?)"
                        + " group by c.case_number, c.kind order by newest desc, c.case_number")
                .params(
                        hash,
                        hash,
                        TRIAGE,
                        CaseKinds.FEEDBACK_REQUEST,
                        CaseKinds.FEEDBACK_REMOVAL,
                        mail.orderId(),
                        mail.orderId())
                .query((row, n) -> new OpenCase(row.getString(1), row.getString(2)))
                .list();
    }

    /** The open cases of an order, those first in which the same buyer has written. */
    List<OpenCase> ofOrder(String orderId, @Nullable String alias) {
        return db.sql("select c.case_number, c.kind, (select count(*) from mail m"
                        + " where m.case_number = c.case_number and m.alias_hash = ?) as known"
                        + " from dispute_case c where c.order_id = ? and c.state = 'OPEN' and c.kind not in (?, ?, ?)"
                        + " order by known desc, c.case_number")
                .params(hash(alias), orderId, TRIAGE, CaseKinds.FEEDBACK_REQUEST, CaseKinds.FEEDBACK_REMOVAL)
                .query((row, n) -> new OpenCase(row.getString(1), row.getString(2)))
                .list();
    }

    private static @Nullable String hash(@Nullable String text) {
        return text == null ? null : DigestUtils.sha256Hex(text);
    }

    /** Makes mails for which nothing was to be done unreadable when they were seen before this moment (UTC). */
    void eraseDismissedBefore(Instant moment) {
        db.sql("select id from mail m where state = 'DISMISSED' and case_number is null and seen_at < ?"
                        + " and exists (select 1 from vault_key k"
                        + " where k.subject = 'mail:' || m.id and k.sealed_key is not null)")
                .param(at(moment))
                .query(String.class)
                .list()
                .forEach(this::eraseOne);
    }

    /** That it came, and what became of it, stays known. */
    private void eraseOne(String id) {
        store.erase(id);
        // a hash of what somebody wrote would let others try whether he wrote this or that
        db.sql("update mail set thread_hash = null, alias_hash = null, message_hash = null, fingerprint = ''"
                        + " where id = ?")
                .param(id)
                .update();
    }

    /** A mail that belongs to several cases goes with the last of them. */
    @Override
    public void erase(String caseNumber) {
        of(caseNumber).stream()
                .map(Row::id)
                .filter(id -> !isNeededBeside(id, caseNumber))
                .forEach(this::eraseOne);
    }

    private boolean isNeededBeside(String id, String caseNumber) {
        return db.sql("""
                                select count(*) from (select case_number from mail where id = ?
                                  union select case_number from mail_case where mail_id = ?) k
                                left join case_erasure e on e.case_number = k.case_number
                                where k.case_number <> ? and e.erased_at is null""").params(id, id, caseNumber).query(Long.class).single() > 0;
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
