package org.disputedesk.orders;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.dispute.Refusals;
import org.disputedesk.dispute.Rejected;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one order, by one source or by the order book as a whole. What is not known is null, or
 * {@code UNKNOWN} for the two states; lines and parcels are in a fixed order, so that equal knowledge is equal.
 */
public record Order(
        OrderId id,
        Marketplace marketplace,
        State state,
        PaymentState paymentState,
        @Nullable Fulfilment fulfilment,
        Dates dates,
        @Nullable String shipServiceLevel,
        @Nullable Money total,
        Person person,
        List<Line> lines,
        List<Parcel> parcels,
        Source source) {

    /** How far the order is. In the order of a normal order's life; only cancelled stands apart. */
    public enum State {
        UNKNOWN,
        PENDING,
        UNSHIPPED,
        PARTIALLY_SHIPPED,
        SHIPPED,
        CANCELLED;

        /** Whether an order in this state has not left yet, or never will. */
        boolean isBeforeShipping() {
            return this == UNSHIPPED || this == CANCELLED;
        }
    }

    /** Where the buyer's money is. Order reports tell only the first three; the others come from staff. */
    public enum PaymentState {
        UNKNOWN,
        PENDING,
        PAID,
        REFUNDED,
        CLAIM_OPEN;

        /** Whether no order report can know this, so that none may overwrite it. */
        boolean isBeyondReports() {
            return this == REFUNDED || this == CLAIM_OPEN;
        }
    }

    /**
     * Who ships, and with it who serves the buyer and from whom his money comes (1.6-1). Nothing else says so, since a
     * yes or no would not do: there are orders that Amazon serves and the merchant refunds.
     */
    public enum Fulfilment {
        /** Amazon ships, serves and refunds. */
        FBA("AMAZON", SellerRefund.NEVER),
        /** The merchant ships, serves and refunds. */
        FBM("SELLER", SellerRefund.BY_RULE),
        /** The merchant ships under Prime, Amazon serves, and the merchant refunds what has come back to him. */
        SFP("AMAZON", SellerRefund.AFTER_RETURN),
        /** Amazon ships what was ordered in another shop, whose service is the merchant's own. */
        MCF("SELLER", SellerRefund.BY_RULE),
        /** The merchant ships; under "Customer Service by Amazon" Amazon serves and refunds. */
        CSBA("AMAZON", SellerRefund.NEVER);

        private final String serviceOwner;
        private final SellerRefund sellerRefund;

        Fulfilment(String serviceOwner, SellerRefund sellerRefund) {
            this.serviceOwner = serviceOwner;
            this.sellerRefund = sellerRefund;
        }

        /** Who answers the buyer for delivery and service: {@code AMAZON} or {@code SELLER}. */
        public String serviceOwner() {
            return serviceOwner;
        }

        /** Whether, and when, the seller himself may refund. */
        public SellerRefund sellerRefund() {
            return sellerRefund;
        }

        /** Whether this says the same as the other, only closer: reports know but Amazon and merchant. */
        boolean refines(Fulfilment other) {
            return ((this == SFP || this == CSBA) && other == FBM) || (this == MCF && other == FBA);
        }
    }

    /** Whether the seller may refund an order, by who serves it (003-07, 1.6-1). */
    public enum SellerRefund {
        NEVER,
        /** Only once the goods are back with him. */
        AFTER_RETURN,
        /** As the rules of the case say. */
        BY_RULE
    }

    /** An exact amount; in a currency without decimals it has none. */
    public record Money(BigDecimal amount, Currency currency) {

        private static final int MOST_DECIMALS = 4;
        private static final int MOST_DIGITS_BEFORE_THE_POINT = 15;

        /** @throws Rejected when the currency has no such fractions, or nobody pays that much */
        public Money {
            BigDecimal exact = amount.stripTrailingZeros();
            int digits = currency.getDefaultFractionDigits();
            if (exact.scale() > (digits == 0 ? 0 : MOST_DECIMALS)) {
                throw new Rejected(
                        digits == 0
                                ? Refusals.said("amountDecimals", currency, 0)
                                : "An amount has at most " + MOST_DECIMALS + " decimals.");
            }
            if (exact.precision() - exact.scale() > MOST_DIGITS_BEFORE_THE_POINT) {
                throw new Rejected(Refusals.said("amountTooLarge"));
            }
            amount = exact.setScale(Math.max(digits, Math.max(exact.scale(), 0)), RoundingMode.UNNECESSARY);
        }

        Money plus(Money other) {
            return new Money(amount.add(other.amount), currency);
        }
    }

    /** The order's instants. */
    public record Dates(
            @Nullable Instant purchasedAt,
            @Nullable Instant paidAt,
            @Nullable Instant earliestShipAt,
            @Nullable Instant latestShipAt,
            @Nullable Instant earliestDeliveryAt,
            @Nullable Instant latestDeliveryAt) {

        /** No date is known. */
        public static final Dates NONE = new Dates(null, null, null, null, null, null);

        Dates or(Dates other) {
            return new Dates(
                    first(purchasedAt, other.purchasedAt),
                    first(paidAt, other.paidAt),
                    first(earliestShipAt, other.earliestShipAt),
                    first(latestShipAt, other.latestShipAt),
                    first(earliestDeliveryAt, other.earliestDeliveryAt),
                    first(latestDeliveryAt, other.latestDeliveryAt));
        }
    }

    /** Where the order goes. */
    public record Address(
            @Nullable String line1,
            @Nullable String line2,
            @Nullable String line3,
            @Nullable String city,
            @Nullable String region,
            @Nullable String postalCode,
            @Nullable String country) {

        /** No address is known. */
        public static final Address NONE = new Address(null, null, null, null, null, null, null);

        /**
         * An address is taken whole: parts of two would make one where nobody lives. Some reports tell only the town,
         * and do not take the street away, unless they tell another town.
         */
        Address or(Address other) {
            return equals(NONE) || (line1 == null && other.line1 != null && isSamePlace(other)) ? other : this;
        }

        private boolean isSamePlace(Address other) {
            return postalCode == null
                    || other.postalCode == null
                    || signs(postalCode).equals(signs(other.postalCode));
        }
    }

    /** Who bought and who receives: all personal data of an order. */
    public record Person(
            @Nullable String buyerName, @Nullable String recipientName, Address address) {

        /** Nobody is known. */
        public static final Person NONE = new Person(null, null, Address.NONE);

        Person or(Person other) {
            return new Person(
                    first(buyerName, other.buyerName),
                    first(recipientName, other.recipientName),
                    address.or(other.address));
        }
    }

    /**
     * One line of the order.
     *
     * @param key the SKU, and which of several lines with this SKU: the one thing all reports tell of a line
     * @param price the items alone
     * @param amount with shipping and gift wrap, less what was granted
     */
    public record Line(
            String key,
            @Nullable String sku,
            @Nullable String asin,
            @Nullable String title,
            @Nullable Long quantity,
            @Nullable Long quantityShipped,
            @Nullable Money price,
            @Nullable Money amount) {

        Line or(Line other) {
            return new Line(
                    key,
                    first(sku, other.sku),
                    first(asin, other.asin),
                    first(title, other.title),
                    first(quantity, other.quantity),
                    // shipments come on several days in several reports; what has left does not come back
                    greater(quantityShipped, other.quantityShipped),
                    first(price, other.price),
                    first(amount, other.amount));
        }

        /** The line as two shipment reports tell it: each tells but the part that left. */
        private Line grown(Line other) {
            Line whole = (amount == null ? BigDecimal.ZERO : amount.amount)
                                    .compareTo(other.amount == null ? BigDecimal.ZERO : other.amount.amount)
                            >= 0
                    ? this
                    : other;
            return new Line(
                            key,
                            sku,
                            asin,
                            title,
                            quantity,
                            quantityShipped,
                            first(whole.price, price),
                            first(whole.amount, amount))
                    .or(other);
        }

        private boolean isCancelled() {
            return quantity != null && quantity == 0;
        }

        private boolean isOpen() {
            return quantity != null && quantity > (quantityShipped == null ? 0 : quantityShipped);
        }
    }

    /** One parcel of the order. */
    public record Parcel(
            @Nullable String carrier,
            @Nullable String trackingNumber,
            @Nullable Instant shippedAt,
            @Nullable Instant estimatedArrivalAt) {

        Parcel or(Parcel other) {
            return new Parcel(
                    first(carrier, other.carrier),
                    first(trackingNumber, other.trackingNumber),
                    first(shippedAt, other.shippedAt),
                    first(estimatedArrivalAt, other.estimatedArrivalAt));
        }

        /** The number by which two mentions of a parcel are one; people type it with hyphens and blanks. */
        private String number() {
            return trackingNumber == null ? "" : signs(trackingNumber);
        }
    }

    /**
     * Where the knowledge is from.
     *
     * @param name the report type, or {@link #STAFF}
     * @param asOf as of when the source tells it; null when it does not say
     * @param storedAt when the order book last changed; null before the order is in it
     */
    public record Source(
            String name, @Nullable Instant asOf, @Nullable Instant storedAt) {

        /** The name of the source when a member of staff typed it. */
        public static final String STAFF = "STAFF";

        boolean isStaff() {
            return name.equals(STAFF);
        }

        private boolean isNewerThan(Source other) {
            return asOf != null && (other.asOf == null || asOf.isAfter(other.asOf));
        }

        /** Whether it tells of the state only in passing: then it can move an order on, never back. */
        private boolean onlyMovesOn() {
            return asOf == null || isShipment();
        }

        private boolean isShipment() {
            return name.equals(AmazonReport.Kind.FBA_SHIPMENTS.reportType());
        }
    }

    /** Puts lines and parcels into their order. */
    public Order {
        lines = lines.stream().sorted(Comparator.comparing(Line::key)).toList();
        parcels = parcels.stream()
                .sorted(Comparator.comparing(Parcel::shippedAt, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(Parcel::number))
                .toList();
    }

    /** The parcel that left last among those that can be followed. */
    public Optional<Parcel> lastTrackedParcel() {
        return parcels.stream().filter(p -> p.trackingNumber() != null).reduce((earlier, later) -> later);
    }

    /**
     * What is known when another source speaks of the same order: known facts of the newer source stand, those of the
     * older fill gaps, and what is not told takes nothing away. A source without a date only fills gaps and moves the
     * order on. The result equals this order when there was nothing to learn.
     */
    Order learn(Order told) {
        boolean newer = told.source.isNewerThan(source);
        Order first = newer ? told : this;
        Order second = newer ? this : told;
        List<Line> allLines = linesAfter(told, newer);
        Source learnedFrom = newer ? new Source(told.source.name, told.source.asOf, source.storedAt) : source;
        return new Order(
                id,
                source.isStaff() ? told.marketplace : marketplace,
                stateAfter(told, newer, allLines),
                paymentAfter(told, newer),
                fulfilmentAfter(told, newer),
                first.dates.or(second.dates),
                first(first.shipServiceLevel, second.shipServiceLevel),
                totalAfter(told, newer, allLines),
                first.person.or(second.person),
                allLines,
                mergedParcels(first, second),
                learnedFrom);
    }

    /** What the lines add up to; null as long as one of them has no amount. */
    static @Nullable Money totalOf(List<Line> lines) {
        Money total = null;
        for (Line line : lines) {
            if (line.isCancelled()) {
                continue;
            }
            Money amount = line.amount;
            if (amount == null || (total != null && !total.currency.equals(amount.currency))) {
                return null;
            }
            total = total == null ? amount : total.plus(amount);
        }
        return total;
    }

    private State stateAfter(Order told, boolean newer, List<Line> allLines) {
        State next = told.state;
        if (told.source.onlyMovesOn()) {
            boolean partly = told.source.isShipment()
                    && next == State.SHIPPED
                    && allLines.stream().anyMatch(Line::isOpen);
            State reached = partly ? State.PARTIALLY_SHIPPED : next;
            return reached.compareTo(state) > 0 ? reached : state;
        }
        return (newer && next != State.UNKNOWN) || state == State.UNKNOWN ? next : state;
    }

    private PaymentState paymentAfter(Order told, boolean newer) {
        PaymentState next = told.paymentState;
        if (next == PaymentState.UNKNOWN || (paymentState.isBeyondReports() && !told.source.isStaff())) {
            return paymentState;
        }
        if (told.source.onlyMovesOn()) {
            return next.compareTo(paymentState) > 0 ? next : paymentState;
        }
        return newer || paymentState == PaymentState.UNKNOWN ? next : paymentState;
    }

    private @Nullable Fulfilment fulfilmentAfter(Order told, boolean newer) {
        Fulfilment known = fulfilment;
        Fulfilment next = told.fulfilment;
        if (known == null || next == null) {
            return first(known, next);
        }
        if (!known.serviceOwner().equals(next.serviceOwner())) {
            // a report corrects what was typed; otherwise an order that Amazon serves is never made the seller's to
            // refund
            boolean corrected = source.isStaff() && !told.source.isStaff();
            return corrected || next.serviceOwner().equals("AMAZON") ? next : known;
        }
        boolean stays = known.refines(next) && !told.source.isStaff();
        return next.refines(known) || (newer && !stays) ? next : known;
    }

    private @Nullable Money totalAfter(Order told, boolean newer, List<Line> allLines) {
        Money summed = totalOf(allLines);
        boolean wasSummed = total == null || total.equals(totalOf(lines));
        if (told.lines.isEmpty()) {
            return newer ? first(told.total, total) : first(total, told.total);
        }
        if (wasSummed) {
            return summed;
        }
        return newer ? first(summed, total) : total;
    }

    /** Shipment reports tell of a line only what left in one parcel, so that any other report knows it better. */
    private List<Line> linesAfter(Order told, boolean newer) {
        if (source.isShipment() && told.source.isShipment()) {
            return merged(lines, told.lines, Line::grown);
        }
        boolean toldKnowsBetter = source.isShipment() || (newer && !told.source.isShipment());
        return toldKnowsBetter ? merged(told.lines, lines, Line::or) : merged(lines, told.lines, Line::or);
    }

    private static List<Line> merged(List<Line> first, List<Line> second, BinaryOperator<Line> how) {
        Map<String, Line> byKey = new TreeMap<>();
        first.forEach(line -> byKey.put(line.key, line));
        second.forEach(line -> byKey.merge(line.key, line, how));
        return List.copyOf(byKey.values());
    }

    private static List<Parcel> mergedParcels(Order first, Order second) {
        List<Parcel> parcels = new ArrayList<>(first.parcels);
        for (Parcel parcel : second.parcels) {
            // a parcel without a number is the one whose number is learned now
            Optional<Parcel> same = find(parcels, p -> p.number().equals(parcel.number()))
                    .or(() -> find(
                            parcels,
                            p -> p.number().isEmpty() != parcel.number().isEmpty() && isNoOtherCarrier(p, parcel)));
            same.ifPresentOrElse(p -> parcels.set(parcels.indexOf(p), p.or(parcel)), () -> parcels.add(parcel));
        }
        return parcels;
    }

    private static boolean isNoOtherCarrier(Parcel one, Parcel other) {
        return one.carrier == null || other.carrier == null || one.carrier.equalsIgnoreCase(other.carrier);
    }

    private static Optional<Parcel> find(List<Parcel> parcels, Predicate<Parcel> which) {
        return parcels.stream().filter(which).findFirst();
    }

    private static String signs(String typed) {
        return typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }

    private static <T extends Comparable<T>> @Nullable T greater(@Nullable T one, @Nullable T other) {
        if (one == null || other == null) {
            return first(one, other);
        }
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
        return one != null ? one : other;
    }

    Order withSource(Source from) {
        return new Order(
                id,
                marketplace,
                state,
                paymentState,
                fulfilment,
                dates,
                shipServiceLevel,
                total,
                person,
                lines,
                parcels,
                from);
    }

    /** The same, told by somebody who does not know who ordered. */
    Order withoutPerson() {
        return new Order(
                id,
                marketplace,
                state,
                paymentState,
                fulfilment,
                dates,
                shipServiceLevel,
                total,
                Person.NONE,
                lines,
                parcels,
                source);
    }
}
