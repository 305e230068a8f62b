package org.disputedesk.cancellation;

import static org.disputedesk.dispute.DisputeFacts.CANCELLATION_DECISION;
import static org.disputedesk.dispute.DisputeFacts.CANCELLATION_FILED_AT;
import static org.disputedesk.dispute.DisputeFacts.CANCELLATION_REFERENCE;
import static org.disputedesk.dispute.DisputeFacts.CANCELLATION_STATE;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.FILING_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.PARCEL_STEP;

import java.time.Clock;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.Forbidden;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.policy.Guard;
import org.springframework.stereotype.Component;

/**
 * "Record filing": keeps that the cancellation was filed at Amazon, or that Amazon offers none. What was delivered is never
 * cancelled, whatever a form says (001-02, 001-03).
 */
@Component
class RecordFiling implements JavaDelegate {

    private static final Set<String> ANSWERS = Set.of("FILED", "NOT_OFFERED");

    private final Cancellations cancellations;
    private final Clock clock;
    private final EvidenceLog record;
    private final Guard guard;

    RecordFiling(Cancellations cancellations, Clock clock, EvidenceLog record, Guard guard) {
        this.guard = guard;
        this.cancellations = cancellations;
        this.clock = clock;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String answer = FILING_ANSWER.in(execution, "");
        if (!ANSWERS.contains(answer)) {
            throw Rejected.because("filingAnswer", "noFilingAnswer");
        }
        String step = PARCEL_STEP.in(execution, "");
        if (step.isEmpty()) {
            throw Rejected.because("parcelStep", "noParcelStep");
        }
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        if (DELIVERY_STATE.in(execution, "").equals("DELIVERED")) {
            throw Forbidden.because("delivered-is-returned", caseNumber, "filingAnswer", "deliveredIsReturned");
        }
        guard.passWord(caseNumber, FILING_ANSWER.name());
        String reference = CANCELLATION_REFERENCE.in(execution, "").strip();
        cancellations.keep(
                caseNumber, ORDER_ID.requiredIn(execution), answer, step, reference.isEmpty() ? null : reference);
        CANCELLATION_STATE.set(execution, answer);
        CANCELLATION_DECISION.set(execution, "");
        CANCELLATION_FILED_AT.set(execution, Date.from(clock.instant()));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("filingAnswer", answer);
        facts.put("parcelStep", step);
        facts.put("cancellationReference", reference.isEmpty() ? null : reference);
        record.append(
                caseNumber,
                "cancellation-filed",
                answer.equals("FILED")
                        ? "Cancellation filed at Amazon"
                        : "Amazon offers no cancellation for this order",
                facts);
    }
}
