package org.disputedesk.orders;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.orders.Order.Dates;
import org.disputedesk.orders.Order.Fulfilment;
import org.disputedesk.orders.Order.Line;
import org.disputedesk.orders.Order.Money;
import org.disputedesk.orders.Order.Parcel;
import org.disputedesk.orders.Order.PaymentState;
import org.disputedesk.orders.Order.Person;
import org.disputedesk.orders.Order.Source;
import org.disputedesk.orders.Order.State;
import org.disputedesk.vault.Subject;
import org.disputedesk.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Every order the desk was told of. It only learns: what a source does not tell takes nothing away. Who ordered is sealed with
 * a key of the order; once that is erased, the same report told again brings nobody back (000-17).
 */
@Component
@org.springframework.core.annotation.Order(0)
public class OrderBook implements OrderSource {

    /** What became of an order that was told. */
    public enum Outcome {
        IMPORTED,
        UPDATED,
        UNCHANGED,
        /** Nothing was learned: the book has the order under another marketplace. */
        OTHER_MARKETPLACE
    }

    // everyone locks in this order, so that two imports wait for each other but never for ever
    private static final Comparator<OrderId> ORDER_IDS = Comparator.comparing(OrderId::value);

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;
    private final TransactionTemplate transaction;
    private final BuyerKeys buyers;
    private final Vault vault;
    private final Clock clock;

    OrderBook(
            JdbcClient jdbc,
            NamedParameterJdbcOperations batches,
            PlatformTransactionManager transactions,
            BuyerKeys buyers,
            Vault vault,
            Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transaction = new TransactionTemplate(transactions);
        this.buyers = buyers;
        this.vault = vault;
        this.clock = clock;
    }

    @Override
    public Answer ask(OrderId id) {
        return find(id).<Answer>map(Answer.Found::new).orElseGet(Answer.NotFound::new);
    }

    /** What the desk knows of the order. */
    public Optional<Order> find(OrderId id) {
        return Optional.ofNullable(load(List.of(id), false).get(id));
    }

    /** Takes in what is told of one order. */
    public Outcome learn(Order told) {
        return Objects.requireNonNull(learn(List.of(told)).get(told.id()));
    }

    /**
     * Takes in what is told of several orders, in one transaction.
     *
     * @throws DuplicateKeyException when another transaction entered one of them at the same moment; nothing is stored,
     *     and told again it is found
     */
    public Map<OrderId, Outcome> learn(Collection<Order> told) {
        Map<OrderId, Order> byId = new TreeMap<>(ORDER_IDS);
        told.forEach(order -> byId.merge(order.id(), order, Order::learn));
        return Objects.requireNonNull(transaction.execute(status -> learn(byId)));
    }

    /** An order whose buyer the desk still knows, for whoever erases. */
    public record Remembered(
            OrderId id, Marketplace marketplace, @Nullable Instant latestDeliveryAt, Instant toldAt) {}

    /** Orders that no case is about and whose buyer is known, by number, those after this one and at most so many. */
    public List<Remembered> rememberedWithoutCase(String after, int most) {
        return jdbc.sql("""
                        select o.* from customer_order o join order_person p on p.order_id = o.order_id
                        where o.order_id > :after and not exists
                          (select 1 from dispute_case c where c.order_id = o.order_id)
                        order by o.order_id limit :most""")
                .param("after", after)
                .param("most", most)
                .query((rs, n) -> new Remembered(
                        new OrderId(rs.getString("order_id")),
                        Marketplace.valueOf(rs.getString("marketplace")),
                        instant(rs, "latest_delivery_at"),
                        Objects.requireNonNull(instant(rs, "updated_at"))))
                .list();
    }

    /** Forgets who ordered, for good. What the order was about, and the keyed hash by which a buyer's cases are counted, stay. */
    public void erasePerson(OrderId id) {
        transaction.executeWithoutResult(status -> {
            query("customer_order", List.of(id.value()), " order by order_id for update", (rs, n) -> id);
            vault.erase(subject(id));
            jdbc.sql("delete from order_person where order_id = ?")
                    .param(id.value())
                    .update();
        });
    }

