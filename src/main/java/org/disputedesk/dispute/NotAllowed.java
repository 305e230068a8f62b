package org.disputedesk.dispute;

/**
 * What this person, or nobody, may do. The API answers it as 403; otherwise it is a refusal like every other, with what to
 * do instead.
 */
public final class NotAllowed extends Rejected {

    /** @param refusal its name in {@code words/refusals.csv} */
    public NotAllowed(String refusal, Object... filled) {
        super(Refusals.said(refusal, filled));
    }
}
