package org.disputedesk.claim;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_ASKED_AGAIN;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.policy.Guard;
import org.disputedesk.remedy.ClaimRefunds;
import org.springframework.stereotype.Component;

/**
 * "Record claim answer": what was answered to Amazon. A refund through the claim is the order's one refund, and is kept as
 * such (A7).
 */
@Component
class RecordClaimAnswer implements JavaDelegate {

    private final Claims claims;
    private final ClaimRefunds refunds;
    private final Deadlines deadlines;
    private final EvidenceLog record;
    private final Guard guard;

    RecordClaimAnswer(Claims claims, ClaimRefunds refunds, Deadlines deadlines, EvidenceLog record, Guard guard) {
        this.guard = guard;
        this.claims = claims;
        this.refunds = refunds;
        this.deadlines = deadlines;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String answer = CLAIM_ANSWER.in(execution, "");
        if (answer.isEmpty()) {
            throw Rejected.because("claimAnswer", "noClaimAnswer");
        }
        guard.passWord(caseNumber, CLAIM_ANSWER.name());
        if (answer.equals("REFUNDED")) {
            refunds.keep(execution);
        }
        CLAIM_ASKED_AGAIN.set(execution, false);
        claims.answered(ORDER_ID.requiredIn(execution), answer);
        deadlines.met(caseNumber, "claim.info-request");
        record.append(caseNumber, "claim-answered", "Claim answered: " + answer, Map.of("claimAnswer", answer));
    }
}
