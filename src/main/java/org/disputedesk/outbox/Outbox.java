package org.disputedesk.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.disputedesk.evidence.ErasedWithCase;
import org.disputedesk.evidence.KeptForNow;
import org.disputedesk.vault.Subject;
import org.disputedesk.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Commands to the outside, written in the transaction of the step that wants them and carried out after it is committed
 * (docs/decisions/0005-outbox.md).
 */
@Component
public class Outbox implements ErasedWithCase, KeptForNow {

    private static final int LONGEST_ERROR = 1000;

    private final JdbcClient db;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final Vault vault;

    Outbox(JdbcClient db, Clock clock, ApplicationEventPublisher events, Vault vault) {
        this.vault = vault;
        this.db = db;
        this.clock = clock;
        this.events = events;
    }

    /** Published with each new command; the dispatcher wakes when its transaction has committed. */
    record Written(String id) {}

    /**
     * Writes a command. The n-th of a case on a channel has the same id however often its step is repeated, so that a
     * repeated step cannot double it.
     *
     * @param wait how long it does not leave yet and can be taken back
     * @return the id
     */
    public String write(String caseNumber, String channel, String payload, Duration wait) {
        int n = db.sql("select count(*) from outbox where case_number = ? and channel = ?")
                .params(caseNumber, channel)
                .query(Integer.class)
                .single();
        String id = DigestUtils.sha256Hex(caseNumber + "|" + channel + "|" + n);
        OffsetDateTime now = now();
        db.sql("""
                        insert into outbox (id, case_number, channel, payload, state, attempts, not_before, created_at)
                        values (?, ?, ?, ?, 'NEW', 0, ?, ?)""")
                .params(
                        id,
                        caseNumber,
                        channel,
                        vault.sealText(Subject.ofCase(caseNumber), payload),
                        at(clock.instant().plus(wait)),
                        now)
                .update();
        events.publishEvent(new Written(id));
        return id;
    }

    /** How many commands are in each state that still needs something, for the start page and health. */
    public long waiting() {
        return db.sql("select count(*) from outbox where state in ('NEW', 'SENDING', 'RETRY')")
                .query(Long.class)
                .single();
    }

    /**
     * A command while it can still be taken back.
     *
     * @param until when it leaves (UTC)
     */
    public record Waiting(String id, Instant until) {}

    /** What can still be taken back, the newest first. */
    public List<Waiting> waiting(String caseNumber) {
        return db.sql("""
                        select id, not_before from outbox
                        where case_number = ? and state = 'NEW' and not_before > ?
                        order by not_before desc""")
                .params(caseNumber, now())
                .query((row, n) -> new Waiting(
                        row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant()))
                .list();
    }

    /**
     * Takes a command back before it leaves, in the transaction of the caller. Of several who try, or of one and the
     * dispatcher, exactly one succeeds.
     *
     * @return the command; empty when it has left, is leaving, was taken back already, or belongs to another case
     */
    public Optional<OutboxItem> takeBack(String caseNumber, String id) {
        boolean isMine = db.sql("update outbox set state = 'TAKEN_BACK', handled_at = ?"
                                + " where id = ? and case_number = ? and state = 'NEW' and not_before > ?")
                        .params(now(), id, caseNumber, now())
                        .update()
                == 1;
        return isMine
                ? db.sql("select * from outbox where id = ?")
                        .param(id)
                        .query(this::item)
                        .optional()
                : Optional.empty();
    }

    /**
     * The last moment of an attempt at which it is certain that nothing was delivered; a desk that dies before it may try
     * again, one that dies after it asks a person.
     *
     * @return false when somebody else has taken the command over meanwhile: then nothing may be handed over
     */
    public boolean handOver(OutboxItem item) {
        return db.sql("update outbox set handed_over_at = ? where id = ? and state = 'SENDING' and attempts = ?")
                        .params(now(), item.id(), item.attempts() + 1)
                        .update()
                == 1;
    }

    /**
     * A command of which nobody can tell by machine whether it was carried out.
     *
     * @param since before this moment (UTC) it cannot have been
     */
    public record Doubt(OutboxItem item, Instant since) {}

