package org.disputedesk.remedy;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.disputedesk.engine.CurrentUser;
import org.disputedesk.evidence.CasesOfOrder;
import org.disputedesk.orders.Order;
import org.disputedesk.policy.Guard.Given;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What was decided, approved and done for the buyers of orders (000-12..16). All that changes it for one order happens one
 * after the other, and the key of {@code remedy_line} refuses a second refund or replacement of a line.
 */
@Component
public class Remedies {

    /** How far a remedy is. Only {@code WITHDRAWN} and {@code FAILED} leave its lines free for another one. */
    public enum State {
        /** Chosen; waits for a second person, or to be released. */
        DECIDED,
        /** Somebody may be carrying it out at this moment. */
        RELEASED,
        /** It was released and then overtaken; nobody knows yet whether it was done. */
        IN_DOUBT,
        /** Carried out, with proof; it has not reached the buyer yet. */
        DONE,
        /** The carrier has answered; inquiries only. */
        ANSWERED,
        /** It has reached the buyer. */
        SETTLED,
        /** Carried out, and did not reach the buyer. */
        FAILED,
        /** Never carried out. */
        WITHDRAWN
    }

    /** All lines of an order. */
    static final String ALL_LINES = "";

    private static final String INQUIRY = "CARRIER_INQUIRY";
    private static final String REFUND = "REFUND";

    private final JdbcClient db;
    private final Clock clock;
    private final CurrentUser currentUser;
    private final CasesOfOrder order;

    Remedies(JdbcClient db, Clock clock, CurrentUser currentUser, CasesOfOrder order) {
        this.order = order;
        this.db = db;
        this.clock = clock;
        this.currentUser = currentUser;
    }

    /**
     * One remedy.
     *
     * @param line the SKU's line of the order; empty for all lines
     * @param decidedBy user id of who chose it
     * @param approvedBy user id of the second person, null when nobody has approved it
     * @param amount what was refunded, null until it was
     * @param payer SELLER or AMAZON
     * @param decidedAmount to how much of what was paid a refund was decided; null for all of it
     * @param paidAmount what had been paid for it when it was decided; null when nobody knew
     * @param decidedCurrency of these two
     * @param deduction why less than all is refunded, a code; null when all is
     * @param doneBy user id of who carried it out
     * @param answer of the carrier to an inquiry
     */
    public record Remedy(
            String id,
            String caseNumber,
            String orderId,
            String type,
            String line,
            State state,
            boolean secondPerson,
            String decidedBy,
            @Nullable String approvedBy,
            @Nullable String reference,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            @Nullable LocalDate expectedOn,
            String payer,
            @Nullable BigDecimal decidedAmount,
            @Nullable BigDecimal paidAmount,
            @Nullable String decidedCurrency,
            @Nullable String deduction,
            Instant decidedAt,
            @Nullable Instant doneAt,
            @Nullable String doneBy,
            @Nullable String answer) {

        boolean isInquiry() {
            return type.equals(INQUIRY);
        }

        /** What was given, or is about to be: what was carried out counts before what was decided. */
        Optional<BigDecimal> worth() {
            return Optional.ofNullable(amount != null ? amount : decidedAmount != null ? decidedAmount : paidAmount);
        }

        /** To how much of what was paid it was decided; null when to all of it. */
        public Order.@Nullable Money decided() {
            return decidedAmount == null || decidedCurrency == null
                    ? null
                    : new Order.Money(decidedAmount, Currency.getInstance(decidedCurrency));
        }
    }

    /** Makes everything that follows in this transaction wait for whoever else decides about this order. */
    void lockOrder(String orderId) {
        order.lock(orderId);
    }

    /** The refunds and replacements that hold lines of an order, in whatever case they were decided. */
    List<Given> heldOf(String orderId) {
        return db.sql("""
                        select l.line_key, r.type, r.state, r.case_number from remedy_line l
                        join remedy r on r.id = l.remedy_id where l.order_id = ? order by r.decided_at""")
                .param(orderId)
                .query((row, n) -> new Given(row.getString(2), row.getString(1), row.getString(3), row.getString(4)))
                .list();
    }

