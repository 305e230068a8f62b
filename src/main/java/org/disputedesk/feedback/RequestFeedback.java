package org.disputedesk.feedback;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.POLICY_PACK;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.CaseKinds;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.evidence.EvidenceLog;
import org.springframework.stereotype.Component;

/**
 * "Request feedback": opens the case that asks the buyer of this order, in its own time, for the step at which a dispute ends, however
 * it ends. Where the buyer has been asked, or it is too late, it notes that and lets the dispute go on (002-13, A17).
 */
@Component
class RequestFeedback implements JavaDelegate {

    private final FeedbackRequests requests;
    private final FeedbackWindow window;
    private final EvidenceLog record;

    RequestFeedback(FeedbackRequests requests, FeedbackWindow window, EvidenceLog record) {
        this.requests = requests;
        this.window = window;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String orderId = ORDER_ID.in(execution, "");
        if (!OrderId.isOrderId(orderId)
                || requests.of(orderId).isPresent()
                || requests.askedIn(orderId).isPresent()
                || isTooLate(execution, orderId)) {
            record.append(
                    caseNumber,
                    "feedback-not-opened",
                    "No feedback request opened: asked before, too late, or no order",
                    Map.of("orderId", orderId));
            return;
        }
        String opened = execution
                .getProcessEngineServices()
                .getRuntimeService()
                .createProcessInstanceByKey(CaseKinds.FEEDBACK_REQUEST)
                .setVariable(MARKETPLACE.name(), MARKETPLACE.requiredIn(execution))
                .setVariable(ORDER_ID.name(), orderId)
                .execute()
                .getBusinessKey();
        record.append(
                caseNumber,
                "feedback-opened",
                "Feedback request opened: " + opened,
                Map.of("orderId", orderId, "feedbackCase", opened));
    }

    private boolean isTooLate(DelegateExecution execution, String orderId) {
        Marketplace marketplace = Marketplace.of(MARKETPLACE.requiredIn(execution));
        return window.order(orderId)
                .flatMap(order -> window.closesAt(order, marketplace, POLICY_PACK.in(execution)))
                .filter(end -> !window.now().isBefore(end))
                .isPresent();
    }
}
