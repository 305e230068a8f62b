package org.disputedesk.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.disputedesk.dispute.CodeWords;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.orders.Order;

/** An order in a few lines that staff read above a form. */
public final class OrderWords {

    private OrderWords() {}

    /** State, payment, worth, lines and parcels, a line each; nothing of the buyer. */
    public static List<String> of(Order order, CodeWords codes, String lang) {
        List<String> lines = new ArrayList<>();
        lines.add(Stream.of(
                        order.fulfilment() == null
                                ? null
                                : codes.of(
                                        DisputeFacts.FULFILMENT,
                                        order.fulfilment().name(),
                                        lang),
                        codes.of(DisputeFacts.ORDER_STATE, order.state().name(), lang),
                        codes.of(
                                DisputeFacts.PAYMENT_STATE, order.paymentState().name(), lang),
                        order.total() == null ? null : amount(order.total(), lang))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" · ")));
        for (Order.Line line : order.lines()) {
            if (line.title() != null || line.sku() != null) {
                lines.add(of(line));
            }
        }
        order.parcels().stream()
                .filter(parcel -> parcel.trackingNumber() != null)
                .map(parcel ->
                        (Objects.requireNonNullElse(parcel.carrier(), "") + " " + parcel.trackingNumber()).strip())
                .forEach(lines::add);
        return lines;
    }

    private static String of(Order.Line line) {
        return (line.quantity() == null ? "" : line.quantity() + " × ")
                + Objects.requireNonNullElse(line.title(), Objects.requireNonNullElse(line.sku(), line.key()));
    }

    /** What one line of the order is called; its key when the order does not know it. */
    public static String line(Order order, String key) {
        return order.lines().stream()
                .filter(line -> line.key().equals(key))
                .map(OrderWords::of)
                .findFirst()
                .orElse(key);
    }

    /** An amount as people read it, so that a wrong digit is seen: 128,000円, USD 1,299.00. */
    public static String amount(Order.Money money, String lang) {
        int decimals = Math.max(money.amount().scale(), 0);
        String digits = String.format(Locale.ROOT, "%,." + decimals + "f", money.amount());
        String currency = money.currency().getCurrencyCode();
        return currency.equals("JPY") && lang.equals("ja") ? digits + "円" : currency + " " + digits;
    }

    /** The lines of an order to choose from, each with its key, a tab, and its name; nothing to choose from below two. */
    static String choices(Order order) {
        return order.lines().size() < 2
                ? ""
                : order.lines().stream()
                        .map(line -> line.key() + "\t" + of(line).replaceAll("\\s+", " "))
                        .collect(Collectors.joining("\n"));
    }

    /** Who receives it, else who bought it; empty when the order does not know. Personal data. */
    public static String name(Order order) {
        String recipient = order.person().recipientName();
        String buyer = order.person().buyerName();
        return Objects.requireNonNullElse(recipient, Objects.requireNonNullElse(buyer, ""));
    }

    /** Where it was sent, a part per line; empty when the order does not know. Personal data. */
    public static String address(Order order) {
        Order.Address address = order.person().address();
        return Stream.of(
                        address.line1(),
                        address.line2(),
                        address.line3(),
                        address.city(),
                        address.region(),
                        address.postalCode(),
                        address.country())
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining("\n"));
    }

    /** Where the seller sees the order at Amazon. */
    public static String sellerCentral(Marketplace marketplace, String orderId) {
        return host(marketplace) + "/orders-v3/order/" + orderId;
    }

    /** Where the seller reads buyers' messages at Amazon. */
    public static String sellerCentralMessages(Marketplace marketplace) {
        return host(marketplace) + "/messaging/inbox";
    }

    /** Where the seller sees what buyers have written about him, asks for its removal, and replies in public. */
    static String feedbackManager(Marketplace marketplace) {
        return host(marketplace) + "/feedback-manager/index.html";
    }

    private static String host(Marketplace marketplace) {
        return "https://sellercentral.amazon." + marketplace.topLevelDomain();
    }
}
