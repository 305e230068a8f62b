package org.disputedesk.letter;

import java.time.Instant;
import java.util.Optional;

/** Knows whether the marketplace has told that the buyer of a case takes no messages but those his order needs. */
public interface BuyerOptOut {

    /** When the marketplace last said so, in this case or of its order; empty when it never has. */
    Optional<Instant> toldAt(String caseNumber);
}
