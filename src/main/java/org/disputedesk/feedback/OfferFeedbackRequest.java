package org.disputedesk.feedback;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.FEEDBACK_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.feedback.FeedbackRequests.Request;
import org.disputedesk.feedback.FeedbackRequests.State;
import org.disputedesk.policy.Guard;
import org.disputedesk.policy.Guard.Feedback;
import org.springframework.stereotype.Component;

/**
 * "Offer feedback request": the guard looks once more, right before a person is told to ask. From then on the order counts as
 * asked unless that person says that he has not (002-13, P23).
 */
@Component
class OfferFeedbackRequest implements JavaDelegate {

    private final FeedbackRequests requests;
    private final FeedbackWindow window;
    private final Guard guard;
    private final EvidenceLog record;

    OfferFeedbackRequest(FeedbackRequests requests, FeedbackWindow window, Guard guard, EvidenceLog record) {
        this.requests = requests;
        this.window = window;
        this.guard = guard;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String orderId = ORDER_ID.requiredIn(execution);
        Request own = requests.lock(caseNumber).orElse(null);
        boolean isFree = own != null && own.state() == State.PLANNED;
        guard.passFeedbackRequest(
                new Feedback(
                        requests.recordOf(caseNumber),
                        orderId,
                        isFree ? null : requests.askedIn(orderId).orElse(caseNumber),
                        own == null ? null : own.opensAt(),
                        own == null ? null : own.closesAt(),
                        Marketplace.of(MARKETPLACE.requiredIn(execution)).zone()),
                window.now());
        requests.offered(orderId);
        FEEDBACK_ANSWER.set(execution, "");
        record.append(
                caseNumber, "feedback-offered", "A person is told to ask for feedback", Map.of("orderId", orderId));
    }
}
