package org.disputedesk.letter;

import java.util.Optional;
import org.disputedesk.dispute.Marketplace;
import org.springframework.stereotype.Component;

/**
 * The mark by which the marketplace lets a message through to a buyer who has opted out. It stands only before letters that are
 * critical for an order, and only when it is needed: whoever uses it otherwise loses it (docs/decisions/0023-feedback-request.md).
 */
@Component
class ImportantMark {

    private final OptOuts optOuts;

    ImportantMark(OptOuts optOuts) {
        this.optOuts = optOuts;
    }

    /** What stands in the subject of a letter of a case, in square brackets; empty when nothing does. */
    Optional<String> of(String caseNumber, Letter letter, Marketplace marketplace) {
        return letter.isOrderCritical() && optOuts.isOptedOut(caseNumber)
                ? Optional.of(marketplace == Marketplace.JP ? "[重要]" : "[Important]")
                : Optional.empty();
    }
}
