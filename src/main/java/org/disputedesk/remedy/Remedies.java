package org.disputedesk.remedy;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.disputedesk.engine.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was decided and done for the buyers of orders. The table itself refuses a second refund of an order. */
@Component
class Remedies {

    private final JdbcClient db;
    private final Clock clock;
    private final CurrentUser currentUser;

    Remedies(JdbcClient db, Clock clock, CurrentUser currentUser) {
        this.db = db;
        this.clock = clock;
        this.currentUser = currentUser;
    }

    /** The kinds of remedy an order got or is about to get, in any case. */
    Set<String> of(String orderId) {
        return new TreeSet<>(db.sql("select type from remedy where order_id = ?")
                .param(orderId)
                .query(String.class)
                .list());
    }

    /** A decided remedy that waits to be carried out. */
    record Decided(String id, String type) {}

    void decide(String caseNumber, String orderId, String type, String payer) {
        db.sql("""
                        insert into remedy
                          (id, case_number, order_id, type, payer, state, money_lock, decided_by, decided_at)
                        values (?, ?, ?, ?, ?, 'DECIDED', ?, ?, ?)""")
                .params(
                        UUID.randomUUID().toString(),
                        caseNumber,
                        orderId,
                        type,
                        payer,
                        type.equals("REFUND") ? orderId : null,
                        currentUser.id().orElse("desk"),
                        now())
                .update();
    }

    Optional<Decided> open(String caseNumber) {
        return db.sql("select id, type from remedy where case_number = ? and state = 'DECIDED'"
                        + " order by decided_at desc limit 1")
                .param(caseNumber)
                .query((row, n) -> new Decided(row.getString(1), row.getString(2)))
                .optional();
    }

    void done(Decided remedy, String reference, @Nullable BigDecimal amount, @Nullable String currency) {
        db.sql("update remedy set state = 'DONE', reference = ?, amount = ?, currency = ?, done_by = ?, done_at = ?"
                        + " where id = ?")
                .params(reference, amount, currency, currentUser.id().orElse("desk"), now(), remedy.id())
                .update();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
