package org.disputedesk.intake;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.disputedesk.evidence.ErasedWithCase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What came in from outside, each once: the table's key decides when two come at the same moment. */
@Component
class Inbox implements ErasedWithCase {

    static final String MESSAGE = "message";
    static final String IDEMPOTENCY_KEY = "idempotency-key";
    static final String EVENT = "event";

    private final JdbcClient db;
    private final Clock clock;

    Inbox(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** What was taken before under this id. */
    record Taken(String caseNumber, String bodyHash) {}

    Optional<Taken> find(String source, String externalId) {
        return db.sql("select case_number, body_hash from inbox where source = ? and external_id = ?")
                .params(source, externalId)
                .query((row, n) -> new Taken(row.getString(1), row.getString(2)))
                .optional();
    }

    /** Takes it, or fails with a duplicate key when somebody else has. */
    void take(String source, String externalId, String bodyHash, String caseNumber) {
        db.sql("insert into inbox (source, external_id, body_hash, case_number, received_at) values (?, ?, ?, ?, ?)")
                .params(
                        source,
                        externalId,
                        bodyHash,
                        caseNumber,
                        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .update();
    }

    /** A hash of what the buyer wrote would let somebody try whether he wrote this or that; the keys themselves stay. */
    @Override
    public void erase(String caseNumber) {
        db.sql("update inbox set body_hash = '' where case_number = ?")
                .param(caseNumber)
                .update();
    }
}
