package org.disputedesk.mail;

import java.time.Instant;
import java.util.Optional;
import org.disputedesk.letter.BuyerOptOut;
import org.springframework.stereotype.Component;

/** A buyer has opted out when a mail of the marketplace says so. */
@Component
class ToldOptOut implements BuyerOptOut {

    private final Mails mails;

    ToldOptOut(Mails mails) {
        this.mails = mails;
    }

    @Override
    public Optional<Instant> toldAt(String caseNumber) {
        return mails.optOutAt(caseNumber);
    }
}
