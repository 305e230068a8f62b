package org.disputedesk.desk;

import java.time.Instant;
import java.time.ZoneId;
import org.disputedesk.calendar.DeadlineWords;
import org.disputedesk.calendar.ShopCalendar;
import org.disputedesk.calendar.ShopCalendar.Staffed;
import org.springframework.stereotype.Component;

/** Says when somebody is there for the last time before a deadline that ends outside the shop's hours (002-24). */
@Component
public class StaffedWords {

    private final ShopCalendar shop;
    private final Labels labels;

    StaffedWords(ShopCalendar shop, Labels labels) {
        this.shop = shop;
        this.labels = labels;
    }

    /**
     * For a reader of this language, at the shop's time; empty when there is nothing to say.
     *
     * @param due when the deadline ends
     */
    public String of(Instant due, String lang) {
        Staffed staffed = shop.before(due);
        Instant last = staffed.last();
        ZoneId zone = shop.zone();
        return switch (staffed.presence()) {
            case NOTHING_TO_SAY -> "";
            case NOBODY -> labels.of("nobodyStaffed", lang);
            case LAST_MOMENT ->
                last == null || zone == null
                        ? ""
                        : labels.of("lastStaffed", lang, DeadlineWords.in(lang).moment(last, zone));
        };
    }
}
