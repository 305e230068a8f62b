package org.disputedesk.remedy;

import static org.disputedesk.dispute.DisputeFacts.CLAIMS_PROTECTED;
import static org.disputedesk.dispute.DisputeFacts.PAYMENT_STATE;
import static org.disputedesk.dispute.DisputeFacts.SERVICE_OWNER;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.disputedesk.dispute.Fact;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.orders.Order;
import org.disputedesk.orders.Order.SellerRefund;
import org.disputedesk.orders.OrderBook;
import org.disputedesk.policy.Guard.Standing;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the guard needs to know of an order: from the order book and the desk's own tables before the facts of the case,
 * because those a model or an operator can set.
 */
@Component
class OrderStanding {

    private static final List<String> STRICTEST_FIRST = List.of("CLAIM_OPEN", "REFUNDED", "PENDING", "PAID", "UNKNOWN");

    private final OrderBook orders;
    private final Remedies remedies;
    private final OrderWaits waits;
    private final CaseWaits caseWaits;
    private final JdbcClient db;

    OrderStanding(OrderBook orders, Remedies remedies, OrderWaits waits, CaseWaits caseWaits, JdbcClient db) {
        this.caseWaits = caseWaits;
        this.orders = orders;
        this.remedies = remedies;
        this.waits = waits;
        this.db = db;
    }

    /** Looks at the order of a case, after everybody else who decides about it. */
    Standing of(DelegateExecution execution) {
        String caseNumber = execution.getProcessBusinessKey();
        String orderId = orderOf(caseNumber);
        remedies.lockOrder(orderId);
        Optional<Order> order = orders.find(new OrderId(orderId));
        Order.Fulfilment fulfilment = order.map(Order::fulfilment).orElse(null);
        List<String> claims = claims(orderId);
        String paid = worse(
                PAYMENT_STATE.in(execution, "UNKNOWN"),
                order.map(o -> o.paymentState().name()).orElse("UNKNOWN"));
        // Amazon has paid the buyer, or somebody has seen that he was paid, whatever this case says
        boolean isPaidBack = claims.contains("GRANTED")
                || waits.wasRefundedByAmazon(orderId)
                || isKnownElsewhere(execution, caseNumber, orderId, PAYMENT_STATE, "REFUNDED");
        return new Standing(
                caseNumber,
                orderId,
                fulfilment == null ? SERVICE_OWNER.in(execution, "SELLER") : fulfilment.serviceOwner(),
                isPaidBack ? worse(paid, "REFUNDED") : paid,
                claims.contains("OPEN"),
                CLAIMS_PROTECTED.in(execution, false)
                        || isKnownElsewhere(execution, caseNumber, orderId, CLAIMS_PROTECTED, true),
                remedies.heldOf(orderId),
                waits.of(caseNumber, orderId),
                caseWaits.of(caseNumber, orderId, fulfilment),
                fulfilment != null && fulfilment.sellerRefund() == SellerRefund.AFTER_RETURN,
                caseWaits.needSecondPerson(caseNumber, orderId));
    }

    /** Whether another open case of the order knows this of it. */
    private boolean isKnownElsewhere(
            DelegateExecution execution, String caseNumber, String orderId, Fact<?> fact, Object value) {
        RuntimeService runtime = execution.getProcessEngineServices().getRuntimeService();
        return db
                .sql("select case_number from dispute_case where order_id = ? and state = 'OPEN' and case_number <> ?")
                .params(orderId, caseNumber)
                .query(String.class)
                .list()
                .stream()
                .flatMap(
                        other -> runtime.createProcessInstanceQuery().processInstanceBusinessKey(other).list().stream())
                .anyMatch(room -> value.equals(runtime.getVariable(room.getId(), fact.name())));
    }

    /** Which order it is says the desk's own table; facts can be bent. */
    private String orderOf(String caseNumber) {
        return db.sql("select order_id from dispute_case where case_number = ?")
                .param(caseNumber)
                .query(String.class)
                .single();
    }

    /** Whether Amazon has paid the buyer through a claim, in whatever case. */
    boolean wasGranted(String orderId) {
        return claims(orderId).contains("GRANTED");
    }

    /** The states of all claims of an order, in whatever case they were filed. */
    private List<String> claims(String orderId) {
        return db.sql("select state from a_to_z_claim where order_id = ?")
                .param(orderId)
                .query(String.class)
                .list();
    }

    /** Of two that disagree, the one that allows less. */
    private static String worse(String one, String other) {
        return STRICTEST_FIRST.stream()
                .filter(state -> state.equals(one) || state.equals(other))
                .findFirst()
                .orElse("UNKNOWN");
    }
}
