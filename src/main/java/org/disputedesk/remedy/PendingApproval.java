package org.disputedesk.remedy;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.orders.Order;
import org.disputedesk.remedy.Remedies.State;
import org.springframework.stereotype.Component;

/** What a second person wants to know before approving: who chose the remedy, and above which value it needs one (000-13). */
@Component
public class PendingApproval {

    private final Remedies remedies;
    private final RefundLimit limit;

    PendingApproval(Remedies remedies, RefundLimit limit) {
        this.remedies = remedies;
        this.limit = limit;
    }

    /**
     * What waits for a second person.
     *
     * @param chosenBy user id of who chose it, and who therefore cannot approve it
     * @param limit up to which one person alone gives a remedy
     */
    public record Waiting(String chosenBy, Order.Money limit) {}

    /** The remedy of a case that waits for a second person; empty when none does. */
    public Optional<Waiting> of(VariableScope scope) {
        if (!OrderId.isOrderId(ORDER_ID.in(scope, ""))) {
            return Optional.empty();
        }
        return remedies.newest(CASE_NUMBER.in(scope, ""), null, State.DECIDED)
                .filter(Remedies.Remedy::secondPerson)
                .map(remedy ->
                        new Waiting(remedy.decidedBy(), new Order.Money(limit.of(scope), OrderLines.currency(scope))));
    }
}
