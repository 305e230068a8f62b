package org.disputedesk.dispute;

/** Kinds of cases that other parts of the desk must know because no message of a buyer belongs to them. */
public final class CaseKinds {

    /** A case that asks for feedback on an order once (002-13). */
    public static final String FEEDBACK_REQUEST = "feedback-request";

    /** A case of negative feedback: what the buyer wrote stands on Amazon's pages, and nobody answers him by letter (002-26). */
    public static final String FEEDBACK_REMOVAL = "feedback-removal";

    private CaseKinds() {}
}
