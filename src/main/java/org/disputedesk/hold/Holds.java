package org.disputedesk.hold;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.disputedesk.engine.CurrentUser;
import org.disputedesk.evidence.KeptForNow;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Cases of which nothing may be erased, and why. */
@Component
public class Holds implements KeptForNow {

    private final JdbcClient db;
    private final Clock clock;
    private final CurrentUser currentUser;

    Holds(JdbcClient db, Clock clock, CurrentUser currentUser) {
        this.db = db;
        this.clock = clock;
        this.currentUser = currentUser;
    }

    /** Whether a case is held for any reason. */
    public boolean isHeld(String caseNumber) {
        return db.sql("select count(*) from record_hold where case_number = ? and lifted_at is null")
                        .param(caseNumber)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /**
     * One hold.
     *
     * @param reason why, as a code
     * @param placedBy the user id of whoever placed it, or {@code desk}
     * @param liftedAt when it ended, null while it lasts
     */
    public record Hold(
            String reason,
            String placedBy,
            Instant placedAt,
            @Nullable String reference,
            @Nullable Instant liftedAt) {}

    /** All holds of a case, oldest first. */
    public List<Hold> of(String caseNumber) {
        return db.sql("select * from record_hold where case_number = ? order by placed_at, id")
                .param(caseNumber)
                .query((row, n) -> {
                    OffsetDateTime lifted = row.getObject("lifted_at", OffsetDateTime.class);
                    return new Hold(
                            row.getString("reason"),
                            row.getString("placed_by"),
                            row.getObject("placed_at", OffsetDateTime.class).toInstant(),
                            row.getString("reference"),
                            lifted == null ? null : lifted.toInstant());
                })
                .list();
    }

    /** A hold on one case of an order keeps all of them: they tell of the same buyer. */
    @Override
    public Optional<String> reason(String caseNumber, @Nullable String orderId) {
        return db.sql("select reason from record_hold where (case_number = ? or order_id = ?) and lifted_at is null"
                        + " order by placed_at limit 1")
                .params(caseNumber, orderId)
                .query(String.class)
                .optional();
    }

    void place(String caseNumber, @Nullable String orderId, String reason) {
        db.sql("insert into record_hold (id, case_number, order_id, reason, placed_by, placed_at)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .params(UUID.randomUUID().toString(), caseNumber, orderId, reason, who(), now())
                .update();
    }

    void written(String caseNumber) {
        db.sql("update record_hold set written_by = ? where case_number = ? and lifted_at is null")
                .params(who(), caseNumber)
                .update();
    }

    /** Who wrote the report on a case as it stands. */
    Optional<String> writer(String caseNumber) {
        return db.sql("select written_by from record_hold where case_number = ? and lifted_at is null"
                        + " and written_by is not null")
                .param(caseNumber)
                .query(String.class)
                .optional();
    }

    void reported(String caseNumber, String reference) {
        db.sql("update record_hold set reference = ? where case_number = ? and lifted_at is null")
                .params(reference, caseNumber)
                .update();
    }

    void lift(String caseNumber) {
        db.sql("update record_hold set lifted_by = ?, lifted_at = ? where case_number = ? and lifted_at is null")
                .params(who(), now(), caseNumber)
                .update();
    }

    String who() {
        return currentUser.id().orElse("desk");
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
