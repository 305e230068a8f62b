package org.disputedesk.feedback;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.FEEDBACK_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.POLICY_PACK;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.CaseDeadlines;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.feedback.FeedbackRequests.Request;
import org.disputedesk.policy.Guard;
import org.disputedesk.policy.Guard.Feedback;
import org.springframework.stereotype.Component;

/**
 * "Plan feedback request": makes the one request of the order this case's own, or is refused, in the step that opens the case: when
 * the buyer has been asked, and when the time to ask is over (002-13, P23).
 */
@Component
class PlanFeedbackRequest implements JavaDelegate {

    private final FeedbackRequests requests;
    private final FeedbackWindow window;
    private final Guard guard;
    private final CaseDeadlines deadlines;
    private final EvidenceLog record;

    PlanFeedbackRequest(
            FeedbackRequests requests,
            FeedbackWindow window,
            Guard guard,
            CaseDeadlines deadlines,
            EvidenceLog record) {
        this.requests = requests;
        this.window = window;
        this.guard = guard;
        this.deadlines = deadlines;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String orderId = ORDER_ID.requiredIn(execution);
        Marketplace marketplace = Marketplace.of(MARKETPLACE.requiredIn(execution));
        Optional<Request> own = requests.of(orderId);
        Optional<String> taken = own.map(Request::caseNumber).or(() -> requests.askedIn(orderId));
        Instant closesAt = window.order(orderId)
                .flatMap(order -> window.closesAt(order, marketplace, POLICY_PACK.in(execution)))
                .orElse(null);
        String kept = requests.recordOf(caseNumber);
        guard.passFeedbackPlan(
                new Feedback(
                        kept == null ? taken.orElse(null) : kept,
                        orderId,
                        taken.orElse(null),
                        null,
                        closesAt,
                        marketplace.zone()),
                window.now());
        requests.plan(orderId, caseNumber);
        FEEDBACK_ANSWER.set(execution, "");
        // until then somebody enters the order when nobody knows it
        deadlines.compute(execution, "feedback.look-again");
        record.append(caseNumber, "feedback-planned", "Feedback request planned", Map.of("orderId", orderId));
    }
}
