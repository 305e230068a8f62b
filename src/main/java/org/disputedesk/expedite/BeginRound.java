package org.disputedesk.expedite;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.FACTS_STALE;
import static org.disputedesk.dispute.DisputeFacts.LOOK_AGAIN;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.Deadlines;
import org.springframework.stereotype.Component;

/** "Begin round": the news has been seen and the facts are fresh; what was waited for until now is not waited for any more. */
@Component
class BeginRound implements JavaDelegate {

    private static final List<String> WAITS =
            List.of("expedite.buyer-answer", "expedite.dispatch", "expedite.look-again");

    private final Deadlines deadlines;

    BeginRound(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        LOOK_AGAIN.set(execution, false);
        FACTS_STALE.set(execution, false);
        WAITS.forEach(key -> deadlines.met(caseNumber, key));
    }
}
