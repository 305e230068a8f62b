package org.disputedesk.hold;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.REPORT_DECISION;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.springframework.stereotype.Component;

/** "Submit report": keeps who wrote the report, so that somebody else approves it (000-20). */
@Component
class SubmitReport implements JavaDelegate {

    private final Holds holds;
    private final CaseTexts texts;
    private final EvidenceLog record;

    SubmitReport(Holds holds, CaseTexts texts, EvidenceLog record) {
        this.holds = holds;
        this.texts = texts;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        holds.written(caseNumber);
        // the word why an earlier version was sent back says nothing of this one
        texts.put(caseNumber, RecordReportDecision.NOTE, "");
        REPORT_DECISION.set(execution, "");
        String report = texts.find(caseNumber, DraftReport.TEXT).orElse("");
        record.append(
                caseNumber,
                "report-submitted",
                "Report submitted for approval",
                Map.of("commitment", texts.commitment(caseNumber, report)));
    }
}
