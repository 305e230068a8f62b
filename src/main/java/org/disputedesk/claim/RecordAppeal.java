package org.disputedesk.claim;

import static org.disputedesk.dispute.DisputeFacts.APPEAL_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_REFERENCE;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.evidence.EvidenceLog;
import org.springframework.stereotype.Component;

/**
 * "Record appeal": whether the decision on a granted claim was appealed, and under which number, or that the time to do so is
 * over (P8, A8).
 */
@Component
class RecordAppeal implements JavaDelegate {

    private static final String EXPIRED = "EXPIRED";

    private static final Map<String, String> SAID = Map.of(
            "APPEALED", "Appeal filed", "ACCEPTED", "Decision accepted, no appeal", EXPIRED, "No appeal in time");

    private final Claims claims;
    private final Deadlines deadlines;
    private final EvidenceLog record;

    RecordAppeal(Claims claims, Deadlines deadlines, EvidenceLog record) {
        this.claims = claims;
        this.deadlines = deadlines;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String told = APPEAL_ANSWER.in(execution, "");
        // only the timer comes here without an answer
        String answer = told.isEmpty() ? EXPIRED : told;
        APPEAL_ANSWER.set(execution, answer);
        claims.appealed(caseNumber, answer);
        deadlines.met(caseNumber, "claim.appeal");
        record.append(
                caseNumber,
                "claim-appeal",
                SAID.getOrDefault(answer, answer),
                Map.of("appealAnswer", answer, "claimReference", CLAIM_REFERENCE.in(execution, "")));
    }
}
