package org.disputedesk.policy;

import org.disputedesk.dispute.Rejected;
import org.disputedesk.policy.PolicyPack.Rule;

/** A command that the facts of the order forbid: which rule, where it is written, and what to do instead. */
public class Refused extends Rejected {

    private final transient Rule rule;

    private final String logged;

    /**
     * @param detail for whoever asked
     * @param logged the refusal as it stands in the record
     */
    Refused(Rule rule, String detail, String logged, String language) {
        super(rule.said(language, detail) + " [" + rule.id() + "; " + rule.source() + "]");
        this.rule = rule;
        this.logged = logged;
    }

    @Override
    public String logged() {
        return logged;
    }

    /** The rule that refused. */
    public Rule rule() {
        return rule;
    }
}
