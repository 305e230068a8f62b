package org.disputedesk.remedy;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.REFUND_COMPLETE;

import java.time.LocalDate;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.remedy.Remedies.State;
import org.springframework.stereotype.Component;

/** "Record refund date": keeps the new day of a late refund, or that it is complete after all (001-18, A15). */
@Component
class RecordRefundDate implements JavaDelegate {

    private final RecordRemedy promise;
    private final Remedies remedies;
    private final EvidenceLog record;

    RecordRefundDate(RecordRemedy promise, Remedies remedies, EvidenceLog record) {
        this.promise = promise;
        this.remedies = remedies;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        if (REFUND_COMPLETE.in(execution, false)) {
            return;
        }
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        LocalDate day = promise.expectedOn(execution);
        remedies.newest(caseNumber, "REFUND", State.DONE).ifPresent(refund -> remedies.expect(refund, day));
        record.append(
                caseNumber,
                "refund-late",
                "Refund is late; new day: " + day,
                Map.of("refundExpectedDate", day.toString()));
    }
}
