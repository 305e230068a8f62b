package org.disputedesk.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How far a mailbox has been read. It only saves work: what is read twice is known by the table of mails, so that a lost or
 * reset number costs no mail and makes none twice.
 */
@Component
class MailboxProgress {

    private final JdbcClient db;
    private final Clock clock;

    MailboxProgress(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * Where to go on.
     *
     * @param lastUid 0 when all since that moment have to be looked at
     * @param since mails before it were there before the desk was (UTC)
     */
    record Point(long lastUid, Instant since) {}

    /** @param back how far back mails are read when the mailbox is new */
    Point of(String account, long uidValidity, Duration back) {
        return db.sql("select uid_validity, last_uid, since from mailbox where account = ?")
                .param(account)
                .query((row, n) -> new Point(
                        row.getLong(1) == uidValidity ? row.getLong(2) : 0,
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .optional()
                .orElseGet(() -> begin(account, uidValidity, clock.instant().minus(back)));
    }

    private Point begin(String account, long uidValidity, Instant since) {
        try {
            db.sql("insert into mailbox (account, uid_validity, last_uid, since) values (?, ?, 0, ?)")
                    .params(account, uidValidity, OffsetDateTime.ofInstant(since, ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException e) {
            // another node has begun at the same moment
        }
        return new Point(0, since);
    }

    /** Everything up to this number is taken; another node may be further. */
    void reached(String account, long uidValidity, long uid) {
        db.sql(
                        "update mailbox set uid_validity = ?, last_uid = ? where account = ? and (uid_validity <> ? or last_uid < ?)")
                .params(uidValidity, uid, account, uidValidity, uid)
                .update();
    }
}
