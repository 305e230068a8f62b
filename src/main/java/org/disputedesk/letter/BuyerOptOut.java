package org.disputedesk.letter;

/** Knows whether the buyer of a case takes no messages but those without which his order cannot be completed. */
public interface BuyerOptOut {

    /** Whether the marketplace has said so, in this case or of its order. */
    boolean isOptedOut(String caseNumber);
}
