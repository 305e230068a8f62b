package org.disputedesk.letter;

import static org.disputedesk.dispute.DisputeFacts.ANSWER_DECIDED;
import static org.disputedesk.dispute.DisputeFacts.ANSWER_LETTER;
import static org.disputedesk.dispute.DisputeFacts.BUYER_LANGUAGE;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.DRAFTED_LETTER;
import static org.disputedesk.dispute.DisputeFacts.HOLDING;
import static org.disputedesk.dispute.DisputeFacts.LETTER_STATE;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.springframework.stereotype.Component;

/** "Draft letter": writes the three parts of the decided letter in the buyer's language, for staff to read and change. */
@Component
class DraftLetter implements JavaDelegate {

    /** The parts of a full answer and the texts that hold them (000-10). */
    static final Map<String, String> PARTS =
            Map.of("empathy", "letterEmpathy", "facts", "letterFacts", "proposal", "letterProposal");

    private final CaseTexts texts;
    private final LetterWords words;
    private final EvidenceLog record;

    DraftLetter(CaseTexts texts, LetterWords words, EvidenceLog record) {
        this.texts = texts;
        this.words = words;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        Letter letter = Letter.load(ANSWER_LETTER.requiredIn(execution), BUYER_LANGUAGE.in(execution, "en"));
        PARTS.forEach((part, text) -> texts.put(
                caseNumber,
                text,
                Letter.fill(
                        letter.parts().getOrDefault(part, ""),
                        name -> words.word(name, execution, letter.language()))));
        // from here on it is the answer itself that is being written
        texts.put(caseNumber, SendLetter.HOLDING_TEXT, "");
        texts.put(caseNumber, LetterCheck.REASON, "");
        DRAFTED_LETTER.set(execution, letter.name());
        HOLDING.set(execution, false);
        ANSWER_DECIDED.set(execution, false);
        LETTER_STATE.set(execution, "");
        record.append(
                caseNumber,
                "letter-drafted",
                "Letter drafted: " + letter.name() + " (" + letter.language() + ")",
                Map.of("letter", letter.name(), "language", letter.language()));
    }
}
