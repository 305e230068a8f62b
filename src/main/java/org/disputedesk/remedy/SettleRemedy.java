package org.disputedesk.remedy;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_TYPE;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.policy.Guard;
import org.disputedesk.remedy.Remedies.Remedy;
import org.disputedesk.remedy.Remedies.State;
import org.springframework.stereotype.Component;

/** "Settle remedy": the refund or the replacement has reached the buyer (000-12, 001-18, A15). */
@Component
class SettleRemedy implements JavaDelegate {

    private final Remedies remedies;
    private final Guard guard;
    private final RemedyProgress progress;
    private final Deadlines deadlines;
    private final EvidenceLog record;

    SettleRemedy(Remedies remedies, Guard guard, RemedyProgress progress, Deadlines deadlines, EvidenceLog record) {
        this.remedies = remedies;
        this.guard = guard;
        this.progress = progress;
        this.deadlines = deadlines;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        end(execution, State.SETTLED, "Remedy has reached the buyer: ");
    }

    void end(DelegateExecution execution, State state, String words) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String type = REMEDY_TYPE.requiredIn(execution);
        Remedy remedy =
                remedies.newest(caseNumber, type, State.DONE).orElseThrow(() -> guard.undecided(caseNumber, type));
        remedies.end(remedy, state);
        progress.tell(execution, remedy, state);
        deadlines.met(caseNumber, "refund.verify");
        deadlines.met(caseNumber, "replacement.look-again");
        record.append(
                caseNumber,
                "remedy-" + state.name().toLowerCase(java.util.Locale.ROOT),
                words + type,
                Map.of("remedy", type));
    }
}
