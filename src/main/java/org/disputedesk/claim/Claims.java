package org.disputedesk.claim;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.engine.CurrentUser;
import org.disputedesk.evidence.CasesOfOrder;
import org.disputedesk.evidence.KeptForNow;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The claims of orders. An open one locks its order for everything beside it, in every case (A7). */
@Component
public class Claims implements KeptForNow {

    private final JdbcClient db;
    private final Clock clock;
    private final CurrentUser currentUser;
    private final Deadlines deadlines;
    private final CasesOfOrder order;

    Claims(JdbcClient db, Clock clock, CurrentUser currentUser, Deadlines deadlines, CasesOfOrder order) {
        this.deadlines = deadlines;
        this.order = order;
        this.db = db;
        this.clock = clock;
        this.currentUser = currentUser;
    }

    /** Opens a claim after everybody who decides about this order at the moment; one that is open already stays. */
    void file(String caseNumber, String orderId, @Nullable String reference, Instant filedAt) {
        order.lock(orderId);
        if (open(orderId).isEmpty()) {
            db.sql("""
                            insert into a_to_z_claim (id, case_number, order_id, state, reference, filed_at)
                            values (?, ?, ?, 'OPEN', ?, ?)""")
                    .params(UUID.randomUUID().toString(), caseNumber, orderId, reference, at(filedAt))
                    .update();
        }
    }

    /**
     * One claim as the desk keeps it.
     *
     * @param state {@code OPEN}, {@code GRANTED} or {@code DENIED}
     * @param answer what the seller answered, null while he has not
     * @param appeal what became of the appeal, null while there is none
     */
    public record Claim(
            String caseNumber,
            String state,
            @Nullable String reference,
            Instant filedAt,
            @Nullable String answer,
            @Nullable Instant decidedAt,
            @Nullable String appeal) {}

    /** All claims of an order, oldest first. */
    public List<Claim> ofOrder(String orderId) {
        return db.sql("select * from a_to_z_claim where order_id = ? order by filed_at, id")
                .param(orderId)
                .query((row, n) -> {
                    OffsetDateTime decided = row.getObject("decided_at", OffsetDateTime.class);
                    return new Claim(
                            row.getString("case_number"),
                            row.getString("state"),
                            row.getString("reference"),
                            row.getObject("filed_at", OffsetDateTime.class).toInstant(),
                            row.getString("answer"),
                            decided == null ? null : decided.toInstant(),
                            row.getString("appeal"));
                })
                .list();
    }

    /** The id of the open claim of an order. */
    Optional<String> open(String orderId) {
        return db.sql("select id from a_to_z_claim where order_id = ? and state = 'OPEN'")
                .param(orderId)
                .query(String.class)
                .optional();
    }

    /** An open claim, and one that was denied while the buyer can still turn to his bank. */
    @Override
    public Optional<String> reason(String caseNumber, @Nullable String orderId) {
        if (orderId == null) {
            return Optional.empty();
        }
        if (open(orderId).isPresent()) {
            return Optional.of("CLAIM_OPEN");
        }
        return db
                .sql("select a.decided_at, c.marketplace from a_to_z_claim a"
                        + " join dispute_case c on c.case_number = a.case_number"
                        + " where a.order_id = ? and a.state = 'DENIED' and a.decided_at is not null")
                .param(orderId)
                .query((row, n) -> windowEnds(
                        row.getObject(1, OffsetDateTime.class).toInstant(), Marketplace.of(row.getString(2))))
                .list()
                .stream()
                .filter(end -> end.isAfter(clock.instant()))
                .findFirst()
                .map(end -> "CHARGEBACK_WINDOW");
    }

    private Instant windowEnds(Instant deniedAt, Marketplace marketplace) {
        return deadlines
                .compute(
                        "pii.keep-for-chargeback",
                        null,
                        marketplace,
                        fact -> fact.equals(DisputeFacts.CLAIM_DECIDED_AT.name()) ? deniedAt : null)
                .due();
    }

    void answered(String orderId, String answer) {
        db.sql(
                        "update a_to_z_claim set answer = ?, answered_by = ?, answered_at = ? where order_id = ? and state = 'OPEN'")
                .params(answer, who(), at(clock.instant()), orderId)
                .update();
    }

    /**
     * Keeps Amazon's decision.
     *
     * @param paidBy SELLER or AMAZON, for a claim that was granted; null for one that was not
     */
    void decided(String orderId, String decision, @Nullable String paidBy) {
        order.lock(orderId);
        db.sql("update a_to_z_claim set state = ?, decided_at = ?, paid_by = ? where order_id = ? and state = 'OPEN'")
                .params(decision, at(clock.instant()), paidBy, orderId)
                .update();
    }

    void appealed(String caseNumber, String appeal) {
        db.sql("update a_to_z_claim set appeal = ?, appealed_by = ?, appealed_at = ?"
                        + " where case_number = ? and state = 'GRANTED' and appeal is null")
                .params(appeal, who(), at(clock.instant()), caseNumber)
                .update();
    }

    private String who() {
        return currentUser.id().orElse("desk");
    }

    private static OffsetDateTime at(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
