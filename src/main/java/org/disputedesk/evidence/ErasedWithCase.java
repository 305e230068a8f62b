package org.disputedesk.evidence;

/** Whoever keeps personal data of a case outside the record, and drops them when they are erased (000-17). */
public interface ErasedWithCase {

    /**
     * Removes what is kept of this case, in the transaction that drops its key. Called again after a failure, so that it must
     * not mind finding nothing. What cannot be removed must be thrown: the case then counts as not erased.
     */
    void erase(String caseNumber);
}
