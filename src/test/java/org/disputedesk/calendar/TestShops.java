package org.disputedesk.calendar;

import java.time.Clock;

/** Shops whose hours tests in other packages need. */
public final class TestShops {

    private TestShops() {}

    /** A shop in Tokyo that keeps Japan's holidays. */
    public static ShopCalendar inTokyo(Clock clock, String hours) {
        return new ShopCalendar(new BusinessDays(), clock, "Asia/Tokyo", "JP", hours, "");
    }
}
