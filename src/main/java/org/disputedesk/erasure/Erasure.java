package org.disputedesk.erasure;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.evidence.ErasedWithCase;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.evidence.KeptForNow;
import org.disputedesk.orders.OrderBook;
import org.disputedesk.orders.OrderBook.Remembered;
import org.disputedesk.vault.Subject;
import org.disputedesk.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Erases who the buyers were (000-17, P27): thirty days after the delivery, or as the policy pack says, the keys of a case and
 * of its order are dropped and what is kept of them outside the record is removed. What may be kept longer for a reason is,
 * and both the erasure and the reason stand in the record, whose chain still verifies.
 */
@Component
public class Erasure {

    private static final Logger log = LoggerFactory.getLogger(Erasure.class);
    private static final String DEADLINE = "pii.erase";

    /** After the end of a case whose delivery was told so late, mistaken or not, that it would be erased at once. */
    private static final Duration TO_NOTICE = Duration.ofDays(7);

    private static final int ORDERS_AT_ONCE = 500;

    private final List<ErasedWithCase> keepers;
    private final List<KeptForNow> reasons;
    private final OrderBook orders;
    private final Deadlines deadlines;
    private final EvidenceLog record;
    private final Vault vault;
    private final JdbcClient db;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Erasure(
            List<ErasedWithCase> keepers,
            List<KeptForNow> reasons,
            OrderBook orders,
            Deadlines deadlines,
            EvidenceLog record,
            Vault vault,
            JdbcClient db,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.keepers = List.copyOf(keepers);
        this.reasons = List.copyOf(reasons);
        this.orders = orders;
        this.deadlines = deadlines;
        this.record = record;
        this.vault = vault;
        this.db = db;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What becomes of the personal data of a case.
     *
     * @param due from when on they may not be kept without a reason (UTC); null while nobody knows, because the case is open
     *     and the parcel has not come
     * @param heldBy why they would be kept today, as codes: {@code CASE_OPEN}, {@code CLAIM_OPEN}, {@code CHARGEBACK_WINDOW},
     *     {@code SUSPECTED_FRAUD}, {@code LETTER_WAITS}
     * @param erasedAt when they were erased (UTC); null while they are there
     */
    public record Status(
            @Nullable OffsetDateTime due,
            List<String> heldBy,
            @Nullable OffsetDateTime erasedAt) {}

    /** What one run did. */
    public record Done(int cases, int held, int orders) {}

    private record Row(
            String caseNumber,
            @Nullable String orderId,
            Marketplace marketplace,
            @Nullable Instant closedAt,
            @Nullable Instant deliveredAt,
            @Nullable Instant deliveryToldAt,
            @Nullable String heldBy,
            @Nullable Instant erasedAt) {}

    private static final String ROWS = """
            select c.case_number, c.order_id, c.marketplace, c.closed_at, e.held_by, e.erased_at,
              (select max(case when t.delivered_at > t.fetched_at then t.fetched_at else t.delivered_at end)
                from tracking_snapshot t where t.case_number = c.case_number) as delivered_at,
              (select min(t.fetched_at) from tracking_snapshot t
                where t.case_number = c.case_number and t.delivered_at is not null) as delivery_told_at
            from dispute_case c left join case_erasure e on e.case_number = c.case_number
            """;

    /** Where the erasure of a case stands; empty when there is no such case. */
    public Optional<Status> of(String caseNumber) {
        return row(caseNumber)
                .map(row -> row.erasedAt() == null
                        ? new Status(utc(due(row)), heldBy(row), null)
                        : new Status(utc(due(row)), List.of(), utc(row.erasedAt())));
    }

    /** Erases everything that is due, and writes down what keeps the rest. Doing it twice does nothing more. */
    public Done run() {
        int erased = 0;
        int held = 0;
        List<Row> rows = db.sql(ROWS + " where e.erased_at is null order by c.case_number")
                .query(Erasure::row)
                .list();
        for (Row row : rows) {
            try {
                Instant due = due(row);
                if (due != null && !due.isAfter(clock.instant())) {
                    if (Boolean.TRUE.equals(transaction.execute(status -> settle(row.caseNumber(), due)))) {
                        erased++;
                    } else {
                        held++;
                    }
                }
            } catch (RuntimeException e) {
                // one case that cannot be erased today must not keep the others
                log.error(
                        "The personal data of {} could not be erased; the next run tries again.", row.caseNumber(), e);
            }
        }
        int forgotten = forgetOrders();
        if (erased + forgotten > 0) {
            log.info(
                    "Personal data erased: {} cases, {} orders without a case. Held: {} cases.",
                    erased,
                    forgotten,
                    held);
        }
        return new Done(erased, held, forgotten);
    }

    /** Whether the data of the case are gone now. */
    private boolean settle(String caseNumber, Instant due) {
        record.holdCase(caseNumber);
        Row row = row(caseNumber).orElseThrow();
        if (row.erasedAt() != null) {
            return true;
        }
        List<String> held = heldBy(row);
        if (held.isEmpty()) {
            erase(row, due);
            return true;
        }
        String reasons = String.join(", ", held);
        if (!reasons.equals(row.heldBy())) {
            note(caseNumber, "held_by = ?, held_at = ?", reasons, now());
            record.append(
                    caseNumber,
                    "erasure-held",
                    "Personal data are kept although due to be erased: " + reasons,
                    Map.of("due", due, "heldBy", reasons));
        }
        return false;
    }

    private void erase(Row row, Instant due) {
        String caseNumber = row.caseNumber();
        String orderId = row.orderId();
        note(caseNumber, "erased_at = ?, held_by = null", now());
        boolean withOrder = orderId != null && OrderId.isOrderId(orderId) && isLastOf(orderId);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("due", due);
        facts.put("deliveredAt", row.deliveredAt());
        facts.put("caseClosedAt", row.closedAt());
        facts.put("orderErased", withOrder);
        facts.put("deadline", DEADLINE);
        record.append(
                caseNumber,
                "personal-data-erased",
                "Personal data erased: messages, letters, notes, what carriers said and evidence of the case"
                        + (withOrder ? ", name and address of the order" : "")
                        + "; due "
                        + due,
                facts);
        vault.erase(Subject.ofCase(caseNumber));
        if (withOrder && orderId != null) {
            orders.erasePerson(new OrderId(orderId));
        }
        keepers.forEach(keeper -> keeper.erase(caseNumber));
    }

    /** Other cases of the order may still need its name and address. */
    private boolean isLastOf(String orderId) {
        return db.sql("""
                                select count(*) from dispute_case c left join case_erasure e on e.case_number = c.case_number
                                where c.order_id = ? and e.erased_at is null""").param(orderId).query(Long.class).single() == 0;
    }

    private void note(String caseNumber, String assignments, Object... values) {
        boolean known = db.sql("select count(*) from case_erasure where case_number = ?")
                        .param(caseNumber)
                        .query(Long.class)
                        .single()
                > 0;
        if (!known) {
            db.sql("insert into case_erasure (case_number) values (?)")
                    .param(caseNumber)
                    .update();
        }
        db.sql("update case_erasure set " + assignments + " where case_number = ?")
                .params(List.of(values))
                .param(caseNumber)
                .update();
    }

    private int forgetOrders() {
        int forgotten = 0;
        String after = "";
        while (true) {
            List<Remembered> batch = orders.rememberedWithoutCase(after, ORDERS_AT_ONCE);
            for (Remembered order : batch) {
                Instant from = order.latestDeliveryAt() == null ? order.toldAt() : order.latestDeliveryAt();
                Instant due = due(order.marketplace(), Map.of(DisputeFacts.LATEST_DELIVERY_AT.name(), from));
                if (!due.isAfter(clock.instant())) {
                    orders.erasePerson(order.id());
                    forgotten++;
                }
                after = order.id().value();
            }
            if (batch.size() < ORDERS_AT_ONCE) {
                return forgotten;
            }
        }
    }

    private List<String> heldBy(Row row) {
        return reasons.stream()
                .flatMap(reason -> reason.reason(row.caseNumber(), row.orderId()).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private @Nullable Instant due(Row row) {
        Map<String, Instant> known = new LinkedHashMap<>();
        if (row.deliveredAt() != null) {
            known.put(DisputeFacts.DELIVERED_AT.name(), row.deliveredAt());
        }
        if (row.closedAt() != null) {
            known.put(DisputeFacts.CASE_CLOSED_AT.name(), row.closedAt());
        }
        if (known.isEmpty()) {
            return null;
        }
        Instant due = due(row.marketplace(), known);
        return isToldLate(row, due)
                        && row.closedAt() != null
                        && due.isBefore(row.closedAt().plus(TO_NOTICE))
                ? row.closedAt().plus(TO_NOTICE)
                : due;
    }

    /** Whether what is told of the delivery would erase the case as soon as it ends. */
    private static boolean isToldLate(Row row, Instant due) {
        return row.deliveryToldAt() != null && row.deliveryToldAt().isAfter(due.minus(TO_NOTICE));
    }

    /** By today's pack, whichever the case began with: what may be kept is no matter of the case. */
    private Instant due(Marketplace marketplace, Map<String, Instant> facts) {
        return deadlines.compute(DEADLINE, null, marketplace, facts::get).due();
    }

    private Optional<Row> row(String caseNumber) {
        return db.sql(ROWS + " where c.case_number = ?")
                .param(caseNumber)
                .query(Erasure::row)
                .optional();
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        return new Row(
                row.getString("case_number"),
                row.getString("order_id"),
                Marketplace.of(row.getString("marketplace")),
                instant(row, "closed_at"),
                instant(row, "delivered_at"),
                instant(row, "delivery_told_at"),
                row.getString("held_by"),
                instant(row, "erased_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
