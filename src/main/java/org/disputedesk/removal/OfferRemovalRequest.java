package org.disputedesk.removal;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.REMOVAL_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.REMOVAL_ROUTE;
import static org.disputedesk.dispute.DisputeFacts.REMOVAL_UNTIL;

import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.CaseDeadlines;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.policy.Guard;
import org.disputedesk.policy.Guard.Removal;
import org.disputedesk.removal.FeedbackRemovals.Request;
import org.springframework.stereotype.Component;

/**
 * "Offer removal request": the guard looks right before a person is told to ask Amazon. From then on the feedback counts as asked
 * about unless that person says that he has not (002-26, P26).
 */
@Component
class OfferRemovalRequest implements JavaDelegate {

    private static final Set<String> CRITERION_MET = Set.of("REMOVE", "STRIKE_THROUGH");

    private final FeedbackRemovals removals;
    private final Guard guard;
    private final CaseDeadlines clocks;
    private final EvidenceLog record;
    private final Clock clock;

    OfferRemovalRequest(FeedbackRemovals removals, Guard guard, CaseDeadlines clocks, EvidenceLog record, Clock clock) {
        this.removals = removals;
        this.guard = guard;
        this.clocks = clocks;
        this.record = record;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String orderId = ORDER_ID.requiredIn(execution);
        Date until = REMOVAL_UNTIL.in(execution);
        guard.passRemoval(
                new Removal(
                        caseNumber,
                        orderId,
                        removals.lock(orderId).map(Request::caseNumber).orElse(null),
                        CRITERION_MET.contains(REMOVAL_ROUTE.in(execution, "")),
                        until == null ? null : until.toInstant(),
                        Marketplace.of(MARKETPLACE.requiredIn(execution)).zone()),
                clock.instant());
        removals.offer(orderId, caseNumber, Objects.requireNonNull(until).toInstant());
        REMOVAL_ANSWER.set(execution, "");
        clocks.compute(execution, "removal.step");
        record.append(
                caseNumber,
                "removal-offered",
                "A person is told to ask Amazon about the feedback",
                Map.of("orderId", orderId, "removalRoute", REMOVAL_ROUTE.in(execution, "")));
    }
}
