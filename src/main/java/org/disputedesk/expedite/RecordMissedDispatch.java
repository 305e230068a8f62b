package org.disputedesk.expedite;

import static org.disputedesk.dispute.DisputeFacts.BUYER_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.EXPEDITE_STATE;
import static org.disputedesk.dispute.DisputeFacts.NEXT_DISPATCH_DATE;
import static org.disputedesk.dispute.DisputeFacts.STILL_SHIPS;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.evidence.EvidenceLog;
import org.springframework.stereotype.Component;

/**
 * "Record missed dispatch": what was promised was not kept. It leaves with the next dispatch, whose day is worked out, or is
 * given up; the buyer is told either, and the report counts it (002-08, 002-19, 002-20).
 */
@Component
class RecordMissedDispatch implements JavaDelegate {

    private final DispatchPlan plan;
    private final ExpediteRequests requests;
    private final Deadlines deadlines;
    private final EvidenceLog record;

    RecordMissedDispatch(DispatchPlan plan, ExpediteRequests requests, Deadlines deadlines, EvidenceLog record) {
        this.plan = plan;
        this.requests = requests;
        this.deadlines = deadlines;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String promised = NEXT_DISPATCH_DATE.in(execution, "");
        boolean later = STILL_SHIPS.in(execution, false);
        if (later) {
            plan.keep(execution);
        }
        EXPEDITE_STATE.set(execution, later ? "DELAYED" : "MISSED");
        // what the buyer said to the promise is no answer to this news
        BUYER_ANSWER.set(execution, "");
        requests.missed(caseNumber);
        deadlines.met(caseNumber, "expedite.dispatch");
        record.append(
                caseNumber,
                "dispatch-missed",
                later
                        ? "Promised dispatch missed, it leaves on " + NEXT_DISPATCH_DATE.requiredIn(execution)
                        : "Promised dispatch given up: " + promised,
                Map.of("promisedFor", promised));
    }
}
