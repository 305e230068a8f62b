package org.disputedesk.hold;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.REPORT_DECISION;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.policy.Guard;
import org.springframework.stereotype.Component;

/** "Record report decision": keeps the second person's word on the report, with the reason when it is not approved (000-20). */
@Component
class RecordReportDecision implements JavaDelegate {

    static final String NOTE = "reportNote";

    private static final Map<String, String> SAID = Map.of(
            "APPROVED", "Report approved by a second person",
            "SENT_BACK", "Report sent back",
            "DROPPED", "Suspicion is to be dropped");

    private final Holds holds;
    private final Guard guard;
    private final CaseTexts texts;
    private final EvidenceLog record;

    RecordReportDecision(Holds holds, Guard guard, CaseTexts texts, EvidenceLog record) {
        this.holds = holds;
        this.guard = guard;
        this.texts = texts;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String decision = REPORT_DECISION.in(execution, "");
        String said = SAID.get(decision);
        if (said == null) {
            throw Rejected.because("reportDecision", "noReportDecision");
        }
        guard.passWord(caseNumber, REPORT_DECISION.name());
        if (decision.equals("APPROVED")) {
            guard.passReport(caseNumber, holds.writer(caseNumber).orElse(""), holds.who());
        } else if (texts.find(caseNumber, NOTE).isEmpty()) {
            throw Rejected.because(NOTE, "noReportNote");
        }
        record.append(caseNumber, "report-decided", said, Map.of("reportDecision", decision));
    }
}
