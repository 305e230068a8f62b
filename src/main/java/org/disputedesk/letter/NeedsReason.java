package org.disputedesk.letter;

import java.util.List;
import org.disputedesk.dispute.Rejected;

/** A letter that leaves only when somebody says why (003-21). */
class NeedsReason extends Rejected {

    /** The rule of the policy pack. */
    static final String RULE = "letter-needs-reason";

    private final String logged;

    /**
     * @param told what is doubtful, with the words, for whoever wrote them
     * @param logged the same without the words
     */
    NeedsReason(String told, String logged) {
        super(LetterCheck.REASON + ": " + told, List.of(new FieldError(LetterCheck.REASON, told)));
        this.logged = logged + " [" + RULE + "]";
    }

    @Override
    public String logged() {
        return logged;
    }
}