    /** What is in doubt in a case, the oldest first; what was erased cannot be looked for any more. */
    public List<Doubt> inDoubt(String caseNumber) {
        return db.sql("select o.*, coalesce(handed_over_at, created_at) as since from outbox o"
                        + " where case_number = ? and state = 'UNKNOWN' and payload <> '' order by created_at, id")
                .param(caseNumber)
                .query((row, n) -> new Doubt(
                        item(row, n),
                        row.getObject("since", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Settles a doubt, in the transaction of the caller: it was carried out. False when somebody else was faster. */
    public boolean settle(String id) {
        return db.sql("update outbox set state = 'SENT', handled_at = ?, last_error = null"
                                + " where id = ? and state = 'UNKNOWN'")
                        .params(now(), id)
                        .update()
                == 1;
    }

    /** What is still to be sent must be readable until it is. */
    @Override
    public Optional<String> reason(String caseNumber, @Nullable String orderId) {
        return db.sql("select count(*) from outbox where case_number = ? and state in ('NEW', 'SENDING', 'RETRY')")
                                .param(caseNumber)
                                .query(Long.class)
                                .single()
                        > 0
                ? Optional.of("LETTER_WAITS")
                : Optional.empty();
    }

    @Override
    public void erase(String caseNumber) {
        db.sql("update outbox set payload = '', last_error = null where case_number = ?")
                .param(caseNumber)
                .update();
    }

    /** The state of a command. */
    public Optional<OutboxState> state(String id) {
        return db.sql("select state from outbox where id = ?")
                .param(id)
                .query((row, n) -> OutboxState.valueOf(row.getString(1)))
                .optional();
    }

    /** Due commands of a channel, locked for this transaction; those another node holds are passed over. */
    List<OutboxItem> lockDue(String channel, int most) {
        return db.sql("""
                        select * from outbox
                        where channel = ? and state in ('NEW', 'RETRY') and not_before <= ?
                        order by not_before limit ? for update skip locked""").params(channel, now(), most).query(this::item).list();
    }

    /** Commands whose attempt was begun and never ended: its node died. */
    List<OutboxItem> lockAbandoned(String channel, int most) {
        return db.sql("""
                        select * from outbox
                        where channel = ? and state = 'SENDING' and lease_until < ?
                        order by lease_until limit ? for update skip locked""").params(channel, now(), most).query(this::item).list();
    }

    /** Begins an attempt to deliver. */
    void begin(OutboxItem item, String owner, Duration lease) {
        db.sql("update outbox set handed_over_at = null where id = ?")
                .param(item.id())
                .update();
        takeOver(item, owner, lease);
    }

    /** Makes a command one's own, of which only its channel may know what became of it. */
    void takeOver(OutboxItem item, String owner, Duration lease) {
        db.sql("update outbox set state = 'SENDING', attempts = attempts + 1, lease_owner = ?, lease_until = ?"
                        + " where id = ?")
                .params(owner, at(clock.instant().plus(lease)), item.id())
                .update();
    }

    /** Marks the end of an attempt, unless it took so long that somebody else has taken the command over. */
    boolean end(OutboxItem item, OutboxState state, @Nullable String error, Instant notBefore) {
        return db.sql("""
                                update outbox set state = ?, last_error = ?, not_before = ?, lease_owner = null,
                                  lease_until = null, handled_at = ?
                                where id = ? and state = 'SENDING' and attempts = ?""")
                        .params(
                                state.name(),
                                error == null ? null : error.substring(0, Math.min(error.length(), LONGEST_ERROR)),
                                at(notBefore),
                                now(),
                                item.id(),
                                item.attempts() + 1)
                        .update()
                == 1;
    }

    private OffsetDateTime now() {
        return at(clock.instant());
    }

    private static OffsetDateTime at(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private OutboxItem item(ResultSet row, int n) throws SQLException {
        return new OutboxItem(
                row.getString("id"),
                row.getString("case_number"),
                row.getString("channel"),
                vault.openText(Subject.ofCase(row.getString("case_number")), row.getString("payload"))
                        .orElse(""),
                row.getInt("attempts"),
                row.getObject("handed_over_at") != null);
    }
}
