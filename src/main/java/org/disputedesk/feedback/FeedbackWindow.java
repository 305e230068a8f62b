package org.disputedesk.feedback;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Function;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.orders.Order;
import org.disputedesk.orders.OrderBook;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * When feedback on an order may be asked for, as the policy pack says (P23): from the promised dates of the order and, once
 * anybody has seen it, its delivery. Neither what the buyer wrote nor what he was given counts.
 */
@Component
class FeedbackWindow {

    static final String OPENS = "feedback.opens";
    static final String CLOSES = "feedback.closes";

    private final OrderBook orders;
    private final Deadlines deadlines;
    private final JdbcClient db;
    private final Clock clock;

    FeedbackWindow(OrderBook orders, Deadlines deadlines, JdbcClient db, Clock clock) {
        this.orders = orders;
        this.deadlines = deadlines;
        this.db = db;
        this.clock = clock;
    }

    Optional<Order> order(String orderId) {
        return orders.find(new OrderId(orderId));
    }

    /** The last that anybody saw of a delivery of the order, in whatever case (UTC). */
    Optional<Instant> deliveredAt(String orderId) {
        return db
                .sql("select delivered_at from tracking_snapshot where order_id = ? order by fetched_at desc, seq desc")
                .param(orderId)
                .query((row, n) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .list()
                .stream()
                .findFirst()
                .flatMap(Function.identity());
    }

    /** When the window of an order in the order book ends (UTC); empty while its delivery dates are not known. */
    Optional<Instant> closesAt(Order order, Marketplace marketplace, @Nullable String pack) {
        Instant latest = order.dates().latestDeliveryAt();
        if (latest == null) {
            return Optional.empty();
        }
        Instant delivered = deliveredAt(order.id().value()).orElse(null);
        return Optional.of(deadlines
                .compute(CLOSES, pack, marketplace, fact -> {
                    if (fact.equals(DisputeFacts.LATEST_DELIVERY_AT.name())) {
                        return latest;
                    }
                    return fact.equals(DisputeFacts.DELIVERED_AT.name()) ? delivered : null;
                })
                .due());
    }

    /** Whether another case of the order is open, whatever it is about. */
    boolean hasOpenCase(String orderId, String besides) {
        return db.sql("select count(*) from dispute_case where order_id = ? and case_number <> ? and state = 'OPEN'")
                        .params(orderId, besides)
                        .query(Long.class)
                        .single()
                > 0;
    }

    Instant now() {
        return clock.instant();
    }
}
