package org.disputedesk.process;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.orders.Order;
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
import org.disputedesk.tracking.DeliveryState;
import org.jspecify.annotations.Nullable;

/**
 * A buyer in Japan who writes now that his order has not arrived. Unless the story says otherwise the seller ships
 * himself, the order is paid, in the order book, on its way, and may still take three days.
 */
final class Opening {

    private static final AtomicInteger NUMBER = new AtomicInteger(1000);

    final String kind;
    String orderId = "250-1111111-" + String.format(java.util.Locale.ROOT, "%07d", NUMBER.incrementAndGet());
    String trackingNumber = "4000-" + String.format(java.util.Locale.ROOT, "%08d", NUMBER.incrementAndGet());
    Marketplace marketplace = Marketplace.JP;

    @Nullable
    Instant receivedAt;

    @Nullable
    String language;

    String words = "荷物がまだ届きません。";
    boolean inOrderBook = true;
    boolean trackable = true;
    DeliveryState parcel = DeliveryState.IN_TRANSIT;

    @Nullable
    LocalDateTime deliveredAt;

    String deliveredPlace = "";

    boolean namesOrder = true;
    private boolean hasLeft = true;
    private @Nullable LocalDate shipBy;
    private String service = "Standard";
    private Fulfilment fulfilment = Fulfilment.FBM;
    private @Nullable State state;
    private PaymentState payment = PaymentState.PAID;
    private @Nullable LocalDate promised;
    private @Nullable String total = "3980";
    private final List<Line> lines = new ArrayList<>();
    private Person person = Person.NONE;

    private Opening(String kind) {
        this.kind = kind;
    }

    static Opening orderNotReceived() {
        return of("order-not-received");
    }

    /** A buyer who asks for faster shipping of an order that he has just placed; it has not left, and may for a week. */
    static Opening expediteRequest() {
        Opening opening = of("expedite-request").saying("急いでいます。早く発送していただけますか？");
        opening.hasLeft = false;
        opening.trackable = false;
        return opening;
    }

    /** A case of another dispute: its slug. What the buyer says is told with {@link #saying}. */
    static Opening of(String kind) {
        return new Opening(kind);
    }

    Opening at(Marketplace place) {
        marketplace = place;
        return this;
    }

    /** The buyer wrote earlier than staff open the case. */
    Opening writtenAt(Instant at) {
        receivedAt = at;
        return this;
    }

    Opening in(String buyerLanguage) {
        language = buyerLanguage;
        return this;
    }

    Opening saying(String buyerText) {
        words = buyerText;
        return this;
    }

    Opening fulfilledBy(Fulfilment shipper) {
        fulfilment = shipper;
        return this;
    }

    Opening withPayment(PaymentState state) {
        payment = state;
        return this;
    }

    /** The order is in the book and nothing of it has left. */
    Opening unshipped() {
        state = State.UNSHIPPED;
        trackable = false;
        return this;
    }

    Opening promisedUntil(String lastDay) {
        promised = LocalDate.parse(lastDay);
        return this;
    }

    Opening withParcel(DeliveryState state) {
        parcel = state;
        return this;
    }

    /** The carrier's scan, in the time of the marketplace. */
    Opening delivered(String localTime, String place) {
        parcel = DeliveryState.DELIVERED;
        deliveredAt = LocalDateTime.parse(localTime);
        deliveredPlace = place;
        return this;
    }

    /** He asks before he buys. */
    Opening beforeBuying() {
        namesOrder = false;
        inOrderBook = false;
        return this;
    }

    Opening inState(State state) {
        this.state = state;
        return this;
    }

    /** The marketplace wants it shipped until the end of this day. */
    Opening shippedBy(String lastDay) {
        shipBy = LocalDate.parse(lastDay);
        return this;
    }

    Opening withService(String level) {
        service = level;
        return this;
    }

    Opening forOrder(String id) {
        orderId = id;
        return this;
    }

    Opening withoutOrderInTheBook() {
        inOrderBook = false;
        return this;
    }

    Opening withoutTracking() {
        trackable = false;
        return this;
    }

    /** What was paid for the whole order, in the currency of the marketplace. */
    Opening worth(String amount) {
        total = amount;
        return this;
    }

    Opening ofUnknownWorth() {
        total = null;
        return this;
    }

    /** One more line of the order; the order is then worth what its lines are. */
    Opening withLine(String sku, String amount) {
        lines.add(new Line(sku, sku, null, "Title of " + sku, 1L, 1L, null, money(amount)));
        total = lines.stream()
                .map(line -> Objects.requireNonNull(line.amount()).amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .toPlainString();
        return this;
    }

    Opening boughtBy(String name, String postalCode) {
        person = new Person(name, name, new Address("1-1", null, null, null, null, postalCode, null));
        return this;
    }

    private Money money(String amount) {
        return new Money(new BigDecimal(amount), marketplace.currency());
    }

    /** The order as Amazon's order report tells it: promised until the last second of a day of the marketplace. */
    Order order(Instant now) {
        var zone = marketplace.zone();
        LocalDate lastDay = Objects.requireNonNullElseGet(
                promised, () -> now.atZone(zone).toLocalDate().plusDays(3));
        LocalDate lastShipDay = shipBy;
        Instant until = lastDay.atTime(LocalTime.of(23, 59, 59)).atZone(zone).toInstant();
        return new Order(
                new OrderId(orderId),
                marketplace,
                Objects.requireNonNullElse(
                        state,
                        payment == PaymentState.PENDING ? State.PENDING : hasLeft ? State.SHIPPED : State.UNSHIPPED),
                payment,
                fulfilment,
                new Dates(
                        hasLeft ? now.minusSeconds(864_000) : now,
                        null,
                        null,
                        lastShipDay == null
                                ? null
                                : lastShipDay.plusDays(1).atStartOfDay(zone).toInstant(),
                        null,
                        until),
                service,
                total == null ? null : money(total),
                person,
                lines,
                hasLeft && state != State.UNSHIPPED
                        ? List.of(new Parcel("Yamato", trackingNumber, null, null))
                        : List.of(),
                new Source("GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL", now, null));
    }
}
