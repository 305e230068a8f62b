package org.disputedesk.intake;

/** Hears that a message belongs to one more case, in the transaction in which that case gets it (004-15). */
public interface SharedMessage {

    /**
     * What came with the message belongs to the other case as well.
     *
     * @param externalId what the message is called where it came from
     */
    void belongsAlsoTo(String externalId, String caseNumber);
}
