package org.disputedesk.hold;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.letter.Letters;
import org.springframework.stereotype.Component;

/**
 * "Draft report": facts of the case in neutral words, in the language of the marketplace's own support where the desk has
 * it, for staff to complete (000-20).
 */
@Component
class DraftReport implements JavaDelegate {

    static final String TEXT = "reportText";

    private final Letters letters;
    private final CaseTexts texts;
    private final EvidenceLog record;

    DraftReport(Letters letters, CaseTexts texts, EvidenceLog record) {
        this.letters = letters;
        this.texts = texts;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String language = Marketplace.of(MARKETPLACE.requiredIn(execution)).language();
        texts.put(caseNumber, TEXT, letters.text("suspected-fraud/report", "report", language, execution));
        record.append(caseNumber, "report-drafted", "Report to Amazon drafted", Map.of("language", language));
    }
}
