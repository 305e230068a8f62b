package org.disputedesk.intake;

import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.dispute.Refusals;
import org.disputedesk.dispute.Rejected;

/** The order has an open case of this kind already; what is new belongs there. */
class AlreadyOpen extends Rejected {

    /** The rule of the policy pack. */
    static final String RULE = "one-case-per-problem";

    private final transient CaseNumber open;

    AlreadyOpen(CaseNumber open, String kind, String orderId) {
        super(Refusals.said("alreadyOpen", open, orderId, kind));
        this.open = open;
    }

    CaseNumber open() {
        return open;
    }
}
