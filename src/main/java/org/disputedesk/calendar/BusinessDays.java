package org.disputedesk.calendar;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The days on which a country works: neither its weekend nor one of its public holidays. Holidays of single regions are
 * business days, so that a deadline comes rather too early than too late. Countries are ISO 3166 codes.
 */
@Component
public class BusinessDays {

    private static final Set<DayOfWeek> WESTERN_WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    private static final Map<String, Set<DayOfWeek>> WEEKENDS = Map.of(
            "SA", Set.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY),
            "EG", Set.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY));

    private final Map<CountryYear, Set<LocalDate>> holidays = new ConcurrentHashMap<>();

    private record CountryYear(String country, int year) {}

    /** Whether the country works on this day. */
    public boolean isBusinessDay(LocalDate day, String country) {
        return !isWeekend(day, country) && !isHoliday(day, country);
    }

    /** Whether the day is part of the country's weekend. */
    public boolean isWeekend(LocalDate day, String country) {
        return WEEKENDS.getOrDefault(country, WESTERN_WEEKEND).contains(day.getDayOfWeek());
    }

    /** Whether the day is a public holiday of the whole country. */
    public boolean isHoliday(LocalDate day, String country) {
        return holidays.computeIfAbsent(new CountryYear(country, day.getYear()), BusinessDays::holidays)
                .contains(day);
    }

    /**
     * The n-th business day after a day, which itself is not counted; before it when n is negative, the day itself when n
     * is 0.
     */
    public LocalDate plus(LocalDate day, long n, String country) {
        long step = Long.signum(n);
        LocalDate end = day;
        for (long left = Math.abs(n); left > 0; ) {
            end = end.plusDays(step);
            if (isBusinessDay(end, country)) {
                left--;
            }
        }
        return end;
    }

    private static Set<LocalDate> holidays(CountryYear wanted) {
        if (wanted.country().equals("JP")) {
            return JapaneseHolidays.of(wanted.year());
        }
        String calendar = wanted.country().toLowerCase(Locale.ROOT);
        return HolidayManager.getInstance(ManagerParameters.create(calendar))
                .getHolidays(Year.of(wanted.year()), HolidayType.PUBLIC_HOLIDAY)
                .stream()
                .map(Holiday::getDate)
                .collect(Collectors.toUnmodifiableSet());
    }
}
