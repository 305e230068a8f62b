package org.disputedesk.mail;

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
    public boolean isOptedOut(String caseNumber) {
        return mails.hasOptOut(caseNumber);
    }
}
