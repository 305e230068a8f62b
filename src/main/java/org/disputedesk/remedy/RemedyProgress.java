package org.disputedesk.remedy;

import static org.disputedesk.dispute.DisputeFacts.REMEDY;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_STATE;

import org.camunda.bpm.engine.delegate.VariableScope;
import org.disputedesk.remedy.Remedies.Remedy;
import org.disputedesk.remedy.Remedies.State;
import org.springframework.stereotype.Component;

/** Tells a case how far its remedy is; an inquiry that runs beside a refund or a replacement is not what the case is about. */
@Component
class RemedyProgress {

    void tell(VariableScope scope, Remedy remedy, State state) {
        if (!remedy.isInquiry() || REMEDY.in(scope, "").equals(remedy.type())) {
            REMEDY_STATE.set(scope, state.name());
        }
    }
}
