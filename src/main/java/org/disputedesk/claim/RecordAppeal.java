package org.disputedesk.claim;

import static org.disputedesk.dispute.DisputeFacts.APPEAL_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_REFERENCE;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.evidence.EvidenceLog;
import org.springframework.stereotype.Component;

/** "Record appeal": whether the decision on a granted claim was appealed, and under which number (P8, A8). */
@Component
class RecordAppeal implements JavaDelegate {

    private final Claims claims;
    private final EvidenceLog record;

    RecordAppeal(Claims claims, EvidenceLog record) {
        this.claims = claims;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String answer = APPEAL_ANSWER.requiredIn(execution);
        claims.appealed(caseNumber, answer);
        record.append(
                caseNumber,
                "claim-appeal",
                answer.equals("APPEALED") ? "Appeal filed" : "Decision accepted, no appeal",
                Map.of("appealAnswer", answer, "claimReference", CLAIM_REFERENCE.in(execution, "")));
    }
}
