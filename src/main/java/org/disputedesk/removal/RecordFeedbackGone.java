package org.disputedesk.removal;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.REMOVAL_STATE;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.evidence.EvidenceLog;
import org.springframework.stereotype.Component;

/**
 * "Record that feedback is gone": the buyer has taken it back by himself. Whoever was told to ask Amazon need not any more (002-26).
 */
@Component
class RecordFeedbackGone implements JavaDelegate {

    private final FeedbackRemovals removals;
    private final EvidenceLog record;

    RecordFeedbackGone(FeedbackRemovals removals, EvidenceLog record) {
        this.removals = removals;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String orderId = ORDER_ID.requiredIn(execution);
        removals.notRequested(orderId, caseNumber);
        REMOVAL_STATE.set(execution, "WITHDRAWN");
        record.append(caseNumber, "feedback-gone", "The feedback is gone", Map.of("orderId", orderId));
    }
}
