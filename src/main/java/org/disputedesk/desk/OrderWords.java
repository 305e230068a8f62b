package org.disputedesk.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.disputedesk.orders.Order;

/** An order in a few lines that staff read above a form. */
final class OrderWords {

    private OrderWords() {}

    static String of(Order order, FormFacts.Words words) {
        List<String> lines = new ArrayList<>();
        lines.add(Stream.of(
                        order.fulfilment() == null ? null : order.fulfilment().name(),
                        words.code(order.state()),
                        words.code(order.paymentState()),
                        order.total() == null
                                ? null
                                : order.total().amount().toPlainString() + " "
                                        + order.total().currency())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" · ")));
        for (Order.Line line : order.lines()) {
            if (line.title() == null && line.sku() == null) {
                continue;
            }
            lines.add((line.quantity() == null ? "" : line.quantity() + " × ")
                    + Objects.requireNonNullElse(line.title(), Objects.requireNonNullElse(line.sku(), line.key())));
        }
        return lines.isEmpty() ? words.orderUnknown() : String.join("\n", lines);
    }

    static String name(Order order) {
        String recipient = order.person().recipientName();
        String buyer = order.person().buyerName();
        return Objects.requireNonNullElse(recipient, Objects.requireNonNullElse(buyer, ""));
    }

    static String address(Order order) {
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
}
