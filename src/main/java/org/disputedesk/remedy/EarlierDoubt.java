package org.disputedesk.remedy;

import static org.disputedesk.dispute.DisputeFacts.REFUND_BY;
import static org.disputedesk.dispute.DisputeFacts.REMEDY;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_LINE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_STATE;

import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.remedy.Remedies.Remedy;
import org.disputedesk.remedy.Remedies.State;
import org.springframework.stereotype.Component;

/** What an earlier case of an order left open: a refund or replacement that may have been carried out (000-16). */
@Component
class EarlierDoubt {

    /** While a case follows a remedy of its own, it asks about no other. */
    private static final Set<String> FREE = Set.of("", State.WITHDRAWN.name(), State.FAILED.name());

    private final Remedies remedies;
    private final EvidenceLog record;

    EarlierDoubt(Remedies remedies, EvidenceLog record) {
        this.remedies = remedies;
        this.record = record;
    }

    /** Makes the question whether it was done one of this case. */
    void takeOver(DelegateExecution execution, String caseNumber, String orderId) {
        if (!FREE.contains(REMEDY_STATE.in(execution, ""))) {
            return;
        }
        remedies.lockOrder(orderId);
        remedies.leftInDoubt(orderId, caseNumber).ifPresent(remedy -> takeOver(execution, caseNumber, remedy));
    }

    private void takeOver(DelegateExecution execution, String caseNumber, Remedy remedy) {
        remedies.doubt(remedy);
        remedies.moveTo(remedy, caseNumber);
        REMEDY.set(execution, remedy.type());
        REMEDY_LINE.set(execution, remedy.line());
        REFUND_BY.set(execution, remedy.type().equals("REFUND") ? "SELLER" : null);
        REMEDY_STATE.set(execution, State.IN_DOUBT.name());
        record.append(
                caseNumber,
                "remedy-in-doubt",
                "Remedy of an earlier case may have been carried out: " + remedy.type() + ", " + remedy.caseNumber(),
                Map.of("remedy", remedy.type(), "earlierCase", remedy.caseNumber()));
        record.append(
                remedy.caseNumber(),
                "remedy-in-doubt",
                "A later case asks whether the remedy was carried out: " + remedy.type() + ", " + caseNumber,
                Map.of("remedy", remedy.type(), "laterCase", caseNumber));
    }
}
