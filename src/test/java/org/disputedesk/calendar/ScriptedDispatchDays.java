package org.disputedesk.calendar;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The dispatch of a shop that each story of the one desk of the tests sets up anew. */
public final class ScriptedDispatchDays extends DispatchDays {

    private final Clock clock;
    private volatile DispatchDays now;

    /** A shop that has set nothing up. */
    public ScriptedDispatchDays(Clock clock) {
        super(shop(clock, "", "", "", ""), "", "1");
        this.clock = clock;
        this.now = forgotten(clock);
    }

    /** A shop as its settings would say it. */
    public void shopIs(String zone, String country, String hours, String closed, String cutOff, int handlingDays) {
        now = new DispatchDays(shop(clock, zone, country, hours, closed), cutOff, String.valueOf(handlingDays));
    }

    /** No settings any more. */
    public void forget() {
        now = forgotten(clock);
    }

    private static DispatchDays forgotten(Clock clock) {
        return new DispatchDays(shop(clock, "", "", "", ""), "", "1");
    }

    private static ShopCalendar shop(Clock clock, String zone, String country, String hours, String closed) {
        return new ShopCalendar(new BusinessDays(), clock, zone, country, hours, closed);
    }

    @Override
    public Plan plan(Instant from, @Nullable Instant orderedAt, @Nullable LocalDate shipBy, ZoneId marketplaceZone) {
        return now.plan(from, orderedAt, shipBy, marketplaceZone);
    }
}
