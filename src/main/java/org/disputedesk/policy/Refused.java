package org.disputedesk.policy;

import org.disputedesk.dispute.Rejected;
import org.disputedesk.policy.PolicyPack.Rule;

/** A command that the facts of the order forbid: which rule, where it is written, and what to do instead. */
public class Refused extends Rejected {

    private final transient Rule rule;

    Refused(Rule rule, String detail, String language) {
        super(rule.said(language, detail) + " [" + rule.id() + "; " + rule.source() + "]");
        this.rule = rule;
    }

    /** The rule that refused. */
    public Rule rule() {
        return rule;
    }
}
