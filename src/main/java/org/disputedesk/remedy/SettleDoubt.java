package org.disputedesk.remedy;

import static org.disputedesk.dispute.DisputeFacts.CARRIER_ALSO_ASKED;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_WAS_DONE;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.policy.Guard;
import org.disputedesk.remedy.Remedies.Remedy;
import org.disputedesk.remedy.Remedies.State;
import org.springframework.stereotype.Component;

/**
 * "Settle doubt": somebody has looked whether an overtaken remedy was carried out all the same. What was done is kept as
 * done, although it would not be allowed any more: the record tells what happened (000-16, 000-17).
 */
@Component
class SettleDoubt implements JavaDelegate {

    private final Remedies remedies;
    private final RecordRemedy recordRemedy;
    private final Guard guard;
    private final RemedyProgress progress;
    private final EvidenceLog record;

    SettleDoubt(
            Remedies remedies, RecordRemedy recordRemedy, Guard guard, RemedyProgress progress, EvidenceLog record) {
        this.remedies = remedies;
        this.recordRemedy = recordRemedy;
        this.guard = guard;
        this.progress = progress;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        Remedy remedy = remedies.newest(caseNumber, null, State.IN_DOUBT)
                .orElseThrow(() -> guard.undecided(caseNumber, "check"));
        guard.passWord(caseNumber, REMEDY_WAS_DONE.name());
        if (REMEDY_WAS_DONE.in(execution, false)) {
            // the first parcel is there: the case is about both of them, and what the buyer has is known
            boolean isThere = DELIVERY_STATE.in(execution, "").equals("DELIVERED");
            // what happened is kept, be it more than was decided
            recordRemedy.keep(execution, remedy, !isThere, null);
            // the inquiry beside it was taken back
            CARRIER_ALSO_ASKED.set(execution, false);
        } else {
            remedies.end(remedy, State.WITHDRAWN);
            progress.tell(execution, remedy, State.WITHDRAWN);
            record.append(
                    caseNumber,
                    "remedy-withdrawn",
                    "Remedy was not carried out: " + remedy.type(),
                    Map.of("remedy", remedy.type()));
        }
    }
}
