package org.disputedesk.remedy;

import static org.disputedesk.dispute.DisputeFacts.BUYER_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.remedy.Remedies.Remedy;
import org.disputedesk.remedy.Remedies.State;
import org.springframework.stereotype.Component;

/**
 * "Withdraw remedy": takes back what was decided in this case and not carried out. A refund or replacement that had been
 * released may have been carried out already; a person has to look (000-16, A7).
 */
@Component
class WithdrawRemedy implements JavaDelegate {

    private static final List<String> CLOCKS = List.of(
            "refund.verify",
            "replacement.look-again",
            "inquiry.reminder",
            "inquiry.escalation",
            "cancel.decision",
            "return.window",
            "return.reminder",
            "refund.after-return");

    private final OrderStanding standing;
    private final Remedies remedies;
    private final RemedyProgress progress;
    private final Deadlines deadlines;
    private final EvidenceLog record;

    WithdrawRemedy(
            OrderStanding standing,
            Remedies remedies,
            RemedyProgress progress,
            Deadlines deadlines,
            EvidenceLog record) {
        this.standing = standing;
        this.remedies = remedies;
        this.progress = progress;
        this.deadlines = deadlines;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        standing.of(execution);
        settleConfirmed(execution, caseNumber);
        // the rooms whose clocks these were have ended with the news
        CLOCKS.forEach(key -> deadlines.met(caseNumber, key));
        List<Remedy> open = remedies.all(caseNumber, State.DECIDED, State.RELEASED);
        for (Remedy remedy : open) {
            boolean mayBeDone = remedy.state() == State.RELEASED && !remedy.isInquiry();
            if (mayBeDone) {
                remedies.doubt(remedy);
            } else {
                remedies.end(remedy, State.WITHDRAWN);
            }
            progress.tell(execution, remedy, mayBeDone ? State.IN_DOUBT : State.WITHDRAWN);
            record.append(
                    caseNumber,
                    mayBeDone ? "remedy-in-doubt" : "remedy-withdrawn",
                    (mayBeDone ? "Remedy overtaken while it was being carried out: " : "Remedy taken back: ")
                            + remedy.type(),
                    Map.of("remedy", remedy.type()));
        }
    }

    /** A replacement under way that the buyer says he has is at its end (000-12). */
    private void settleConfirmed(DelegateExecution execution, String caseNumber) {
        if (!BUYER_ANSWER.in(execution, "").equals("ARRIVED")) {
            return;
        }
        remedies.newest(caseNumber, "REPLACEMENT", State.DONE).ifPresent(replacement -> {
            remedies.end(replacement, State.SETTLED);
            progress.tell(execution, replacement, State.SETTLED);
            record.append(
                    caseNumber,
                    "remedy-settled",
                    "Replacement has reached the buyer, as he says",
                    Map.of("remedy", replacement.type()));
        });
    }
}
