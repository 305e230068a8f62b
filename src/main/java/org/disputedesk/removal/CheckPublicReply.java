package org.disputedesk.removal;

import static org.disputedesk.dispute.DisputeFacts.BUYER_LANGUAGE;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.PUBLIC_REPLY_ANSWER;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.springframework.stereotype.Component;

/** "Check public reply": has the guard read the reply before anybody posts it; without one there is nothing to read (002-26). */
@Component
class CheckPublicReply implements JavaDelegate {

    private final PublicReply reply;
    private final CaseTexts texts;
    private final EvidenceLog record;

    CheckPublicReply(PublicReply reply, CaseTexts texts, EvidenceLog record) {
        this.reply = reply;
        this.texts = texts;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        if (!PUBLIC_REPLY_ANSWER.in(execution, "").equals("WRITTEN")) {
            return;
        }
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String text = reply.pass(caseNumber, ORDER_ID.requiredIn(execution), BUYER_LANGUAGE.in(execution, "en"));
        record.append(
                caseNumber,
                "public-reply-checked",
                "Public reply written (kept apart)",
                Map.of("commitment", texts.commitment(caseNumber, text)));
    }
}
