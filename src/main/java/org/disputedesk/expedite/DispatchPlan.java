package org.disputedesk.expedite;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.CLOSED_DATES;
import static org.disputedesk.dispute.DisputeFacts.CLOSED_DAYS_BETWEEN;
import static org.disputedesk.dispute.DisputeFacts.DAYS_EARLIER;
import static org.disputedesk.dispute.DisputeFacts.DAYS_TO_SHIP_BY;
import static org.disputedesk.dispute.DisputeFacts.DISPATCH_BY;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.NEXT_DISPATCH_DATE;
import static org.disputedesk.dispute.DisputeFacts.ORDERED_AT;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.SHIP_BY_DATE;
import static org.disputedesk.dispute.DisputeFacts.SPEED_PAID;
import static org.disputedesk.dispute.DisputeFacts.USUAL_DISPATCH_DATE;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.disputedesk.calendar.DispatchDays;
import org.disputedesk.calendar.DispatchDays.Plan;
import org.disputedesk.dispute.LocalMoment;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.orders.Order;
import org.disputedesk.orders.OrderBook;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * When the order of a case can leave the shop, worked out anew from the shop's calendar and the order book, put into the facts
 * and explained in the record (002-05, 002-19).
 */
@Component
class DispatchPlan {

    /** Shipping services of the marketplace for which the buyer has paid to have it sooner. */
    private static final Set<String> FASTER = Set.of("expedited", "nextday", "secondday", "sameday", "priority");

    private static final Set<String> USUAL = Set.of("standard", "freeeconomy", "economy");

    private final DispatchDays days;
    private final OrderBook orders;
    private final Clock clock;
    private final EvidenceLog record;

    DispatchPlan(DispatchDays days, OrderBook orders, Clock clock, EvidenceLog record) {
        this.days = days;
        this.orders = orders;
        this.clock = clock;
        this.record = record;
    }

    void keep(DelegateExecution execution) {
        Marketplace marketplace = Marketplace.of(MARKETPLACE.requiredIn(execution));
        Optional<Order> order = Optional.of(ORDER_ID.in(execution, ""))
                .filter(OrderId::isOrderId)
                .flatMap(id -> orders.find(new OrderId(id)));
        Date orderedAt = ORDERED_AT.in(execution);
        LocalDate shipBy = shipBy(execution, order, marketplace);
        Plan plan = days.plan(
                clock.instant(), orderedAt == null ? null : orderedAt.toInstant(), shipBy, marketplace.zone());
        String closed = plan.closed().stream().map(LocalDate::toString).collect(Collectors.joining(","));
        NEXT_DISPATCH_DATE.set(execution, plan.next().toString());
        USUAL_DISPATCH_DATE.set(execution, plan.usual().toString());
        DISPATCH_BY.set(execution, Date.from(plan.by()));
        CLOSED_DATES.set(execution, closed);
        CLOSED_DAYS_BETWEEN.set(execution, !closed.isEmpty());
        DAYS_EARLIER.set(execution, plan.daysEarlier());
        DAYS_TO_SHIP_BY.set(execution, plan.daysToShipBy());
        if (shipBy != null) {
            SHIP_BY_DATE.set(execution, shipBy.toString());
        }
        order.map(Order::shipServiceLevel)
                .flatMap(DispatchPlan::speed)
                .ifPresent(speed -> SPEED_PAID.set(execution, speed));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("nextDispatchDate", plan.next().toString());
        facts.put("dispatchBy", plan.by());
        facts.put("usualDispatchDate", plan.usual().toString());
        facts.put("shipByDate", shipBy == null ? null : shipBy.toString());
        facts.put("closedDates", closed);
        record.append(
                CASE_NUMBER.requiredIn(execution),
                "dispatch-days",
                "Dispatch possible on " + plan.next() + ", usual on " + plan.usual()
                        + (closed.isEmpty() ? "" : "; closed on " + closed),
                facts);
    }

    /** The order book knows it as an instant; staff write a day. */
    private static @Nullable LocalDate shipBy(
            DelegateExecution execution, Optional<Order> order, Marketplace marketplace) {
        Instant promised = order.map(o -> o.dates().latestShipAt()).orElse(null);
        if (promised != null) {
            return promised.minusMillis(1).atZone(marketplace.zone()).toLocalDate();
        }
        String told = SHIP_BY_DATE.in(execution, "");
        return told.isBlank() ? null : LocalMoment.day("shipByDate", told);
    }

    private static Optional<String> speed(String shipServiceLevel) {
        String level = shipServiceLevel.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        return FASTER.contains(level)
                ? Optional.of("FASTER")
                : USUAL.contains(level) ? Optional.of("STANDARD") : Optional.empty();
    }
}
