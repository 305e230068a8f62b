package org.disputedesk.remedy;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_TYPE;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.policy.Guard;
import org.disputedesk.remedy.Remedies.Remedy;
import org.disputedesk.remedy.Remedies.State;
import org.springframework.stereotype.Component;

/**
 * "Release remedy": the last look before somebody carries out what was decided, because the order may have changed since:
 * a claim, a refund elsewhere, an approval that is missing (000-13, 000-16, A7).
 */
@Component
class ReleaseRemedy implements JavaDelegate {

    private final OrderStanding standing;
    private final Guard guard;
    private final Remedies remedies;
    private final RemedyProgress progress;
    private final EvidenceLog record;

    ReleaseRemedy(
            OrderStanding standing,
            Guard guard,
            Remedies remedies,
            RemedyProgress progress,
            EvidenceLog record) {
        this.standing = standing;
        this.guard = guard;
        this.remedies = remedies;
        this.progress = progress;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String type = REMEDY_TYPE.requiredIn(execution);
        Guard.Standing order = standing.of(execution);
        Remedy remedy = remedies.newest(caseNumber, type, State.DECIDED)
                .orElseThrow(() -> guard.undecided(caseNumber, type));
        guard.passRelease(order, type, remedy.secondPerson(), remedy.approvedBy());
        remedies.release(remedy);
        progress.tell(execution, remedy, State.RELEASED);
        record.append(
                caseNumber,
                "remedy-released",
                "Remedy released to be carried out: " + type,
                Map.of("remedy", type, "secondPersonNeeded", remedy.secondPerson()));
    }
}
