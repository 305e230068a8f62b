package org.disputedesk.remedy;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;

import org.camunda.bpm.engine.delegate.VariableScope;
import org.disputedesk.policy.Guard;
import org.disputedesk.remedy.Remedies.Remedy;
import org.disputedesk.remedy.Remedies.State;
import org.springframework.stereotype.Component;

/** Carrier inquiries among the remedies of a case: they cost nothing and forbid nothing (000-14). */
@Component
public class Inquiries {

    private static final String TYPE = "CARRIER_INQUIRY";

    private final Remedies remedies;
    private final RemedyProgress progress;
    private final Guard guard;

    Inquiries(Remedies remedies, RemedyProgress progress, Guard guard) {
        this.remedies = remedies;
        this.progress = progress;
        this.guard = guard;
    }

    /** Keeps the carrier's number of an inquiry that was decided. */
    public void opened(VariableScope scope, String carrierCaseNumber) {
        Remedy inquiry = inquiry(scope, State.RELEASED);
        remedies.done(inquiry, carrierCaseNumber, null, null, null);
        progress.tell(scope, inquiry, State.DONE);
    }

    /** Keeps the carrier's answer to an inquiry that was opened. */
    public void answered(VariableScope scope, String answer) {
        Remedy inquiry = inquiry(scope, State.DONE);
        remedies.answered(inquiry, answer);
        progress.tell(scope, inquiry, State.ANSWERED);
    }

    private Remedy inquiry(VariableScope scope, State state) {
        String caseNumber = CASE_NUMBER.requiredIn(scope);
        return remedies.newest(caseNumber, TYPE, state).orElseThrow(() -> guard.undecided(caseNumber, TYPE));
    }
}