    /** The refunds and replacements that hold lines of an order, in whatever case. */
    List<Remedy> holding(String orderId) {
        return db.sql("""
                        select r.* from remedy r where r.order_id = ?
                          and exists (select 1 from remedy_line l where l.remedy_id = r.id) order by r.decided_at, r.id""").param(orderId).query(Remedies::remedy).list();
    }

    /** All remedies of an order, oldest first. */
    public List<Remedy> ofOrder(String orderId) {
        return db.sql("select * from remedy where order_id = ? order by decided_at, id")
                .param(orderId)
                .query(Remedies::remedy)
                .list();
    }

    /**
     * What was chosen.
     *
     * @param line empty for all lines of the order
     * @param payer SELLER or AMAZON
     * @param protectedLabel whether the label is claims-protected (P13)
     * @param paid what had been paid for it; null when nobody knows, and for an inquiry
     * @param part of what was paid that is refunded; null for all of it
     */
    record Choice(
            String type,
            String line,
            String payer,
            boolean secondPerson,
            boolean protectedLabel,
            Order.@Nullable Money paid,
            @Nullable Part part) {}

    /**
     * A part of what was paid.
     *
     * @param reason why the rest is kept back, a code
     */
    record Part(Order.Money amount, String reason) {}

    /** Keeps a choice; its lines belong to it from now on. */
    Remedy decide(String caseNumber, String orderId, Choice choice) {
        return decide(caseNumber, orderId, choice, who());
    }

