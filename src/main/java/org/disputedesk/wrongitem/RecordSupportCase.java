package org.disputedesk.wrongitem;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.SUPPORT_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.SUPPORT_CASE;
import static org.disputedesk.dispute.DisputeFacts.SUPPORT_STATE;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.EvidenceLog;
import org.springframework.stereotype.Component;

/**
 * "Record support case": the number of the case at Seller Support about the stock and its reimbursement, or that none is
 * needed (003-06, 004-15).
 */
@Component
class RecordSupportCase implements JavaDelegate {

    private final WrongItems items;
    private final EvidenceLog record;

    RecordSupportCase(WrongItems items, EvidenceLog record) {
        this.items = items;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String answer = SUPPORT_ANSWER.in(execution, "");
        if (answer.isEmpty()) {
            throw Rejected.because("supportAnswer", "noSupportAnswer");
        }
        String number = SUPPORT_CASE.in(execution, "").strip();
        boolean opened = answer.equals("OPENED");
        if (opened && number.isEmpty()) {
            throw Rejected.because("supportCase", "noSupportCase");
        }
        items.of(caseNumber, ORDER_ID.requiredIn(execution));
        items.support(caseNumber, answer, opened ? number : null);
        SUPPORT_STATE.set(execution, answer);
        record.append(
                caseNumber,
                opened ? "support-case-opened" : "support-case-not-needed",
                opened ? "Seller Support asked: " + number : "No case at Seller Support needed",
                Map.of("supportAnswer", answer));
    }
}
