package org.disputedesk.removal;

import static org.disputedesk.dispute.DisputeFacts.BUYER_LANGUAGE;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.PUBLIC_REPLY_ANSWER;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.CaseDeadlines;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.letter.Letters;
import org.springframework.stereotype.Component;

/**
 * "Draft public reply": calm words for everybody who reads the feedback, in the buyer's language, for staff to complete. They
 * name nobody and ask for nothing (002-26, 1.6-2).
 */
@Component
class DraftPublicReply implements JavaDelegate {

    private final Letters letters;
    private final CaseTexts texts;
    private final CaseDeadlines clocks;
    private final Deadlines deadlines;
    private final EvidenceLog record;

    DraftPublicReply(Letters letters, CaseTexts texts, CaseDeadlines clocks, Deadlines deadlines, EvidenceLog record) {
        this.letters = letters;
        this.texts = texts;
        this.clocks = clocks;
        this.deadlines = deadlines;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String language = BUYER_LANGUAGE.in(execution, "en");
        texts.put(caseNumber, PublicReply.TEXT, letters.text(PublicReply.LETTER, "reply", language, execution));
        PUBLIC_REPLY_ANSWER.set(execution, "");
        deadlines.met(caseNumber, "removal.window");
        clocks.compute(execution, "removal.step");
        record.append(caseNumber, "public-reply-drafted", "Public reply drafted", Map.of("language", language));
    }
}
