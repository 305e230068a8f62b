package org.disputedesk.feedback;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.DELIVERED_AT;
import static org.disputedesk.dispute.DisputeFacts.FEEDBACK_CLOSES_AT;
import static org.disputedesk.dispute.DisputeFacts.FEEDBACK_LAST_CALL_AT;
import static org.disputedesk.dispute.DisputeFacts.FEEDBACK_OPENS_AT;
import static org.disputedesk.dispute.DisputeFacts.FEEDBACK_WINDOW;
import static org.disputedesk.dispute.DisputeFacts.LATEST_DELIVERY_AT;
import static org.disputedesk.dispute.DisputeFacts.ORDER_CASE_OPEN;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;

import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.CaseDeadlines;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.evidence.EvidenceLog;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * "Weigh feedback request": works out when feedback may be asked for and where that time stands, and whether another case of the
 * order is open. What was said, decided or given in such a case is looked at by nobody (002-13, P23).
 */
@Component
class WeighFeedbackRequest implements JavaDelegate {

    private final FeedbackRequests requests;
    private final FeedbackWindow window;
    private final CaseDeadlines clocks;
    private final Deadlines deadlines;
    private final EvidenceLog record;

    WeighFeedbackRequest(
            FeedbackRequests requests,
            FeedbackWindow window,
            CaseDeadlines clocks,
            Deadlines deadlines,
            EvidenceLog record) {
        this.requests = requests;
        this.window = window;
        this.clocks = clocks;
        this.deadlines = deadlines;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String orderId = ORDER_ID.requiredIn(execution);
        deadlines.met(caseNumber, "feedback.look-again");
        boolean isCaseOpen = window.hasOpenCase(orderId, caseNumber);
        String stands = "UNKNOWN";
        if (LATEST_DELIVERY_AT.in(execution) != null) {
            computeOnce(execution, orderId);
            stands = stands(execution);
        }
        FEEDBACK_WINDOW.set(execution, stands);
        ORDER_CASE_OPEN.set(execution, isCaseOpen);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("feedbackWindow", stands);
        facts.put("orderCaseOpen", isCaseOpen);
        record.append(caseNumber, "feedback-weighed", "Feedback request weighed: " + stands, facts);
    }

    /** Once, and again when somebody has seen a delivery that was not known before. */
    private void computeOnce(DelegateExecution execution, String orderId) {
        Instant known = moment(DELIVERED_AT.in(execution));
        // of two that were told, the later one: it is the safe one
        Instant delivered = window.deliveredAt(orderId)
                .filter(seen -> known == null || seen.isAfter(known))
                .orElse(known);
        if (FEEDBACK_OPENS_AT.in(execution) != null && Objects.equals(delivered, known)) {
            return;
        }
        DELIVERED_AT.set(execution, delivered == null ? null : Date.from(delivered));
        clocks.compute(execution, FeedbackWindow.OPENS);
        clocks.compute(execution, FeedbackWindow.CLOSES);
        requests.window(
                orderId, at(FEEDBACK_OPENS_AT.requiredIn(execution)), at(FEEDBACK_CLOSES_AT.requiredIn(execution)));
    }

    private static @Nullable Instant moment(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    private String stands(DelegateExecution execution) {
        Instant now = window.now();
        if (!now.isBefore(at(FEEDBACK_CLOSES_AT.requiredIn(execution)))) {
            return "OVER";
        }
        if (now.isBefore(at(FEEDBACK_OPENS_AT.requiredIn(execution)))) {
            return "BEFORE";
        }
        return now.isBefore(at(FEEDBACK_LAST_CALL_AT.requiredIn(execution))) ? "OPEN" : "LAST_CALL";
    }

    private static Instant at(Date date) {
        return date.toInstant();
    }
}
