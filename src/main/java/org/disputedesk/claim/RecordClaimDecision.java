package org.disputedesk.claim;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.CLAIMS_PROTECTED;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_DECIDED_AT;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_DECISION;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_STATE;
import static org.disputedesk.dispute.DisputeFacts.LOOK_AGAIN;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.PAYMENT_STATE;
import static org.disputedesk.dispute.DisputeFacts.SERVICE_OWNER;

import java.time.Clock;
import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.policy.Guard;
import org.springframework.stereotype.Component;

/** "Record claim decision": Amazon has granted or denied the claim; a granted one has paid the buyer (A7, A8),
 * at the cost of Amazon where it serves the order or the label was claims-protected (P13). */
@Component
class RecordClaimDecision implements JavaDelegate {

    private final Claims claims;
    private final Clock clock;
    private final Deadlines deadlines;
    private final EvidenceLog record;
    private final Guard guard;

    RecordClaimDecision(Claims claims, Clock clock, Deadlines deadlines, EvidenceLog record, Guard guard) {
        this.guard = guard;
        this.claims = claims;
        this.clock = clock;
        this.deadlines = deadlines;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String decision = CLAIM_DECISION.in(execution, "");
        if (decision.isEmpty()) {
            throw Rejected.because("claimDecision", "noClaimDecision");
        }
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        guard.passWord(caseNumber, CLAIM_DECISION.name(), "amazon-decided");
        boolean isAmazons = CLAIMS_PROTECTED.in(execution, false)
                || SERVICE_OWNER.in(execution, "").equals("AMAZON");
        claims.decided(
                ORDER_ID.requiredIn(execution),
                decision,
                decision.equals("GRANTED") ? isAmazons ? "AMAZON" : "SELLER" : null);
        CLAIM_STATE.set(execution, decision);
        // the time to appeal counts from Amazon's decision, which may be told days later
        if (CLAIM_DECIDED_AT.in(execution) == null) {
            CLAIM_DECIDED_AT.set(execution, Date.from(clock.instant()));
        }
        PAYMENT_STATE.set(execution, decision.equals("GRANTED") ? "REFUNDED" : "PAID");
        LOOK_AGAIN.set(execution, true);
        deadlines.met(caseNumber, "claim.info-request");
        record.appendAs(
                "amazon", caseNumber, "claim-decided", "Claim decided: " + decision, Map.of("claimDecision", decision));
    }
}
