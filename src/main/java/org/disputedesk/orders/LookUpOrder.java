package org.disputedesk.orders;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Fact;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.orders.Order.Fulfilment;
import org.disputedesk.orders.Order.Money;
import org.disputedesk.orders.Order.PaymentState;
import org.disputedesk.orders.Order.State;
import org.disputedesk.orders.OrderSource.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Look up order: asks the sources one after the other and sets what they know as facts. What they do not know leaves
 * the facts as staff entered them. An order counts as known when it is known who ships it, since everything after
 * depends on that; otherwise staff are asked.
 */
@Component
class LookUpOrder implements JavaDelegate {

    private final List<OrderSource> sources;
    private final EvidenceLog record;

    LookUpOrder(List<OrderSource> sources, EvidenceLog record) {
        this.sources = List.copyOf(sources);
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Optional<Order> found = Optional.ofNullable(DisputeFacts.ORDER_ID.in(execution))
                .map(String::strip)
                .filter(OrderId::isOrderId)
                .flatMap(id -> ask(new OrderId(id)));
        found.ifPresent(order -> setFacts(execution, order));
        boolean isKnown = found.filter(order -> order.fulfilment() != null).isPresent();
        DisputeFacts.ORDER_KNOWN.set(execution, isKnown);
        record.append(
                DisputeFacts.CASE_NUMBER.requiredIn(execution),
                "order-looked-up",
                found.map(order -> "Order found: " + order.source().name()).orElse("Order not in the order book"),
                Map.of(DisputeFacts.ORDER_KNOWN.name(), isKnown));
    }

    private Optional<Order> ask(OrderId id) {
        return sources.stream()
                .map(source -> source.ask(id))
                .filter(Answer.Found.class::isInstance)
                .map(answer -> ((Answer.Found) answer).order())
                .findFirst();
    }

    private static void setFacts(DelegateExecution execution, Order order) {
        Fulfilment fulfilment = order.fulfilment();
        if (fulfilment != null) {
            DisputeFacts.FULFILMENT.set(execution, fulfilment.name());
            DisputeFacts.SERVICE_OWNER.set(execution, fulfilment.serviceOwner());
        }
        if (order.state() != State.UNKNOWN) {
            DisputeFacts.ORDER_STATE.set(execution, order.state().name());
        }
        if (order.paymentState() != PaymentState.UNKNOWN && !knowsBetter(execution, order.paymentState())) {
            DisputeFacts.PAYMENT_STATE.set(execution, order.paymentState().name());
        }
        Money total = order.total();
        if (total != null) {
            DisputeFacts.ORDER_VALUE.set(execution, total.amount().doubleValue());
            DisputeFacts.CURRENCY.set(execution, total.currency().getCurrencyCode());
        }
        setIfKnown(DisputeFacts.ORDERED_AT, execution, order.dates().purchasedAt());
        setIfKnown(DisputeFacts.EARLIEST_DELIVERY_AT, execution, order.dates().earliestDeliveryAt());
        Instant latestDeliveryAt = order.dates().latestDeliveryAt();
        if (latestDeliveryAt != null) {
            DisputeFacts.LATEST_DELIVERY_AT.set(execution, Date.from(latestDeliveryAt));
            DisputeFacts.LATEST_DELIVERY_DATE.set(
                    execution,
                    latestDeliveryAt
                            .minusMillis(1)
                            .atZone(order.marketplace().zone())
                            .toLocalDate()
                            .toString());
        }
        boolean isTracked = order.lastTrackedParcel().isPresent()
                || !DisputeFacts.TRACKING_NUMBER.in(execution, "").isBlank();
        DisputeFacts.NOTHING_SENT.set(execution, order.state().isBeforeShipping() && !isTracked);
        order.lastTrackedParcel().ifPresent(parcel -> {
            setUnlessKnown(DisputeFacts.TRACKING_NUMBER, execution, parcel.trackingNumber());
            setUnlessKnown(DisputeFacts.CARRIER, execution, parcel.carrier());
        });
    }

    private static void setIfKnown(Fact<Date> fact, DelegateExecution execution, @Nullable Instant at) {
        if (at != null) {
            fact.set(execution, Date.from(at));
        }
    }

    /** A refund or claim that staff saw in this case is not in the reports, and they do not undo it. */
    private static boolean knowsBetter(DelegateExecution execution, PaymentState told) {
        String known = DisputeFacts.PAYMENT_STATE.in(execution);
        return !told.isBeyondReports()
                && (PaymentState.REFUNDED.name().equals(known)
                        || PaymentState.CLAIM_OPEN.name().equals(known));
    }

    /** The case may follow another parcel by now: that of a replacement, or one that staff corrected. */
    private static void setUnlessKnown(Fact<String> fact, DelegateExecution execution, @Nullable String value) {
        if (value != null && fact.in(execution, "").isBlank()) {
            fact.set(execution, value);
        }
    }
}
