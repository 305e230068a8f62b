package org.disputedesk.dispute;

/** Kinds of cases that other parts of the desk must know because they are no disputes: no message of a buyer belongs to them. */
public final class CaseKinds {

    /** A case that asks for feedback on an order once (002-13). */
    public static final String FEEDBACK_REQUEST = "feedback-request";

    private CaseKinds() {}
}
