package org.disputedesk.expedite;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** "Look up dispatch": on which day a parcel can leave the shop, and on which it usually would (002-05, 002-18). */
@Component
class LookUpDispatch implements JavaDelegate {

    private final DispatchPlan plan;

    LookUpDispatch(DispatchPlan plan) {
        this.plan = plan;
    }

    @Override
    public void execute(DelegateExecution execution) {
        plan.keep(execution);
    }
}
