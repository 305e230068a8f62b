package org.disputedesk.vault;

/** A sealed value does not open: it was changed, moved to somebody else, or the master key is not the one it needs. */
public class SealBroken extends RuntimeException {

    SealBroken(String message) {
        super(message);
    }
}