    /** Keeps the choice of this person. */
    Remedy decide(String caseNumber, String orderId, Choice choice, String decider) {
        Part part = choice.part();
        Order.Money paid = choice.paid();
        String currency = part != null
                ? part.amount().currency().getCurrencyCode()
                : paid == null ? null : paid.currency().getCurrencyCode();
        String id = UUID.randomUUID().toString();
        db.sql("""
                        insert into remedy (id, case_number, order_id, type, line_key, payer, state, second_person,
                          decided_by, decided_at, protected_label, paid_amount, decided_amount, decided_currency, deduction)
                        values (?, ?, ?, ?, ?, ?, 'DECIDED', ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        id,
                        caseNumber,
                        orderId,
                        choice.type(),
                        choice.line(),
                        choice.payer(),
                        choice.secondPerson(),
                        decider,
                        now(),
                        choice.protectedLabel(),
                        paid == null ? null : paid.amount(),
                        part == null ? null : part.amount().amount(),
                        currency,
                        part == null ? null : part.reason())
                .update();
        if (!choice.type().equals(INQUIRY)) {
            db.sql("insert into remedy_line (order_id, line_key, remedy_id) values (?, ?, ?)")
                    .params(orderId, choice.line(), id)
                    .update();
        }
        return db.sql("select * from remedy where id = ?")
                .param(id)
                .query(Remedies::remedy)
                .single();
    }

    /** The newest remedy of a case in one of these states, of this type when one is named. */
    Optional<Remedy> newest(String caseNumber, @Nullable String type, State... states) {
        return db
                .sql("select * from remedy where case_number = ? order by decided_at desc, id")
                .param(caseNumber)
                .query(Remedies::remedy)
                .list()
                .stream()
                .filter(remedy -> (type == null || remedy.type().equals(type))
                        && List.of(states).contains(remedy.state()))
                .findFirst();
    }

    /** All remedies of a case in one of these states. */
    List<Remedy> all(String caseNumber, State... states) {
        return db
                .sql("select * from remedy where case_number = ? order by decided_at, id")
                .param(caseNumber)
                .query(Remedies::remedy)
                .list()
                .stream()
                .filter(remedy -> List.of(states).contains(remedy.state()))
                .toList();
    }

    void approve(Remedy remedy) {
        db.sql("update remedy set approved_by = ?, approved_at = ? where id = ?")
                .params(who(), now(), remedy.id())
                .update();
    }

    void release(Remedy remedy) {
        db.sql("update remedy set state = 'RELEASED', released_at = ? where id = ?")
                .params(now(), remedy.id())
                .update();
    }

    void done(
            Remedy remedy,
            String reference,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            @Nullable LocalDate expectedOn) {
        db.sql("""
                        update remedy set state = 'DONE', reference = ?, amount = ?, currency = ?, expected_on = ?,
                          done_by = ?, done_at = ? where id = ?""")
                .params(reference, amount, currency, expectedOn, who(), now(), remedy.id())
                .update();
    }

    void expect(Remedy remedy, LocalDate day) {
        db.sql("update remedy set expected_on = ? where id = ?")
                .params(day, remedy.id())
                .update();
    }

    /** Keeps what a carrier said to an inquiry. */
    void answered(Remedy inquiry, String answer) {
        db.sql("update remedy set state = 'ANSWERED', answer = ?, ended_by = ?, ended_at = ? where id = ?")
                .params(answer, who(), now(), inquiry.id())
                .update();
    }

    /** Ends a remedy; one that was never carried out, or did not arrive, sets its lines free. */
    void end(Remedy remedy, State state) {
        db.sql("update remedy set state = ?, ended_by = ?, ended_at = ? where id = ?")
                .params(state.name(), who(), now(), remedy.id())
                .update();
        // money that was paid out never sets its lines free again, whatever a model calls it
        boolean cameToNothing = state == State.FAILED && !remedy.type().equals(REFUND);
        if (state == State.WITHDRAWN || cameToNothing) {
            db.sql("delete from remedy_line where remedy_id = ?")
                    .param(remedy.id())
                    .update();
        }
    }

    /** A refund or replacement of an order that a case which is over left in doubt, or being carried out. */
    Optional<Remedy> leftInDoubt(String orderId, String notOf) {
        return db.sql("""
                        select r.* from remedy r join dispute_case c on c.case_number = r.case_number
                        where r.order_id = ? and r.case_number <> ? and c.state = 'CLOSED' and r.type <> 'CARRIER_INQUIRY'
                          and r.state in ('RELEASED', 'IN_DOUBT')
                        order by r.decided_at, r.id limit 1""").params(orderId, notOf).query(Remedies::remedy).optional();
    }

    /** Makes a remedy one of another case of its order. */
    void moveTo(Remedy remedy, String caseNumber) {
        db.sql("update remedy set case_number = ? where id = ?")
                .params(caseNumber, remedy.id())
                .update();
    }

    void doubt(Remedy remedy) {
        db.sql("update remedy set state = 'IN_DOUBT' where id = ?")
                .param(remedy.id())
                .update();
    }

    /** The person who acts, or the desk itself. */
    String who() {
        return currentUser.id().orElse("desk");
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static Remedy remedy(ResultSet row, int n) throws SQLException {
        OffsetDateTime doneAt = row.getObject("done_at", OffsetDateTime.class);
        return new Remedy(
                row.getString("id"),
                row.getString("case_number"),
                row.getString("order_id"),
                row.getString("type"),
                row.getString("line_key"),
                State.valueOf(row.getString("state")),
                row.getBoolean("second_person"),
                row.getString("decided_by"),
                row.getString("approved_by"),
                row.getString("reference"),
                row.getBigDecimal("amount"),
                row.getString("currency"),
                row.getObject("expected_on", LocalDate.class),
                row.getString("payer"),
                row.getBigDecimal("decided_amount"),
                row.getBigDecimal("paid_amount"),
                row.getString("decided_currency"),
                row.getString("deduction"),
                row.getObject("decided_at", OffsetDateTime.class).toInstant(),
                doneAt == null ? null : doneAt.toInstant(),
                row.getString("done_by"),
                row.getString("answer"));
    }
}
