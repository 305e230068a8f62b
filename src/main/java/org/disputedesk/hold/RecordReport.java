package org.disputedesk.hold;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.FRAUD_STATE;
import static org.disputedesk.dispute.DisputeFacts.REPORT_REFERENCE;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.springframework.stereotype.Component;

/** "Record report": keeps what was reported to Amazon and under which number; the hold stays (000-17, 000-18). */
@Component
class RecordReport implements JavaDelegate {

    private final Holds holds;
    private final CaseTexts texts;
    private final EvidenceLog record;

    RecordReport(Holds holds, CaseTexts texts, EvidenceLog record) {
        this.holds = holds;
        this.texts = texts;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String reference = REPORT_REFERENCE.in(execution, "").strip();
        if (reference.isEmpty()) {
            throw Rejected.because("reportReference", "noReportNumber");
        }
        holds.reported(caseNumber, reference);
        FRAUD_STATE.set(execution, "REPORTED");
        String report = texts.find(caseNumber, DraftReport.TEXT).orElse("");
        record.append(
                caseNumber,
                "report-made",
                "Reported to Amazon under " + reference,
                Map.of("reportReference", reference, "commitment", texts.commitment(caseNumber, report)));
    }
}
