package org.disputedesk.hold;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.FRAUD_REASON;
import static org.disputedesk.dispute.DisputeFacts.FRAUD_STATE;
import static org.disputedesk.dispute.DisputeFacts.FRAUD_SUSPECTED;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.evidence.EvidenceLog;
import org.springframework.stereotype.Component;

/** "Lift hold": the suspicion was unfounded; it can be raised again (000-18). */
@Component
class LiftHold implements JavaDelegate {

    private final Holds holds;
    private final EvidenceLog record;

    LiftHold(Holds holds, EvidenceLog record) {
        this.holds = holds;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        holds.lift(caseNumber);
        FRAUD_SUSPECTED.set(execution, false);
        FRAUD_REASON.set(execution, "");
        FRAUD_STATE.set(execution, "");
        record.append(caseNumber, "hold-lifted", "Suspicion dropped, hold lifted", Map.of("reason", PlaceHold.FRAUD));
    }
}
