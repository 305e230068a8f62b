package org.disputedesk.hold;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.FRAUD_REASON;
import static org.disputedesk.dispute.DisputeFacts.FRAUD_STATE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.REPORT_DECISION;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.evidence.EvidenceLog;
import org.springframework.stereotype.Component;

/** "Place hold": from now on nothing of the case may be erased (000-18, 000-19). */
@Component
class PlaceHold implements JavaDelegate {

    static final String FRAUD = "SUSPECTED_FRAUD";

    /** As the table of signals says it. */
    private static final String STAFF_DOUBT = "A member of staff doubts the report.";

    private final Holds holds;
    private final EvidenceLog record;

    PlaceHold(Holds holds, EvidenceLog record) {
        this.holds = holds;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        holds.place(caseNumber, ORDER_ID.in(execution), FRAUD);
        String reason = FRAUD_REASON.in(execution, "");
        if (reason.isEmpty()) {
            reason = STAFF_DOUBT;
            FRAUD_REASON.set(execution, reason);
        }
        FRAUD_STATE.set(execution, "HELD");
        REPORT_DECISION.set(execution, "");
        record.append(caseNumber, "hold-placed", "Records held: " + reason, Map.of("reason", FRAUD));
    }
}