    private Map<OrderId, Outcome> learn(Map<OrderId, Order> news) {
        Map<OrderId, Order> known = load(news.keySet(), true);
        // after the rows are locked, so that nobody erases one of them meanwhile
        Vault.Keys keys = vault.keysToSeal(news.values().stream()
                .filter(order -> !order.person().equals(Person.NONE))
                .map(order -> subject(order.id()))
                .toList());
        Map<OrderId, Order> told = new TreeMap<>(ORDER_IDS);
        news.forEach((id, order) -> told.put(id, keys.isErased(subject(id)) ? order.withoutPerson() : order));
        Map<OrderId, Outcome> outcomes = new HashMap<>();
        List<Order> fresh = new ArrayList<>();
        List<Order> changed = new ArrayList<>();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        told.forEach((id, order) -> {
            Order before = known.get(id);
            if (before == null) {
                fresh.add(storedAt(now, order));
                outcomes.put(id, Outcome.IMPORTED);
            } else if (contradict(before, order)) {
                outcomes.put(id, Outcome.OTHER_MARKETPLACE);
            } else {
                Order after = before.learn(order);
                boolean unchanged = after.equals(before);
                outcomes.put(id, unchanged ? Outcome.UNCHANGED : Outcome.UPDATED);
                if (!unchanged) {
                    changed.add(storedAt(now, after));
                }
            }
        });
        store(fresh, changed, keys);
        return outcomes;
    }

    /** What staff typed may be mistaken and gives way; two reports of Amazon's cannot both be right. */
    private static boolean contradict(Order before, Order told) {
        boolean givesWay = before.source().isStaff() && !told.source().isStaff();
        return before.marketplace() != told.marketplace() && !givesWay;
    }

    private static Order storedAt(Instant now, Order order) {
        return order.withSource(new Source(order.source().name(), order.source().asOf(), now));
    }

    private void store(List<Order> fresh, List<Order> changed, Vault.Keys keys) {
        write(INSERT, fresh.stream().map(this::row).toList());
        write(UPDATE, changed.stream().map(this::row).toList());
        if (!changed.isEmpty()) {
            List<String> ids = changed.stream().map(order -> order.id().value()).toList();
            List<String> withPerson = changed.stream()
                    .filter(order -> keys.has(subject(order.id())))
                    .map(order -> order.id().value())
                    .toList();
            if (!withPerson.isEmpty()) {
                jdbc.sql("delete from order_person where order_id in (:ids)")
                        .param("ids", withPerson)
                        .update();
            }
            for (String table : List.of("order_line", "order_parcel")) {
                jdbc.sql("delete from " + table + " where order_id in (:ids)")
                        .param("ids", ids)
                        .update();
            }
        }
        List<Order> all = new ArrayList<>(fresh);
        all.addAll(changed);
        write(
                INSERT_PERSON,
                all.stream()
                        .filter(order -> !order.person().equals(Person.NONE) && keys.has(subject(order.id())))
                        .map(order -> personRow(order, keys))
                        .toList());
        write(
                INSERT_LINE,
                all.stream()
                        .flatMap(order -> order.lines().stream().map(line -> lineRow(order.id(), line)))
                        .toList());
        write(
                INSERT_PARCEL,
                all.stream()
                        .flatMap(order -> order.parcels().stream().map(parcel -> parcelRow(order.id(), parcel)))
                        .toList());
    }

    private void write(String sql, List<MapSqlParameterSource> rows) {
        if (!rows.isEmpty()) {
            batches.batchUpdate(sql, rows.toArray(SqlParameterSource[]::new));
        }
    }

    private static final String INSERT = """
            insert into customer_order (order_id, marketplace, state, payment_state, fulfilment, purchased_at, paid_at,
                earliest_ship_at, latest_ship_at, earliest_delivery_at, latest_delivery_at, ship_service_level, total,
                currency, source, source_updated_at, updated_at, buyer_key)
            values (:orderId, :marketplace, :state, :paymentState, :fulfilment, :purchasedAt, :paidAt,
                :earliestShipAt, :latestShipAt, :earliestDeliveryAt, :latestDeliveryAt, :shipServiceLevel, :total,
                :currency, :source, :sourceUpdatedAt, :updatedAt, :buyerKey)""";

