package org.disputedesk.cancellation;

import static org.disputedesk.dispute.DisputeFacts.CANCELLATION_DECIDED_AT;
import static org.disputedesk.dispute.DisputeFacts.CANCELLATION_DECISION;
import static org.disputedesk.dispute.DisputeFacts.CANCELLATION_STATE;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.PAYMENT_STATE;

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

/** "Record cancellation decision": Amazon has approved or refused the cancellation, or refunds by itself (001-04, 001-09). */
@Component
class RecordCancellationDecision implements JavaDelegate {

    private final Cancellations cancellations;
    private final Clock clock;
    private final Deadlines deadlines;
    private final EvidenceLog record;
    private final Guard guard;

    RecordCancellationDecision(
            Cancellations cancellations, Clock clock, Deadlines deadlines, EvidenceLog record, Guard guard) {
        this.guard = guard;
        this.cancellations = cancellations;
        this.clock = clock;
        this.deadlines = deadlines;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String decision = CANCELLATION_DECISION.in(execution, "");
        if (decision.isEmpty()) {
            throw Rejected.because("cancellationDecision", "noCancellationDecision");
        }
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        guard.passWord(caseNumber, CANCELLATION_DECISION.name(), "amazon-decided");
        Date decidedAt = CANCELLATION_DECIDED_AT.in(execution);
        Date at = decidedAt == null ? Date.from(clock.instant()) : decidedAt;
        if (!cancellations.decide(caseNumber, ORDER_ID.requiredIn(execution), decision, at.toInstant())) {
            throw Rejected.because("cancellationDecision", "nothingFiled");
        }
        CANCELLATION_DECIDED_AT.set(execution, at);
        CANCELLATION_STATE.set(execution, decision);
        if (decision.equals("REFUNDED_BY_AMAZON")) {
            PAYMENT_STATE.set(execution, "REFUNDED");
        }
        deadlines.met(caseNumber, "cancel.decision");
        record.appendAs(
                "amazon",
                caseNumber,
                "cancellation-decided",
                "Cancellation decided: " + decision,
                Map.of("cancellationDecision", decision));
    }
}
