package org.disputedesk.returns;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.disputedesk.engine.CurrentUser;
import org.disputedesk.evidence.CasesOfOrder;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The returns of orders, one for a case, apart from its refund, replacement and claim. The guard reads them, because nobody
 * can bend them from a process (001-05).
 */
@Component
class Returns {

    /** How far a return is. */
    enum State {
        AWAITED,
        ARRIVED,
        CHECKED,
        /** A lead refunds without the goods. */
        WAIVED,
        /** The goods stay with the buyer, or are lost and not refunded. */
        KEPT
    }

    /** One return as the desk keeps it. */
    record Kept(String id, String orderId, State state, Instant awaitedSince) {}

    private final JdbcClient db;
    private final Clock clock;
    private final CurrentUser currentUser;
    private final CasesOfOrder order;

    Returns(JdbcClient db, Clock clock, CurrentUser currentUser, CasesOfOrder order) {
        this.order = order;
        this.db = db;
        this.clock = clock;
        this.currentUser = currentUser;
    }

    /** The return of a case. */
    Optional<Kept> of(String caseNumber) {
        return db.sql("select id, order_id, state, awaited_since from goods_return where case_number = ?")
                .param(caseNumber)
                .query((row, n) -> new Kept(
                        row.getString(1),
                        row.getString(2),
                        State.valueOf(row.getString(3)),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** Awaits the goods of a case, unless they are awaited already; answers since when. */
    Kept await(String caseNumber, String orderId) {
        return of(caseNumber).orElseGet(() -> {
            order.lock(orderId);
            var kept = new Kept(UUID.randomUUID().toString(), orderId, State.AWAITED, clock.instant());
            db.sql("insert into goods_return (id, case_number, order_id, state, awaited_since) values (?, ?, ?, ?, ?)")
                    .params(kept.id(), caseNumber, orderId, kept.state().name(), at(kept.awaitedSince()))
                    .update();
            return kept;
        });
    }

    void isTracked(Kept kept, String trackingNumber) {
        db.sql("update goods_return set tracking_number = ? where id = ?")
                .params(trackingNumber, kept.id())
                .update();
    }

    void arrived(Kept kept, Instant receivedAt) {
        order.lock(kept.orderId());
        db.sql("update goods_return set state = 'ARRIVED', received_at = ?, received_by = ? where id = ?")
                .params(at(receivedAt), who(), kept.id())
                .update();
    }

    /** What was found when the goods were unpacked. */
    void checked(
            Kept kept,
            String condition,
            String destination,
            int photos,
            @Nullable BigDecimal loss,
            @Nullable String currency) {
        db.sql("""
                        update goods_return set item_condition = ?, destination = ?, photos = ?, loss = ?, currency = ?
                        where id = ?""")
                .params(condition, destination, photos, loss, currency, kept.id())
                .update();
        end(kept, State.CHECKED);
    }

    void end(Kept kept, State state) {
        order.lock(kept.orderId());
        db.sql("update goods_return set state = ?, ended_by = ?, ended_at = ? where id = ?")
                .params(state.name(), who(), at(clock.instant()), kept.id())
                .update();
    }

    private String who() {
        return currentUser.id().orElse("desk");
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