    private static final String UPDATE = """
            update customer_order set marketplace = :marketplace, state = :state, payment_state = :paymentState,
                fulfilment = :fulfilment, purchased_at = :purchasedAt, paid_at = :paidAt,
                earliest_ship_at = :earliestShipAt, latest_ship_at = :latestShipAt,
                earliest_delivery_at = :earliestDeliveryAt, latest_delivery_at = :latestDeliveryAt,
                ship_service_level = :shipServiceLevel, total = :total, currency = :currency, source = :source,
                source_updated_at = :sourceUpdatedAt, updated_at = :updatedAt,
                buyer_key = coalesce(:buyerKey, buyer_key)
            where order_id = :orderId""";

    private static final String INSERT_PERSON = """
            insert into order_person (order_id, sealed) values (:orderId, :sealed)""";

    private static final String INSERT_LINE = """
            insert into order_line (order_id, line_key, sku, asin, title, quantity, quantity_shipped, price, amount,
                currency)
            values (:orderId, :lineKey, :sku, :asin, :title, :quantity, :quantityShipped, :price, :amount,
                :currency)""";

    private static final String INSERT_PARCEL = """
            insert into order_parcel (order_id, tracking_number, carrier, shipped_at, estimated_arrival_at)
            values (:orderId, :trackingNumber, :carrier, :shippedAt, :estimatedArrivalAt)""";

    private MapSqlParameterSource row(Order order) {
        Fulfilment fulfilment = order.fulfilment();
        Money total = order.total();
        Dates dates = order.dates();
        return rowOf(order.id())
                .addValue("marketplace", order.marketplace().name())
                .addValue("state", order.state().name())
                .addValue("paymentState", order.paymentState().name())
                .addValue("fulfilment", fulfilment == null ? null : fulfilment.name())
                .addValue("purchasedAt", utc(dates.purchasedAt()))
                .addValue("paidAt", utc(dates.paidAt()))
                .addValue("earliestShipAt", utc(dates.earliestShipAt()))
                .addValue("latestShipAt", utc(dates.latestShipAt()))
                .addValue("earliestDeliveryAt", utc(dates.earliestDeliveryAt()))
                .addValue("latestDeliveryAt", utc(dates.latestDeliveryAt()))
                .addValue("shipServiceLevel", order.shipServiceLevel())
                .addValue("total", amount(total))
                .addValue("currency", currency(total))
                .addValue("source", order.source().name())
                .addValue("sourceUpdatedAt", utc(order.source().asOf()))
                .addValue("updatedAt", utc(order.source().storedAt()))
                .addValue("buyerKey", buyers.of(order.person()));
    }

    private static Subject subject(OrderId id) {
        return Subject.ofOrder(id.value());
    }

    private static MapSqlParameterSource personRow(Order order, Vault.Keys keys) {
        String sealed = keys.sealText(subject(order.id()), SealedPerson.text(order.person()));
        return rowOf(order.id()).addValue("sealed", sealed);
    }

    private static MapSqlParameterSource lineRow(OrderId id, Line line) {
        Money price = line.price();
        return rowOf(id)
                .addValue("lineKey", line.key())
                .addValue("sku", line.sku())
                .addValue("asin", line.asin())
                .addValue("title", line.title())
                .addValue("quantity", line.quantity())
                .addValue("quantityShipped", line.quantityShipped())
                .addValue("price", amount(price))
                .addValue("amount", amount(line.amount()))
                .addValue("currency", currency(price == null ? line.amount() : price));
    }

    private static MapSqlParameterSource parcelRow(OrderId id, Parcel parcel) {
        return rowOf(id)
                .addValue("trackingNumber", Objects.requireNonNullElse(parcel.trackingNumber(), ""))
                .addValue("carrier", parcel.carrier())
                .addValue("shippedAt", utc(parcel.shippedAt()))
                .addValue("estimatedArrivalAt", utc(parcel.estimatedArrivalAt()));
    }

    private static MapSqlParameterSource rowOf(OrderId id) {
        return new MapSqlParameterSource("orderId", id.value());
    }

