package org.disputedesk.remedy;

import static org.disputedesk.dispute.DisputeFacts.CURRENCY;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.ORDER_VALUE;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.orders.Order;
import org.disputedesk.orders.OrderBook;
import org.springframework.stereotype.Component;

/** The lines of an order and what was paid for them, as far as the order book knows (000-16). */
@Component
class OrderLines {

    private final OrderBook orders;

    OrderLines(OrderBook orders) {
        this.orders = orders;
    }

    /**
     * The line itself, when the order has it; empty stands for the whole order.
     *
     * @throws Rejected naming the lines there are
     */
    String checked(VariableScope scope, String line) {
        if (line.isEmpty()) {
            return line;
        }
        List<String> keys = lines(scope).stream().map(Order.Line::key).toList();
        if (!keys.contains(line)) {
            throw keys.isEmpty()
                    ? Rejected.because("remedyLine", "linesUnknown")
                    : Rejected.because("remedyLine", "noSuchLine", String.join(", ", keys));
        }
        return keys.size() == 1 ? "" : line;
    }

    /** What was paid for a line, or for the whole order; what the order book says counts before what staff entered. */
    Optional<BigDecimal> paid(VariableScope scope, String line) {
        Optional<Order> order = order(scope);
        if (line.isEmpty()) {
            return order.map(Order::total)
                    .map(Order.Money::amount)
                    .or(() -> Optional.ofNullable(ORDER_VALUE.in(scope)).map(BigDecimal::valueOf));
        }
        return order.map(Order::lines).orElse(List.of()).stream()
                .filter(l -> l.key().equals(line))
                .map(Order.Line::amount)
                .filter(Objects::nonNull)
                .map(Order.Money::amount)
                .findFirst();
    }

    /** The same as an exact amount in the order's currency; empty when nobody knows it or it is none of that currency. */
    Optional<Order.Money> money(VariableScope scope, String line) {
        Currency currency = currency(scope);
        return paid(scope, line)
                .filter(paid -> paid.signum() > 0)
                .filter(paid -> currency.getDefaultFractionDigits() > 0
                        || paid.stripTrailingZeros().scale() <= 0)
                .map(paid -> new Order.Money(paid, currency));
    }

    private List<Order.Line> lines(VariableScope scope) {
        return order(scope).map(Order::lines).orElse(List.of());
    }

    private Optional<Order> order(VariableScope scope) {
        return orders.find(new OrderId(ORDER_ID.requiredIn(scope)));
    }

    /** The currency the order was paid in. */
    static Currency currency(VariableScope scope) {
        String code = CURRENCY.in(scope, "");
        return code.isBlank() ? Marketplace.of(MARKETPLACE.requiredIn(scope)).currency() : Currency.getInstance(code);
    }
}
