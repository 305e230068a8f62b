package org.disputedesk.policy;

import java.util.List;
import org.disputedesk.dispute.Forbidden;
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
        this(rule, rule.said(language, detail), logged);
    }

    private Refused(Rule rule, String said, String logged) {
        this(rule, said, logged, List.of());
    }

    private Refused(Rule rule, String said, String logged, List<FieldError> errors) {
        super(said + " [" + rule.id() + "; " + rule.source() + "]", errors);
        this.rule = rule;
        this.logged = logged;
    }

    /** The same with what was found, in the reader's language, where the words of the rule have no place for it. */
    Refused withFound(String found, String language) {
        String said = rule.said(language, "");
        return rule.said(language, found).equals(said) ? new Refused(rule, said + " " + found, logged) : this;
    }

    /** The same with what was wrong in an attempt past remedies and letters, field by field. */
    Refused because(Forbidden attempt) {
        return new Refused(rule, String.valueOf(attempt.getMessage()), logged, attempt.errors());
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
