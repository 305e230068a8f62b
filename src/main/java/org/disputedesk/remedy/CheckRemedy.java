package org.disputedesk.remedy;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.PAYMENT_STATE;
import static org.disputedesk.dispute.DisputeFacts.REFUND_BY;
import static org.disputedesk.dispute.DisputeFacts.REMEDY;
import static org.disputedesk.dispute.DisputeFacts.SERVICE_OWNER;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.orders.Order;
import org.disputedesk.orders.OrderBook;
import org.disputedesk.policy.Guard;
import org.springframework.stereotype.Component;

/** "Check remedy": has the guard look at the chosen remedy and, when it passes, keeps the decision (000-12..16, 003-07). */
@Component
class CheckRemedy implements JavaDelegate {

    private static final Set<String> KNOWN = Set.of("REPLACEMENT", "REFUND", "CARRIER_INQUIRY");

    private static final List<String> STRICTEST_FIRST = List.of("CLAIM_OPEN", "REFUNDED", "PENDING", "PAID", "UNKNOWN");

    private final OrderBook orders;
    private final Guard guard;
    private final Remedies remedies;
    private final EvidenceLog record;

    CheckRemedy(OrderBook orders, Guard guard, Remedies remedies, EvidenceLog record) {
        this.orders = orders;
        this.guard = guard;
        this.remedies = remedies;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String orderId = ORDER_ID.requiredIn(execution);
        String remedy = REMEDY.in(execution, "");
        if (!KNOWN.contains(remedy)) {
            throw Rejected.field("remedy", "Choose a replacement, a refund or a carrier inquiry.");
        }
        // the order book, not the case's facts: those a model or an operator can set
        Optional<Order> order = orders.find(new OrderId(orderId));
        Order.Fulfilment fulfilment = order.map(Order::fulfilment).orElse(null);
        String owner = fulfilment == null ? SERVICE_OWNER.in(execution, "SELLER") : fulfilment.serviceOwner();
        String payment = worse(
                PAYMENT_STATE.in(execution, "UNKNOWN"),
                order.map(o -> o.paymentState().name()).orElse("UNKNOWN"));
        guard.passRemedy(new Guard.RemedyRequest(
                caseNumber,
                orderId,
                remedy,
                owner,
                payment,
                DELIVERY_STATE.in(execution, "UNKNOWN"),
                remedies.of(orderId)));
        remedies.decide(caseNumber, orderId, remedy, owner);
        REFUND_BY.set(execution, remedy.equals("REFUND") ? owner : null);
        record.append(
                caseNumber,
                "remedy-decided",
                "Remedy decided: " + remedy,
                Map.of("remedy", remedy, "orderId", orderId));
    }

    /** Of two that disagree, the one that allows less. */
    private static String worse(String one, String other) {
        return STRICTEST_FIRST.stream()
                .filter(state -> state.equals(one) || state.equals(other))
                .findFirst()
                .orElse("UNKNOWN");
    }
}
