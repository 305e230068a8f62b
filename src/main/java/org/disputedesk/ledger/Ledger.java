package org.disputedesk.ledger;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.ledger.Entry.Bearer;
import org.disputedesk.ledger.Entry.Chance;
import org.disputedesk.ledger.Entry.Kind;
import org.disputedesk.orders.Order;
import org.disputedesk.orders.Order.Money;
import org.disputedesk.orders.OrderBook;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What orders have cost whom, and what may still come back (000-02, 001-14, 001-15). It is read from the rows of remedies,
 * claims, returns, inquiries and recoveries at each look, so that it cannot disagree with them.
 */
@Component
public class Ledger {

    private static final String REMEDIES = """
            select r.*, c.marketplace, d.cause from remedy r
              join dispute_case c on c.case_number = r.case_number
              left join dispute_cause d on d.case_number = r.case_number
              where r.type in ('REFUND', 'REPLACEMENT') and r.done_at is not null and r.state <> 'WITHDRAWN'
            """;

    /** A refund through the claim is a remedy already. */
    private static final String CLAIMS = """
            select a.*, c.marketplace, d.cause from a_to_z_claim a
              join dispute_case c on c.case_number = a.case_number
              left join dispute_cause d on d.case_number = a.case_number
              where a.state = 'GRANTED' and a.decided_at is not null and (a.answer is null or a.answer <> 'REFUNDED')
            """;

    private static final String GOODS = """
            select g.*, c.marketplace, d.cause from goods_return g
              join dispute_case c on c.case_number = g.case_number
              left join dispute_cause d on d.case_number = g.case_number
              where g.state = 'CHECKED' and g.loss > 0 and g.ended_at is not null
            """;

    private static final String RECOVERIES = """
            select r.*, c.marketplace, d.cause from recovery r
              join dispute_case c on c.case_number = r.case_number
              left join dispute_cause d on d.case_number = r.case_number
              where 1 = 1
            """;

    private final JdbcClient db;
    private final OrderBook orders;
    private final Deadlines deadlines;
    private final Clock clock;

