package org.disputedesk.expedite;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.DAYS_EARLIER;
import static org.disputedesk.dispute.DisputeFacts.EXPEDITE_ADVICE;
import static org.disputedesk.dispute.DisputeFacts.EXPEDITE_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.EXPEDITE_STATE;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.NEXT_DISPATCH_DATE;
import static org.disputedesk.dispute.DisputeFacts.REQUEST_SOURCE;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.Forbidden;
import org.disputedesk.engine.CurrentUser;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.policy.Guard;
import org.springframework.stereotype.Component;

/**
 * "Record expedite": keeps whether the shop ships sooner, who said so and what its capacity allowed. A yes is refused where
 * the table found no room for it, whoever gives it, so that the same rule holds for everybody (002-05, 002-07, 002-08).
 */
@Component
class RecordExpedite implements JavaDelegate {

    private static final Set<String> ROOM = Set.of("PAID_FOR_SPEED", "POSSIBLE");

    private final DispatchPlan plan;
    private final ExpediteRequests requests;
    private final CurrentUser currentUser;
    private final EvidenceLog record;
    private final Guard guard;

    RecordExpedite(
            DispatchPlan plan, ExpediteRequests requests, CurrentUser currentUser, EvidenceLog record, Guard guard) {
        this.guard = guard;
        this.plan = plan;
        this.requests = requests;
        this.currentUser = currentUser;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String advice = EXPEDITE_ADVICE.requiredIn(execution);
        boolean accepted = EXPEDITE_ANSWER.in(execution, "").equals("ACCEPT");
        if (accepted && !ROOM.contains(advice)) {
            throw Forbidden.because("expedite-needs-room", caseNumber, "expediteAnswer", "noRoomToExpedite");
        }
        if (accepted) {
            guard.passWord(caseNumber, EXPEDITE_ANSWER.name());
            // hours may have gone by since it was worked out, and the carrier with them
            plan.keep(execution);
        }
        EXPEDITE_STATE.set(execution, accepted ? "ACCEPTED" : "DECLINED");
        requests.decided(
                caseNumber,
                MARKETPLACE.requiredIn(execution),
                REQUEST_SOURCE.requiredIn(execution),
                accepted,
                advice,
                currentUser.id().orElse(null));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("expediteAdvice", advice);
        facts.put("nextDispatchDate", NEXT_DISPATCH_DATE.in(execution));
        facts.put("daysEarlier", DAYS_EARLIER.in(execution));
        record.append(
                caseNumber,
                "expedite-decided",
                accepted
                        ? "Faster shipping promised for " + NEXT_DISPATCH_DATE.requiredIn(execution)
                        : "Faster shipping declined: " + advice,
                facts);
    }
}
