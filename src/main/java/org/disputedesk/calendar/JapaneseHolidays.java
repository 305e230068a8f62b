package org.disputedesk.calendar;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.temporal.TemporalAdjusters.dayOfWeekInMonth;

import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;

/**
 * Japan's public holidays by the law of 1948 as it stands since 2022. Jollyday's calendar lacks the equinoxes, the days
 * off in lieu and the days between two holidays, and still has the birthday of the emperor before.
 */
final class JapaneseHolidays {

    private JapaneseHolidays() {}

    static Set<LocalDate> of(int year) {
        Set<LocalDate> named = named(year);
        Set<LocalDate> off = new TreeSet<>(named);
        for (LocalDate day : named) {
            if (day.getDayOfWeek() == SUNDAY) {
                LocalDate inLieu = day.plusDays(1);
                while (named.contains(inLieu)) {
                    inLieu = inLieu.plusDays(1);
                }
                off.add(inLieu);
            }
            if (named.contains(day.plusDays(2))) {
                off.add(day.plusDays(1));
            }
        }
        return off;
    }

    private static Set<LocalDate> named(int year) {
        return new TreeSet<>(Set.of(
                LocalDate.of(year, 1, 1),
                monday(2, 1, year),
                LocalDate.of(year, 2, 11),
                LocalDate.of(year, 2, 23),
                LocalDate.of(year, 3, equinox(20.8431, year)),
                LocalDate.of(year, 4, 29),
                LocalDate.of(year, 5, 3),
                LocalDate.of(year, 5, 4),
                LocalDate.of(year, 5, 5),
                monday(3, 7, year),
                LocalDate.of(year, 8, 11),
                monday(3, 9, year),
                LocalDate.of(year, 9, equinox(23.2488, year)),
                monday(2, 10, year),
                LocalDate.of(year, 11, 3),
                LocalDate.of(year, 11, 23)));
    }

    private static LocalDate monday(int nth, int month, int year) {
        return LocalDate.of(year, month, 1).with(dayOfWeekInMonth(nth, MONDAY));
    }

    /** The day as it is calculated until 2099; the government announces it in the February before. */
    private static int equinox(double in1980, int year) {
        int years = year - 1980;
        return (int) (in1980 + 0.242194 * years - Math.floorDiv(years, 4));
    }
}