    Ledger(JdbcClient db, OrderBook orders, Deadlines deadlines, Clock clock) {
        this.db = db;
        this.orders = orders;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    /** All lines about an order, oldest first. */
    public List<Entry> ofOrder(String orderId) {
        return new Look("x.order_id = ?", List.of(orderId)).entries();
    }

    /** All lines of a time, the beginning included and the end not, oldest first. */
    List<Entry> between(Instant from, Instant to) {
        return new Look(null, List.of(at(from), at(to))).entries();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** One look into the books; what it has asked once it does not ask again. */
    private final class Look {

        private final @Nullable String where;
        private final List<?> params;
        private final Map<String, Optional<Order>> known = new HashMap<>();

        Look(@Nullable String where, List<?> params) {
            this.where = where;
            this.params = params;
        }

        List<Entry> entries() {
            List<Entry> all = new ArrayList<>();
            all.addAll(rows(REMEDIES, "r", "done_at", this::remedy));
            all.addAll(rows(CLAIMS, "a", "decided_at", this::claim));
            all.addAll(rows(GOODS, "g", "ended_at", this::goods));
            all.addAll(rows(RECOVERIES, "r", "booked_at", this::recovery));
            all.sort(Comparator.comparing(Entry::at).thenComparing(Entry::id));
            return all;
        }

        private interface Reader {
            Entry read(ResultSet row) throws SQLException;
        }

        private List<Entry> rows(String sql, String table, String time, Reader reader) {
            String condition = where == null
                    ? table + "." + time + " >= ? and " + table + "." + time + " < ?"
                    : where.replace("x.", table + ".");
            return db.sql(sql + " and " + condition)
                    .params(params)
                    .query((row, n) -> reader.read(row))
                    .list();
        }

        private Entry remedy(ResultSet row) throws SQLException {
            Marketplace marketplace = Marketplace.of(row.getString("marketplace"));
            String orderId = row.getString("order_id");
            Instant doneAt = instant(row, "done_at");
            Bearer payer = Bearer.valueOf(row.getString("payer"));
            boolean isRefund = row.getString("type").equals("REFUND");
            Money recorded = money(row, "amount", "currency");
            Money paid = money(row, "paid_amount", "decided_currency");
            Money amount = recorded != null ? recorded : paid != null ? paid : paid(orderId, row.getString("line_key"));
            return new Entry(
                    row.getString("id"),
                    isRefund ? Kind.REFUND : Kind.REPLACEMENT,
                    orderId,
                    row.getString("case_number"),
                    marketplace,
                    doneAt,
                    payer,
                    amount,
                    recorded == null && amount != null,
                    isRefund ? rest(paid, recorded) : null,
                    row.getString("cause"),
                    text(row.getString("reference")),
                    payer == Bearer.SELLER
                            ? chance(orderId, marketplace, doneAt, isRefund, row.getBoolean("protected_label"))
                            : null);
        }

        private Entry claim(ResultSet row) throws SQLException {
            Marketplace marketplace = Marketplace.of(row.getString("marketplace"));
            String orderId = row.getString("order_id");
            Instant decidedAt = instant(row, "decided_at");
            String paidBy = row.getString("paid_by");
            boolean isAmazons = paidBy == null
                    ? order(orderId)
                            .map(Order::fulfilment)
                            .filter(it -> it.serviceOwner().equals("AMAZON"))
                            .isPresent()
                    : paidBy.equals("AMAZON");
            Money amount = paid(orderId, "");
            return new Entry(
                    row.getString("id"),
                    Kind.CLAIM,
                    orderId,
                    row.getString("case_number"),
                    marketplace,
                    decidedAt,
                    isAmazons ? Bearer.AMAZON : Bearer.SELLER,
                    amount,
                    amount != null,
                    null,
                    row.getString("cause"),
                    text(row.getString("reference")),
                    isAmazons ? null : appeal(marketplace, decidedAt, row.getString("appeal")));
        }

        private Entry goods(ResultSet row) throws SQLException {
            return new Entry(
                    row.getString("id"),
                    Kind.GOODS,
                    row.getString("order_id"),
                    row.getString("case_number"),
                    Marketplace.of(row.getString("marketplace")),
                    instant(row, "ended_at"),
                    Bearer.SELLER,
                    money(row, "loss", "currency"),
                    false,
                    null,
                    row.getString("cause"),
                    text(row.getString("item_condition")),
                    null);
        }

        private Entry recovery(ResultSet row) throws SQLException {
            String reference = text(row.getString("reference"));
            return new Entry(
                    row.getString("id"),
                    Kind.RECOVERY,
                    row.getString("order_id"),
                    row.getString("case_number"),
                    Marketplace.of(row.getString("marketplace")),
                    instant(row, "booked_at"),
                    Bearer.valueOf(row.getString("paid_by")),
                    money(row, "amount", "currency"),
                    false,
                    null,
                    row.getString("cause"),
                    (row.getString("reason") + " " + reference).strip(),
                    null);
        }

        private Optional<Order> order(String orderId) {
            return known.computeIfAbsent(
                    orderId, id -> OrderId.isOrderId(id) ? orders.find(new OrderId(id)) : Optional.empty());
        }

        /** What was paid for a line, or the whole order. */
        private @Nullable Money paid(String orderId, String line) {
            return order(orderId)
                    .map(order -> line.isEmpty()
                            ? order.total()
                            : order.lines().stream()
                                    .filter(one -> one.key().equals(line))
                                    .map(Order.Line::amount)
                                    .filter(Objects::nonNull)
                                    .findFirst()
                                    .orElse(null))
                    .orElse(null);
        }
    }

    /** What was kept back of a refund. */
    private static @Nullable Money rest(@Nullable Money paid, @Nullable Money refunded) {
        if (paid == null || refunded == null || !paid.currency().equals(refunded.currency())) {
            return null;
        }
        BigDecimal rest = paid.amount().subtract(refunded.amount());
        return rest.signum() > 0 ? new Money(rest, paid.currency()) : null;
    }

    /** How what the seller gave may come back: from the carrier who is asked, or from Amazon for goods that came back spoilt. */
    private @Nullable Chance chance(
            String orderId, Marketplace marketplace, Instant doneAt, boolean isRefund, boolean isProtected) {
        if (isProtected && isRefund) {
            return new Chance(Chance.NOT_REIMBURSED, null, "P13", false);
        }
        Optional<Chance> carrier = carrier(orderId);
        if (carrier.isPresent()) {
            return carrier.get();
        }
        return isRefund ? safeT(orderId, marketplace, doneAt) : null;
    }

    private Optional<Chance> carrier(String orderId) {
        return db
                .sql("""
                        select r.state, r.answer, (select min(d.due_at) from case_deadline d
                            where d.case_number = r.case_number and d.rule in ('inquiry.reminder', 'inquiry.escalation'))
                            as until
                          from remedy r where r.order_id = ? and r.type = 'CARRIER_INQUIRY'
                            and r.state in ('DONE', 'ANSWERED')
                          order by r.decided_at desc, r.id""")
                .param(orderId)
                .query((row, n) -> {
                    boolean isAnswered = row.getString("state").equals("ANSWERED");
                    OffsetDateTime until = row.getObject("until", OffsetDateTime.class);
                    if (!isAnswered) {
                        return Optional.of(
                                chance("INQUIRY", until == null ? null : until.toInstant(), "inquiry.reminder"));
                    }
                    // what was found, or comes back, nobody pays for
                    return List.of("LOST", "NO_TRACE").contains(text(row.getString("answer")))
                            ? Optional.of(new Chance("CARRIER_CLAIM", null, "", false))
                            : Optional.<Chance>empty();
                })
                .list()
                .stream()
                .findFirst()
                .flatMap(found -> found);
    }

    private @Nullable Chance safeT(String orderId, Marketplace marketplace, Instant doneAt) {
        return db
                .sql("select received_at from goods_return where order_id = ? and state = 'CHECKED'"
                        + " and item_condition <> 'AS_SENT' order by ended_at desc")
                .param(orderId)
                .query((row, n) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .list()
                .stream()
                .findFirst()
                .map(received -> until("SAFE_T", "safet.file", marketplace, name -> {
                    if (name.equals(DisputeFacts.REMEDY_DONE_AT.name())) {
                        return doneAt;
                    }
                    return name.equals(DisputeFacts.RETURN_SCANNED_AT.name())
                            ? received.map(OffsetDateTime::toInstant).orElse(null)
                            : null;
                }))
                .orElse(null);
    }

    private Chance appeal(Marketplace marketplace, Instant decidedAt, @Nullable String appeal) {
        if (appeal != null && appeal.equals("APPEALED")) {
            return new Chance("APPEAL_FILED", null, "claim.appeal", false);
        }
        Chance chance = until(
                "APPEAL",
                "claim.appeal",
                marketplace,
                name -> name.equals(DisputeFacts.CLAIM_DECIDED_AT.name()) ? decidedAt : null);
        // accepted, or let pass
        return appeal == null ? chance : new Chance(chance.how(), chance.until(), chance.rule(), true);
    }

    private Chance until(
            String how,
            String rule,
            Marketplace marketplace,
            java.util.function.Function<String, @Nullable Instant> facts) {
        return chance(how, deadlines.compute(rule, null, marketplace, facts).due(), rule);
    }

    private Chance chance(String how, @Nullable Instant until, String rule) {
        return new Chance(how, until, rule, until != null && !clock.instant().isBefore(until));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class), column)
                .toInstant();
    }

    private static @Nullable Money money(ResultSet row, String amount, String currency) throws SQLException {
        BigDecimal value = row.getBigDecimal(amount);
        String code = row.getString(currency);
        return value == null || code == null ? null : new Money(value, Currency.getInstance(code));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
