package org.disputedesk.removal;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.REMOVAL_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.REMOVAL_DECISION;
import static org.disputedesk.dispute.DisputeFacts.REMOVAL_REFERENCE;
import static org.disputedesk.dispute.DisputeFacts.REMOVAL_REQUESTED_AT;
import static org.disputedesk.dispute.DisputeFacts.REMOVAL_STATE;

import java.time.Clock;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.CaseDeadlines;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.policy.Guard;
import org.disputedesk.policy.Guard.Removal;
import org.disputedesk.removal.FeedbackRemovals.Request;
import org.disputedesk.removal.FeedbackRemovals.State;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * "Record removal request": keeps that a person has asked Amazon, that Amazon takes no request, or that the feedback is gone.
 * Nothing is kept as requested that the desk did not offer, or a second time (002-26, P26).
 */
@Component
class RecordRemovalRequest implements JavaDelegate {

    private static final Map<String, String> SAID = Map.of(
            "REQUESTED", "Amazon was asked about the feedback",
            "NOT_OFFERED", "Amazon takes no request for this feedback",
            "GONE", "The feedback is gone");

    private final FeedbackRemovals removals;
    private final Guard guard;
    private final CaseDeadlines clocks;
    private final Deadlines deadlines;
    private final EvidenceLog record;
    private final Clock clock;

    RecordRemovalRequest(
            FeedbackRemovals removals,
            Guard guard,
            CaseDeadlines clocks,
            Deadlines deadlines,
            EvidenceLog record,
            Clock clock) {
        this.removals = removals;
        this.guard = guard;
        this.clocks = clocks;
        this.deadlines = deadlines;
        this.record = record;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String answer = REMOVAL_ANSWER.in(execution, "");
        String said = SAID.get(answer);
        if (said == null) {
            throw Rejected.because(REMOVAL_ANSWER.name(), "required");
        }
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String orderId = ORDER_ID.requiredIn(execution);
        String reference = REMOVAL_REFERENCE.in(execution, "").strip();
        if (answer.equals("REQUESTED")) {
            mustHaveBeenOffered(caseNumber, orderId, Marketplace.of(MARKETPLACE.requiredIn(execution)));
            removals.requested(orderId, emptyToNull(reference));
            REMOVAL_STATE.set(execution, "REQUESTED");
            REMOVAL_DECISION.set(execution, "");
            REMOVAL_REQUESTED_AT.set(execution, Date.from(clock.instant()));
            clocks.compute(execution, "removal.decision");
        } else {
            removals.notRequested(orderId, caseNumber);
            REMOVAL_STATE.set(execution, answer.equals("GONE") ? "WITHDRAWN" : "");
        }
        deadlines.met(caseNumber, "removal.step");
        deadlines.met(caseNumber, "removal.window");
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("removalAnswer", answer);
        facts.put("orderId", orderId);
        facts.put("removalReference", emptyToNull(reference));
        record.append(caseNumber, "removal-answer", said, facts);
    }

    private void mustHaveBeenOffered(String caseNumber, String orderId, Marketplace marketplace) {
        Request request = removals.lock(orderId).orElse(null);
        boolean isOffered = request != null
                && request.state() == State.OFFERED
                && request.caseNumber().equals(caseNumber);
        guard.passRemoval(
                new Removal(
                        caseNumber,
                        orderId,
                        request == null || isOffered ? null : request.caseNumber(),
                        isOffered,
                        request == null ? null : request.closesAt(),
                        marketplace.zone()),
                clock.instant());
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
