package org.disputedesk.removal;

import static org.disputedesk.dispute.DisputeFacts.BUY_SHIPPING_ON_TIME;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.COMMENT_ABOUT;
import static org.disputedesk.dispute.DisputeFacts.COMMENT_ADVERTISES;
import static org.disputedesk.dispute.DisputeFacts.COMMENT_OBSCENE;
import static org.disputedesk.dispute.DisputeFacts.COMMENT_PERSONAL;
import static org.disputedesk.dispute.DisputeFacts.COMMENT_RETALIATES;
import static org.disputedesk.dispute.DisputeFacts.FEEDBACK_RATING;
import static org.disputedesk.dispute.DisputeFacts.ORDERED_AT;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.REMOVAL_REQUESTED_BEFORE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.CaseDeadlines;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.dispute.Fact;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.EvidenceLog;
import org.springframework.stereotype.Component;

/**
 * "Record feedback": keeps what staff have read in the comment, for the table of criteria, and works out whether Amazon can still
 * be asked, and was not asked before (002-26, P25, P26).
 */
@Component
class RecordFeedback implements JavaDelegate {

    private static final long MOST_STARS = 3;
    private static final List<Fact<Boolean>> READ =
            List.of(COMMENT_OBSCENE, COMMENT_PERSONAL, COMMENT_ADVERTISES, COMMENT_RETALIATES, BUY_SHIPPING_ON_TIME);

    private final FeedbackRemovals removals;
    private final CaseDeadlines clocks;
    private final Deadlines deadlines;
    private final EvidenceLog record;

    RecordFeedback(FeedbackRemovals removals, CaseDeadlines clocks, Deadlines deadlines, EvidenceLog record) {
        this.removals = removals;
        this.clocks = clocks;
        this.deadlines = deadlines;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        long stars = FEEDBACK_RATING.in(execution, 0L);
        if (stars < 1 || stars > MOST_STARS) {
            throw Rejected.because(FEEDBACK_RATING.name(), "noNegativeRating");
        }
        String about = COMMENT_ABOUT.in(execution, "");
        if (about.isEmpty()) {
            throw Rejected.because(COMMENT_ABOUT.name(), "required");
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("feedbackRating", stars);
        facts.put("commentAbout", about);
        READ.forEach(fact -> {
            boolean isSo = fact.in(execution, false);
            fact.set(execution, isSo);
            facts.put(fact.name(), isSo);
        });
        boolean isRequested = removals.lock(ORDER_ID.requiredIn(execution)).isPresent();
        REMOVAL_REQUESTED_BEFORE.set(execution, isRequested);
        facts.put("removalRequestedBefore", isRequested);
        if (ORDERED_AT.in(execution) != null) {
            clocks.compute(execution, "feedback.leave-until");
        }
        clocks.compute(execution, "removal.window");
        deadlines.met(caseNumber, "removal.step");
        record.append(caseNumber, "feedback-read", "Feedback read: " + about, facts);
    }
}
