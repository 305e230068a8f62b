package org.disputedesk.claim;

import static org.disputedesk.dispute.DisputeFacts.APPEAL_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_ASKED_AGAIN;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_ASKED_AT;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_DECIDED_AT;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_DECISION;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_FILED_AT;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_REFERENCE;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_STATE;
import static org.disputedesk.dispute.DisputeFacts.LOOK_AGAIN;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.PAYMENT_STATE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_STATE;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.EvidenceLog;
import org.springframework.stereotype.Component;

/**
 * "Record claim": Amazon asks about a claim. From here on nothing is given beside it, and what was decided and not yet done
 * is looked at again (A7, P7).
 */
@Component
class RecordClaim implements JavaDelegate {

    private final Claims claims;
    private final Clock clock;
    private final EvidenceLog record;

    RecordClaim(Claims claims, Clock clock, EvidenceLog record) {
        this.claims = claims;
        this.clock = clock;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String orderId = ORDER_ID.in(execution, "");
        if (orderId.isBlank()) {
            throw Rejected.because(ORDER_ID.name(), "claimWithoutOrder");
        }
        Date told = CLAIM_FILED_AT.in(execution);
        Date asked = CLAIM_ASKED_AT.in(execution);
        Instant filedAt = told == null ? clock.instant() : told.toInstant();
        boolean isKnown = CLAIM_STATE.in(execution, "").equals("OPEN");
        if (!isKnown && asked != null && asked.toInstant().isBefore(filedAt)) {
            // told late: the time to answer counts from when Amazon asked
            filedAt = asked.toInstant();
        }
        CLAIM_FILED_AT.set(execution, Date.from(filedAt));
        String reference = CLAIM_REFERENCE.in(execution);
        CLAIM_ASKED_AGAIN.set(execution, isKnown);
        if (isKnown) {
            CLAIM_ASKED_AT.set(execution, Date.from(filedAt));
            record.appendAs(
                    "amazon",
                    caseNumber,
                    "claim-asked",
                    "Amazon asks again about the claim",
                    Map.of("claimAskedAt", filedAt));
            return;
        }
        claims.file(caseNumber, orderId, reference, filedAt);
        CLAIM_STATE.set(execution, "OPEN");
        CLAIM_ANSWER.set(execution, "");
        CLAIM_DECISION.set(execution, "");
        CLAIM_ASKED_AT.set(execution, null);
        CLAIM_DECIDED_AT.set(execution, null);
        APPEAL_ANSWER.set(execution, "");
        PAYMENT_STATE.set(execution, "CLAIM_OPEN");
        // what was carried out before is followed to its end beside the claim: it is proof, and the buyer was promised
        // it
        if (!REMEDY_STATE.in(execution, "").equals("DONE")) {
            LOOK_AGAIN.set(execution, true);
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("claimFiledAt", filedAt);
        facts.put("claimReference", reference);
        record.appendAs("amazon", caseNumber, "claim-filed", "A-to-z claim filed", facts);
    }
}
