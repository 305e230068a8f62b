package org.disputedesk.orders;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.orders.Order.Address;
import org.disputedesk.orders.Order.Dates;
import org.disputedesk.orders.Order.Fulfilment;
import org.disputedesk.orders.Order.Line;
import org.disputedesk.orders.Order.Money;
import org.disputedesk.orders.Order.Parcel;
import org.disputedesk.orders.Order.PaymentState;
import org.disputedesk.orders.Order.Person;
import org.disputedesk.orders.Order.Source;
import org.disputedesk.orders.Order.State;
import org.jspecify.annotations.Nullable;

/** Invented orders; a test names only what matters to it. */
final class TestOrders {

    static final OrderId ID = new OrderId("250-0000001-0000001");
    static final Instant MONDAY = Instant.parse("2026-11-23T09:00:00Z");
    static final Instant TUESDAY = Instant.parse("2026-11-24T09:00:00Z");
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-25T00:00:00Z"), ZoneOffset.UTC);

    private TestOrders() {}

    static Order known(@Nullable Instant asOf) {
        List<Line> lines = List.of(line("CUP-1#1", 2L, "3960"), line("POT-1#1", 1L, "3200"));
        return new Order(
                ID,
                Marketplace.JP,
                State.UNSHIPPED,
                PaymentState.PAID,
                Fulfilment.FBM,
                new Dates(MONDAY, MONDAY, null, null, null, null),
                "Standard",
                Order.totalOf(lines),
                new Person("見本 太郎", "見本 花子", new Address("見本町1-2-3", "見本荘101", null, "見本市", "東京都", "100-0000", "JP")),
                lines,
                List.of(),
                new Source("GET_FLAT_FILE_ACTIONABLE_ORDER_DATA_SHIPPING", asOf, null));
    }

    /** A source that tells nothing but that there is such an order. */
    static Order bare(String source, @Nullable Instant asOf) {
        return new Order(
                ID,
                Marketplace.JP,
                State.UNKNOWN,
                PaymentState.UNKNOWN,
                null,
                Dates.NONE,
                null,
                null,
                Person.NONE,
                List.of(),
                List.of(),
                new Source(source, asOf, null));
    }

    static Order with(Order order, State state, PaymentState payment, @Nullable Fulfilment fulfilment) {
        return new Order(
                order.id(),
                order.marketplace(),
                state,
                payment,
                fulfilment,
                order.dates(),
                order.shipServiceLevel(),
                order.total(),
                order.person(),
                order.lines(),
                order.parcels(),
                order.source());
    }

    static Order with(Order order, List<Line> lines, Parcel... parcels) {
        return new Order(
                order.id(),
                order.marketplace(),
                order.state(),
                order.paymentState(),
                order.fulfilment(),
                order.dates(),
                order.shipServiceLevel(),
                Order.totalOf(lines),
                order.person(),
                lines,
                List.of(parcels),
                order.source());
    }

    static Order with(Order order, Marketplace marketplace, @Nullable Money total, Person person, Dates dates) {
        return new Order(
                order.id(),
                marketplace,
                order.state(),
                order.paymentState(),
                order.fulfilment(),
                dates,
                order.shipServiceLevel(),
                total,
                person,
                order.lines(),
                order.parcels(),
                order.source());
    }

    static Line line(String key, @Nullable Long quantity, @Nullable String yen) {
        Money amount = yen == null ? null : yen(yen);
        return new Line(key, key.replaceAll("#.*", ""), "B000000001", "湯のみ", quantity, null, amount, amount);
    }

    static Money yen(String amount) {
        return new Money(new BigDecimal(amount), Currency.getInstance("JPY"));
    }
}
