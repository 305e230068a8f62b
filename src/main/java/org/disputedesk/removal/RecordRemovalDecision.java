package org.disputedesk.removal;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.REMOVAL_DECIDED_AT;
import static org.disputedesk.dispute.DisputeFacts.REMOVAL_DECISION;
import static org.disputedesk.dispute.DisputeFacts.REMOVAL_REFERENCE;
import static org.disputedesk.dispute.DisputeFacts.REMOVAL_STATE;

import java.time.Clock;
import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.removal.FeedbackRemovals.State;
import org.springframework.stereotype.Component;

/** "Record removal decision": Amazon has removed the feedback, struck it through, or refused (002-26). */
@Component
class RecordRemovalDecision implements JavaDelegate {

    private final FeedbackRemovals removals;
    private final Deadlines deadlines;
    private final EvidenceLog record;
    private final Clock clock;

    RecordRemovalDecision(FeedbackRemovals removals, Deadlines deadlines, EvidenceLog record, Clock clock) {
        this.removals = removals;
        this.deadlines = deadlines;
        this.record = record;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String decision = REMOVAL_DECISION.in(execution, "");
        if (decision.isEmpty()) {
            throw Rejected.because(REMOVAL_DECISION.name(), "noRemovalDecision");
        }
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String reference = REMOVAL_REFERENCE.in(execution, "").strip();
        Date told = REMOVAL_DECIDED_AT.in(execution);
        Date at = told == null ? Date.from(clock.instant()) : told;
        if (!removals.decided(
                caseNumber, State.valueOf(decision), reference.isEmpty() ? null : reference, at.toInstant())) {
            throw Rejected.because(REMOVAL_DECISION.name(), "nothingRequested");
        }
        REMOVAL_DECIDED_AT.set(execution, at);
        REMOVAL_STATE.set(execution, decision);
        deadlines.met(caseNumber, "removal.decision");
        record.appendAs(
                "amazon",
                caseNumber,
                "removal-decided",
                "Decided about the feedback: " + decision,
                Map.of("removalDecision", decision));
    }
}
