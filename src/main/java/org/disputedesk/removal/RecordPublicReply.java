package org.disputedesk.removal;

import static org.disputedesk.dispute.DisputeFacts.AMAZON_TOLD;
import static org.disputedesk.dispute.DisputeFacts.BUYER_LANGUAGE;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.PUBLIC_REPLY_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.REMOVAL_STATE;

import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.springframework.stereotype.Component;

/**
 * "Record public reply": keeps what was posted under the feedback, that nothing was, or that the feedback is gone, and whether
 * Amazon was told what staff think of its rule (002-25, 002-26).
 */
@Component
class RecordPublicReply implements JavaDelegate {

    private static final Map<String, String> SAID = Map.of(
            "POSTED", "Public reply posted",
            "NOT_POSTED", "No public reply",
            "GONE", "The feedback is gone");

    private final PublicReply reply;
    private final CaseTexts texts;
    private final Deadlines deadlines;
    private final EvidenceLog record;

    RecordPublicReply(PublicReply reply, CaseTexts texts, Deadlines deadlines, EvidenceLog record) {
        this.reply = reply;
        this.texts = texts;
        this.deadlines = deadlines;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String answer = PUBLIC_REPLY_ANSWER.in(execution, "");
        String said = SAID.get(answer);
        if (said == null) {
            throw Rejected.because(PUBLIC_REPLY_ANSWER.name(), "required");
        }
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("publicReplyAnswer", answer);
        facts.put("amazonTold", AMAZON_TOLD.in(execution, false));
        if (answer.equals("POSTED")) {
            String text = reply.pass(caseNumber, ORDER_ID.requiredIn(execution), BUYER_LANGUAGE.in(execution, "en"));
            facts.put("commitment", texts.commitment(caseNumber, text));
        }
        if (answer.equals("GONE")) {
            REMOVAL_STATE.set(execution, "WITHDRAWN");
        }
        deadlines.met(caseNumber, "removal.step");
        record.append(caseNumber, "public-reply", said, facts);
    }
}
