package org.disputedesk.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Random;
import org.disputedesk.calendar.ShopCalendar.Presence;
import org.disputedesk.calendar.ShopCalendar.Staffed;
import org.disputedesk.dispute.Marketplace;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * 002-24: whatever the hours, the closed days and the deadline, the moment that staff are told is the last one at which somebody is
 * there, as somebody finds it who walks back from the deadline quarter by quarter. The years hold a leap day and every change
 * of the clocks.
 */
class ShopHoursPropertyTest {

    private static final int TRIES = 150;
    private static final int QUARTER = 15 * 60;

    private final Random random = new Random(20261127);

    @ParameterizedTest
    @EnumSource(Marketplace.class)
    void it_is_the_last_moment_before_the_deadline(Marketplace marketplace) {
        ZoneId zone = marketplace.zone();
        for (int n = 0; n < TRIES; n++) {
            LocalTime open = LocalTime.of(5 + random.nextInt(6), 15 * random.nextInt(4));
            LocalTime close = open.plusMinutes(15L * (1 + random.nextInt(40)));
            DayOfWeek first = DayOfWeek.of(1 + random.nextInt(7));
            int days = 1 + random.nextInt(7);
            Instant due =
                    Instant.parse("2027-01-01T00:00:00Z").plusSeconds((long) QUARTER * random.nextInt(3 * 365 * 96));
            Instant now = due.minusSeconds((long) QUARTER * (1 + random.nextInt(8 * 96)));
            LocalDate from = due.atZone(zone).toLocalDate().minusDays(random.nextInt(6));
            LocalDate to = from.plusDays(random.nextInt(4));
            String hours = name(first) + "-" + name(first.plus(days - 1L)) + " " + open + "-" + close;
            var calendar = new ShopCalendar(
                    new BusinessDays(), Clock.fixed(now, ZoneOffset.UTC), zone.getId(), "", hours, from + ".." + to);

            Instant at = due;
            while (at.isAfter(now) && !staffed(at.atZone(zone), open, close, first, days, from, to)) {
                at = at.minusSeconds(QUARTER);
            }

            Staffed expected = at.equals(due)
                    ? new Staffed(Presence.NOTHING_TO_SAY, null)
                    : at.isAfter(now) ? new Staffed(Presence.LAST_MOMENT, at) : new Staffed(Presence.NOBODY, null);
            assertThat(calendar.before(due))
                    .as("%s closed %s..%s in %s, at %s, due %s", hours, from, to, zone, now, due)
                    .isEqualTo(expected);
        }
    }

    private static String name(DayOfWeek day) {
        String name = day.name().substring(0, 3).toLowerCase(Locale.ROOT);
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** Whether somebody is there at this moment, the first and the last of the day included. */
    private static boolean staffed(
            ZonedDateTime at,
            LocalTime open,
            LocalTime close,
            DayOfWeek first,
            int days,
            LocalDate from,
            LocalDate to) {
        LocalDate day = at.toLocalDate();
        boolean isClosed = !day.isBefore(from) && !day.isAfter(to);
        int place = (day.getDayOfWeek().getValue() - first.getValue() + 7) % 7;
        return !isClosed
                && place < days
                && !at.toLocalTime().isBefore(open)
                && !at.toLocalTime().isAfter(close);
    }
}
