package org.disputedesk.cancellation;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.disputedesk.engine.CurrentUser;
import org.disputedesk.evidence.CasesOfOrder;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The requests for cancellation of orders, apart from returns, refunds and claims. The guard reads them, because nobody can
 * bend them from a process: without an approved one, or the goods, nothing is refunded (001-05).
 */
@Component
class Cancellations {

    private final JdbcClient db;
    private final Clock clock;
    private final CurrentUser currentUser;
    private final CasesOfOrder order;

    Cancellations(JdbcClient db, Clock clock, CurrentUser currentUser, CasesOfOrder order) {
        this.order = order;
        this.db = db;
        this.clock = clock;
        this.currentUser = currentUser;
    }

    /**
     * Keeps that a request was filed, or that Amazon offers none.
     *
     * @param state FILED or NOT_OFFERED
     */
    void keep(String caseNumber, String orderId, String state, String parcelStep, @Nullable String reference) {
        order.lock(orderId);
        db.sql("""
                        insert into cancellation (id, case_number, order_id, state, parcel_step, reference, filed_by, filed_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        UUID.randomUUID().toString(),
                        caseNumber,
                        orderId,
                        state,
                        parcelStep,
                        reference,
                        who(),
                        at(clock.instant()))
                .update();
    }

    /**
     * Keeps Amazon's decision about the request that is open.
     *
     * @param state APPROVED, REFUNDED_BY_AMAZON or REJECTED
     * @return whether there was an open request
     */
    boolean decide(String caseNumber, String orderId, String state, Instant decidedAt) {
        order.lock(orderId);
        return db.sql("update cancellation set state = ?, decided_at = ?, told_by = ?"
                                + " where case_number = ? and state = 'FILED'")
                        .params(state, at(decidedAt), who(), caseNumber)
                        .update()
                > 0;
    }

    private String who() {
        return currentUser.id().orElse("desk");
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
