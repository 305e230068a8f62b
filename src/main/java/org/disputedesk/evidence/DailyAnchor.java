package org.disputedesk.evidence;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Has the record anchored every day, some time after midnight UTC or as soon as the desk runs. */
@Component
@ConditionalOnProperty(name = "desk.anchors.enabled", matchIfMissing = true)
class DailyAnchor {

    private final Anchors anchors;

    DailyAnchor(Anchors anchors) {
        this.anchors = anchors;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT10M")
    void tick() {
        anchors.anchorToday();
    }
}
