package org.disputedesk.remedy;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.LATEST_DELIVERY_DATE;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.POLICY_PACK;
import static org.disputedesk.dispute.DisputeFacts.REFUND_AMOUNT;
import static org.disputedesk.dispute.DisputeFacts.REFUND_COMPLETE;
import static org.disputedesk.dispute.DisputeFacts.REFUND_EXPECTED_DATE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_REFERENCE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_TYPE;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.orders.Order;
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
    private final OrderLines lines;
    private final Deadlines deadlines;
    private final Guard guard;
    private final Remedies remedies;
    private final RemedyProgress progress;
    private final EvidenceLog record;

    ReleaseRemedy(
            OrderStanding standing,
            OrderLines lines,
            Deadlines deadlines,
            Guard guard,
            Remedies remedies,
            RemedyProgress progress,
            EvidenceLog record) {
        this.standing = standing;
        this.lines = lines;
        this.deadlines = deadlines;
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
        Remedy remedy =
                remedies.newest(caseNumber, type, State.DECIDED).orElseThrow(() -> guard.undecided(caseNumber, type));
        guard.passRelease(order, type, remedy.secondPerson(), remedy.approvedBy());
        remedies.release(remedy);
        prefill(execution, remedy);
        progress.tell(execution, remedy, State.RELEASED);
        record.append(
                caseNumber,
                "remedy-released",
                "Remedy released to be carried out: " + type,
                Map.of("remedy", type, "secondPersonNeeded", remedy.secondPerson()));
    }

    /** What the form of the person who carries it out begins with; he corrects it to what was really done. */
    private void prefill(DelegateExecution execution, Remedy remedy) {
        if (remedy.isInquiry()) {
            return;
        }
        REMEDY_REFERENCE.set(execution, "");
        if (remedy.type().equals("REPLACEMENT")) {
            LATEST_DELIVERY_DATE.set(execution, "");
            return;
        }
        REFUND_AMOUNT.set(
                execution,
                Optional.ofNullable(remedy.decidedAmount())
                        .or(() -> lines.paid(execution, remedy.line()))
                        .map(paid -> new Order.Money(paid, OrderLines.currency(execution))
                                .amount()
                                .toPlainString())
                        .orElse(""));
        Marketplace marketplace = Marketplace.of(MARKETPLACE.requiredIn(execution));
        Instant expected = deadlines
                .compute("refund.promise", POLICY_PACK.in(execution), marketplace, fact -> null)
                .due();
        REFUND_EXPECTED_DATE.set(
                execution, expected.atZone(marketplace.zone()).toLocalDate().toString());
        REFUND_COMPLETE.set(execution, false);
    }
}
