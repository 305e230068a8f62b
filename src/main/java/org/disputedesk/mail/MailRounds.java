package org.disputedesk.mail;

import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Erases mails that belong to no case thirty days after they came (000-17, P27); those of a case go with it. */
@Component
@ConditionalOnProperty(name = "desk.erasure.enabled", matchIfMissing = true)
class MailRounds {

    private final Mails mails;
    private final Clock clock;
    private final Duration keep;

    MailRounds(Mails mails, Clock clock, @Value("${desk.mail.keep:P30D}") Duration keep) {
        this.mails = mails;
        this.clock = clock;
        this.keep = keep;
    }

    @Scheduled(initialDelayString = "${desk.erasure.first:PT5M}", fixedDelayString = "P1D")
    void round() {
        mails.eraseDismissedBefore(clock.instant().minus(keep));
    }
}
