package org.disputedesk.remedy;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.PAYMENT_STATE;
import static org.disputedesk.dispute.DisputeFacts.REFUND_BY;
import static org.disputedesk.dispute.DisputeFacts.REMEDY;
import static org.disputedesk.dispute.DisputeFacts.SERVICE_OWNER;

import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.policy.Guard;
import org.springframework.stereotype.Component;

/** "Check remedy": has the guard look at the chosen remedy and, when it passes, keeps the decision (000-12..16, 003-07). */
@Component
class CheckRemedy implements JavaDelegate {

    private static final Set<String> KNOWN = Set.of("REPLACEMENT", "REFUND", "CARRIER_INQUIRY");

    private final Guard guard;
    private final Remedies remedies;
    private final EvidenceLog record;

    CheckRemedy(Guard guard, Remedies remedies, EvidenceLog record) {
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
        String owner = SERVICE_OWNER.in(execution, "SELLER");
        guard.passRemedy(new Guard.RemedyRequest(
                caseNumber,
                orderId,
                remedy,
                owner,
                PAYMENT_STATE.in(execution, "UNKNOWN"),
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
}
