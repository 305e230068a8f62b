package org.disputedesk.returns;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.RETURN_REQUESTED_AT;
import static org.disputedesk.dispute.DisputeFacts.RETURN_STATE;

import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.evidence.EvidenceLog;
import org.springframework.stereotype.Component;

/** "Record return": the goods of this case are awaited from now on; told twice it changes nothing (001-02, P19). */
@Component
class RecordReturn implements JavaDelegate {

    private final Returns returns;
    private final EvidenceLog record;

    RecordReturn(Returns returns, EvidenceLog record) {
        this.returns = returns;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        boolean isNew = returns.of(caseNumber).isEmpty();
        Returns.Kept kept = returns.await(caseNumber, ORDER_ID.requiredIn(execution));
        RETURN_STATE.set(execution, kept.state().name());
        RETURN_REQUESTED_AT.set(execution, Date.from(kept.awaitedSince()));
        if (isNew) {
            record.append(caseNumber, "return-awaited", "Goods are awaited back", Map.of());
        }
    }
}
