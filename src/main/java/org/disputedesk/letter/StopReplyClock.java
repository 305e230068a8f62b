package org.disputedesk.letter;

import static org.disputedesk.dispute.DisputeFacts.ANSWER_DECIDED;
import static org.disputedesk.dispute.DisputeFacts.ANSWER_IN_WORK;
import static org.disputedesk.dispute.DisputeFacts.BUYER_WAITS;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.HOLDING;
import static org.disputedesk.dispute.DisputeFacts.LETTER_STATE;
import static org.disputedesk.dispute.DisputeFacts.LETTER_WAS_SENT;
import static org.disputedesk.dispute.DisputeFacts.MESSAGE_RECEIVED_AT;

import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.CaseDeadlines;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.springframework.stereotype.Component;

/**
 * "Stop reply clock": the buyer has been answered, or needs no answer. A message that came in after the answer had been
 * written waits still, from the moment it came (002-24).
 */
@Component
class StopReplyClock implements JavaDelegate {

    private final CaseDeadlines clocks;
    private final Deadlines deadlines;
    private final CaseTexts texts;
    private final EvidenceLog record;

    StopReplyClock(CaseDeadlines clocks, Deadlines deadlines, CaseTexts texts, EvidenceLog record) {
        this.clocks = clocks;
        this.deadlines = deadlines;
        this.texts = texts;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        boolean letterLeft = !HOLDING.in(execution, false)
                && (LETTER_STATE.in(execution, "").equals("SENT") || LETTER_WAS_SENT.in(execution, false));
        if (!letterLeft) {
            // nothing of what was written needs an answer
            texts.answered(caseNumber);
        }
        Optional<Instant> waiting = texts.oldestUnanswered(caseNumber);
        BUYER_WAITS.set(execution, waiting.isPresent());
        ANSWER_IN_WORK.set(execution, false);
        ANSWER_DECIDED.set(execution, false);
        if (waiting.isPresent()) {
            MESSAGE_RECEIVED_AT.set(execution, Date.from(waiting.get()));
            clocks.compute(execution, "reply.target");
        } else {
            deadlines.met(caseNumber, "reply.target");
            deadlines.met(caseNumber, "reply.promise");
            deadlines.met(caseNumber, "reply.news");
        }
        record.append(
                caseNumber,
                "reply-clock",
                waiting.isPresent() ? "Buyer answered; a later message waits" : "Reply clock stopped",
                Map.of("buyerWaits", waiting.isPresent()));
    }
}
