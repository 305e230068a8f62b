package org.disputedesk.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.disputedesk.calendar.DeadlineWords;
import org.disputedesk.desk.Labels;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Moments as the pages show them: in the marketplace's zone, in the shop's where it is another, and how long until then. */
@Component
class Moments {

    private final Clock clock;
    private final Labels labels;
    private final @Nullable ZoneId shop;

    /** @param shopZone the zone the shop works in, such as {@code Asia/Tokyo}; empty when nobody has said */
    Moments(Clock clock, Labels labels, @Value("${desk.shop-zone:}") String shopZone) {
        this.clock = clock;
        this.labels = labels;
        this.shop = shopZone.isBlank() ? null : ZoneId.of(shopZone.strip());
    }

    /**
     * A moment for the page.
     *
     * @param iso for the browser
     * @param local at the marketplace
     * @param shop in the shop's zone; empty when that is the same or nobody has said where the shop is
     * @param left how long until then, or since
     * @param isLate whether it has passed
     */
    record Shown(String iso, String local, String shop, String left, boolean isLate) {}

    Shown of(Instant at, ZoneId zone, String language) {
        Duration left = Duration.between(clock.instant(), at);
        boolean shopDiffers = shop != null
                && !shop.getRules().getOffset(at).equals(zone.getRules().getOffset(at));
        return new Shown(
                at.toString(),
                DeadlineWords.in(language).moment(at, zone),
                shopDiffers && shop != null ? DeadlineWords.in(language).moment(at, shop) : "",
                labels.left(left, language),
                left.isNegative());
    }

    Instant now() {
        return clock.instant();
    }
}