    private Map<OrderId, Order> load(Collection<OrderId> ids, boolean lock) {
        List<String> values = ids.stream().map(OrderId::value).sorted().toList();
        Map<String, Person> persons = new HashMap<>();
        Map<String, List<Line>> lines = new HashMap<>();
        Map<String, List<Parcel>> parcels = new HashMap<>();
        // the order first: whoever waits for its lock must read the rest after the other has written it
        List<Head> heads = query("customer_order", values, lock ? " order by order_id for update" : "", Head::of);
        if (heads.isEmpty()) {
            return Map.of();
        }
        Vault.Keys keys =
                vault.keys(heads.stream().map(head -> subject(head.order.id())).toList());
        query("order_person", values, "", (rs, n) -> {
            String id = rs.getString("order_id");
            return keys.openText(Subject.ofOrder(id), rs.getString("sealed"))
                    .map(text -> persons.put(id, SealedPerson.of(text)));
        });
        query("order_line", values, "", (rs, n) -> of(lines, rs).add(line(rs)));
        query("order_parcel", values, "", (rs, n) -> of(parcels, rs).add(parcel(rs)));
        Map<OrderId, Order> orders = new HashMap<>();
        for (Head head : heads) {
            String id = head.order.id().value();
            orders.put(
                    head.order.id(),
                    head.with(
                            persons.getOrDefault(id, Person.NONE),
                            lines.getOrDefault(id, List.of()),
                            parcels.getOrDefault(id, List.of())));
        }
        return orders;
    }

    private <T> List<T> query(String table, List<String> ids, String suffix, RowMapper<T> mapper) {
        return jdbc.sql("select * from " + table + " where order_id in (:ids)" + suffix)
                .param("ids", ids)
                .query(mapper)
                .list();
    }

    private static <T> List<T> of(Map<String, List<T>> byOrder, ResultSet rs) throws SQLException {
        return byOrder.computeIfAbsent(rs.getString("order_id"), id -> new ArrayList<>());
    }

    /** An order as its own row tells it, without what stands in other tables. */
    private record Head(Order order) {

        static Head of(ResultSet rs, int rowNumber) throws SQLException {
            String fulfilment = rs.getString("fulfilment");
            return new Head(new Order(
                    new OrderId(rs.getString("order_id")),
                    Marketplace.valueOf(rs.getString("marketplace")),
                    State.valueOf(rs.getString("state")),
                    PaymentState.valueOf(rs.getString("payment_state")),
                    fulfilment == null ? null : Fulfilment.valueOf(fulfilment),
                    new Dates(
                            instant(rs, "purchased_at"),
                            instant(rs, "paid_at"),
                            instant(rs, "earliest_ship_at"),
                            instant(rs, "latest_ship_at"),
                            instant(rs, "earliest_delivery_at"),
                            instant(rs, "latest_delivery_at")),
                    rs.getString("ship_service_level"),
                    money(rs, "total"),
                    Person.NONE,
                    List.of(),
                    List.of(),
                    new Source(rs.getString("source"), instant(rs, "source_updated_at"), instant(rs, "updated_at"))));
        }

        Order with(Person person, List<Line> lines, List<Parcel> parcels) {
            return new Order(
                    order.id(),
                    order.marketplace(),
                    order.state(),
                    order.paymentState(),
                    order.fulfilment(),
                    order.dates(),
                    order.shipServiceLevel(),
                    order.total(),
                    person,
                    lines,
                    parcels,
                    order.source());
        }
    }

    private static Line line(ResultSet rs) throws SQLException {
        return new Line(
                rs.getString("line_key"),
                rs.getString("sku"),
                rs.getString("asin"),
                rs.getString("title"),
                rs.getObject("quantity", Long.class),
                rs.getObject("quantity_shipped", Long.class),
                money(rs, "price"),
                money(rs, "amount"));
    }

    private static Parcel parcel(ResultSet rs) throws SQLException {
        String number = rs.getString("tracking_number");
        return new Parcel(
                rs.getString("carrier"),
                number.isEmpty() ? null : number,
                instant(rs, "shipped_at"),
                instant(rs, "estimated_arrival_at"));
    }

    private static @Nullable Money money(ResultSet rs, String column) throws SQLException {
        BigDecimal amount = rs.getBigDecimal(column);
        return amount == null ? null : new Money(amount, Currency.getInstance(rs.getString("currency")));
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable BigDecimal amount(@Nullable Money money) {
        return money == null ? null : money.amount();
    }

    private static @Nullable String currency(@Nullable Money money) {
        return money == null ? null : money.currency().getCurrencyCode();
    }
}
