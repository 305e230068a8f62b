package org.disputedesk.feedback;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.DELIVERED_AT;
import static org.disputedesk.dispute.DisputeFacts.DELIVERED_AT_LOCAL;
import static org.disputedesk.dispute.DisputeFacts.FEEDBACK_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.FEEDBACK_OPENS_AT;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.ORDERED_AT;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.dispute.LocalMoment;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.feedback.FeedbackRequests.Request;
import org.disputedesk.feedback.FeedbackRequests.State;
import org.disputedesk.policy.Guard;
import org.disputedesk.policy.Guard.Feedback;
import org.springframework.stereotype.Component;

/**
 * "Record feedback request": keeps that a person has asked for feedback, that Amazon does not let him, or that the order has
 * not been delivered long enough. Nothing is kept as asked that was not offered, in time, before (002-13, P23).
 */
@Component
class RecordFeedbackRequest implements JavaDelegate {

    private static final Duration OLDEST_DELIVERY = Duration.ofDays(366);

    private static final Map<String, String> SAID = Map.of(
            "REQUESTED", "Feedback asked for with Amazon's own request",
            "NOT_OFFERED", "Amazon offers no request for this order",
            "NOT_DELIVERED", "Feedback not asked for yet: not delivered long enough");

    private final FeedbackRequests requests;
    private final FeedbackWindow window;
    private final Guard guard;
    private final Deadlines deadlines;
    private final EvidenceLog record;

    RecordFeedbackRequest(
            FeedbackRequests requests, FeedbackWindow window, Guard guard, Deadlines deadlines, EvidenceLog record) {
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
        String answer = FEEDBACK_ANSWER.requiredIn(execution);
        Marketplace marketplace = Marketplace.of(MARKETPLACE.requiredIn(execution));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("feedbackAnswer", answer);
        facts.put("orderId", orderId);
        if (answer.equals("REQUESTED")) {
            mustHaveBeenOffered(caseNumber, orderId, marketplace);
            guard.passWord(caseNumber, FEEDBACK_ANSWER.name());
            requests.asked(orderId);
        } else {
            requests.notAsked(orderId);
        }
        if (answer.equals("NOT_DELIVERED")) {
            deliveredAt(execution, marketplace, facts);
        } else {
            deadlines.met(caseNumber, FeedbackWindow.OPENS);
            deadlines.met(caseNumber, FeedbackWindow.CLOSES);
        }
        record.append(caseNumber, "feedback-answer", SAID.getOrDefault(answer, answer), facts);
    }

    private void mustHaveBeenOffered(String caseNumber, String orderId, Marketplace marketplace) {
        Request own = requests.lock(caseNumber).orElse(null);
        State state = own == null ? State.ASKED : own.state();
        guard.passFeedbackRequest(
                new Feedback(
                        requests.recordOf(caseNumber),
                        orderId,
                        state == State.ASKED ? requests.askedIn(orderId).orElse(caseNumber) : null,
                        // what nobody was told to do is not due yet
                        own == null || state == State.PLANNED ? null : own.opensAt(),
                        own == null ? null : own.closesAt(),
                        marketplace.zone()),
                window.now());
    }

    /** A delivery that came late moves the time to ask (P23). */
    private void deliveredAt(DelegateExecution execution, Marketplace marketplace, Map<String, Object> facts) {
        String local = DELIVERED_AT_LOCAL.in(execution, "");
        if (local.isBlank()) {
            return;
        }
        String field = DELIVERED_AT_LOCAL.name();
        Instant at = LocalMoment.parse(field, local, marketplace.zone());
        if (at.isAfter(window.now())) {
            throw Rejected.because(field, "deliveryInFuture");
        }
        if (at.isBefore(window.now().minus(OLDEST_DELIVERY))) {
            throw Rejected.because(field, "tooOld");
        }
        Date ordered = ORDERED_AT.in(execution);
        if (ordered != null && at.isBefore(ordered.toInstant())) {
            throw Rejected.because(field, "beforeOrder");
        }
        DELIVERED_AT.set(execution, Date.from(at));
        DELIVERED_AT_LOCAL.set(execution, null);
        // worked out anew from the delivery
        FEEDBACK_OPENS_AT.set(execution, null);
        facts.put("deliveredAt", at);
    }
}
