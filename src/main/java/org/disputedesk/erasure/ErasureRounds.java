package org.disputedesk.erasure;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Erases what is due soon after the desk has started, for a shop that switches it off at night, and daily from then on. */
@Component
@ConditionalOnProperty(name = "desk.erasure.enabled", matchIfMissing = true)
class ErasureRounds {

    private final Erasure erasure;

    ErasureRounds(Erasure erasure) {
        this.erasure = erasure;
    }

    @Scheduled(initialDelayString = "${desk.erasure.first:PT5M}", fixedDelayString = "P1D")
    void round() {
        erasure.run();
    }
}
