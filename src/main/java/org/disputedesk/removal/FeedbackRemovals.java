package org.disputedesk.removal;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.disputedesk.engine.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The requests to remove feedback, one for each order, since an order has one feedback. Amazon is asked once, so the row stays
 * when its case is over, and no process can bend it (002-26, P26). Instants are UTC.
 */
@Component
class FeedbackRemovals {

    private final JdbcClient db;
    private final Clock clock;
    private final CurrentUser currentUser;

    FeedbackRemovals(JdbcClient db, Clock clock, CurrentUser currentUser) {
        this.db = db;
        this.clock = clock;
        this.currentUser = currentUser;
    }

    /** How far a request is. */
    enum State {
        /** A person was told to ask; from then on nobody can be sure that he has not. */
        OFFERED,
        REQUESTED,
        REMOVED,
        STRUCK_THROUGH,
        REFUSED
    }

    /**
     * One request.
     *
     * @param closesAt until when it may be asked for
     */
    record Request(String caseNumber, State state, Instant closesAt) {}

    /** The request about an order's feedback, if there is one; nobody else changes it until this transaction ends. */
    Optional<Request> lock(String orderId) {
        return db.sql("select case_number, state, closes_at from feedback_removal where order_id = ? for update")
                .param(orderId)
                .query((row, n) -> new Request(
                        row.getString(1),
                        State.valueOf(row.getString(2)),
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** A person is told to ask; fails with a duplicate key when another case of the order does so at this moment. */
    void offer(String orderId, String caseNumber, Instant closesAt) {
        db.sql("insert into feedback_removal (order_id, case_number, state, closes_at, offered_at)"
                        + " values (?, ?, 'OFFERED', ?, ?)")
                .params(orderId, caseNumber, at(closesAt), at(clock.instant()))
                .update();
    }

    void requested(String orderId, @Nullable String reference) {
        db.sql("update feedback_removal set state = 'REQUESTED', reference = ?, requested_by = ?, requested_at = ?"
                        + " where order_id = ?")
                .params(reference, who(), at(clock.instant()), orderId)
                .update();
    }

    /** A person said that he has not asked: the order is as before. */
    void notRequested(String orderId, String caseNumber) {
        db.sql("delete from feedback_removal where order_id = ? and case_number = ? and state = 'OFFERED'")
                .params(orderId, caseNumber)
                .update();
    }

    /** Keeps Amazon's decision about the request of a case. Answers whether one was open. */
    boolean decided(String caseNumber, State state, @Nullable String reference, Instant decidedAt) {
        return db.sql("update feedback_removal set state = ?, reference = coalesce(?, reference), decided_at = ?,"
                                + " told_by = ? where case_number = ? and state = 'REQUESTED'")
                        .params(state.name(), reference, at(decidedAt), who(), caseNumber)
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
