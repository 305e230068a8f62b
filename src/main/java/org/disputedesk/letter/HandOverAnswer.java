package org.disputedesk.letter;

import static org.disputedesk.dispute.DisputeFacts.ANSWER_DECIDED;
import static org.disputedesk.dispute.DisputeFacts.ANSWER_LETTER;
import static org.disputedesk.dispute.DisputeFacts.BUYER_WAITS;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.LETTER;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.evidence.EvidenceLog;
import org.springframework.stereotype.Component;

/**
 * "Hand over answer": lets the room "Answer buyer" of the same case draft the letter that was decided. When no letter was
 * named, or the buyer waits for nothing, nothing is handed over.
 */
@Component
class HandOverAnswer implements JavaDelegate {

    private final EvidenceLog record;

    HandOverAnswer(EvidenceLog record) {
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
        record.append(
                caseNumber,
                "answer-decided",
                (waits ? "Answer decided: " : "Answer decided, but the buyer needs none any more: ")
                        + letter.substring(letter.indexOf('/') + 1),
                Map.of("letter", letter));
        if (waits) {
            ANSWER_LETTER.set(execution, letter);
            ANSWER_DECIDED.set(execution, true);
        }
    }
}
