package org.disputedesk.letter;

import static org.disputedesk.dispute.DisputeFacts.ANSWER_DECIDED;
import static org.disputedesk.dispute.DisputeFacts.ANSWER_LETTER;
import static org.disputedesk.dispute.DisputeFacts.BUYER_LANGUAGE;
import static org.disputedesk.dispute.DisputeFacts.BUYER_WAITS;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.LETTER;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.CaseDeadlines;
import org.disputedesk.evidence.EvidenceLog;
import org.springframework.stereotype.Component;

/**
 * "Hand over answer": lets the room "Answer buyer" of the same case draft the letter that was decided. When no letter was
 * named, nothing is handed over; when the buyer waits for nothing, only what he is owed all the same, such as the news of a
 * refund, and the clock for it starts (000-09, 001-18).
 */
@Component
class HandOverAnswer implements JavaDelegate {

    private final CaseDeadlines deadlines;
    private final EvidenceLog record;

    HandOverAnswer(CaseDeadlines deadlines, EvidenceLog record) {
        this.deadlines = deadlines;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String letter = LETTER.in(execution, "");
        if (letter.isEmpty()) {
            return;
        }
        boolean waits = BUYER_WAITS.in(execution, false);
        boolean tells =
                waits || Letter.load(letter, BUYER_LANGUAGE.in(execution, "en")).isOwed();
        record.append(
                caseNumber,
                "answer-decided",
                (tells ? "Answer decided: " : "Answer decided, but the buyer needs none any more: ")
                        + letter.substring(letter.indexOf('/') + 1),
                Map.of("letter", letter));
        if (tells && !waits) {
            deadlines.compute(execution, "reply.news");
        }
        if (tells) {
            ANSWER_LETTER.set(execution, letter);
            ANSWER_DECIDED.set(execution, true);
        }
    }
}
