package org.disputedesk.calendar;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * When somebody works at the shop: its weekly hours without public holidays and without the days it is closed besides. A
 * marketplace's deadline does not care; staff must know the last moment at which one of them is there before it ends
 * (002-24, P1). Times are the shop's.
 */
@Component
public class ShopCalendar {

    /** Shops close for some weeks at most; what lies further back than this helps nobody. */
    private static final int LONGEST_CLOSED = 60;

    private static final Pattern HOURS = Pattern.compile(
            "(?<from>[A-Za-z]{3})(?:\\s*-\\s*(?<to>[A-Za-z]{3}))?\\s+(?<open>\\d{1,2}:\\d{2})\\s*-\\s*(?<close>\\d{1,2}:\\d{2})");
    private static final Map<String, DayOfWeek> DAYS = Map.of(
            "mon", DayOfWeek.MONDAY,
            "tue", DayOfWeek.TUESDAY,
            "wed", DayOfWeek.WEDNESDAY,
            "thu", DayOfWeek.THURSDAY,
            "fri", DayOfWeek.FRIDAY,
            "sat", DayOfWeek.SATURDAY,
            "sun", DayOfWeek.SUNDAY);

    private final BusinessDays businessDays;
    private final Clock clock;
    private final @Nullable ZoneId zone;
    private final String country;
    private final Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
    private final List<Closed> closed = new ArrayList<>();

    private record Shift(LocalTime open, LocalTime close) {}

    private record Closed(LocalDate from, LocalDate to) {}

    /**
     * What the settings say of the shop.
     *
     * @param zone {@code desk.shop-zone}, such as Asia/Tokyo; without it nobody knows when the shop works
     * @param country {@code desk.shop-country}, whose public holidays are kept; empty when it keeps none
     * @param hours {@code desk.shop-hours}, such as {@code Mon-Fri 9:00-18:00, Sat 10:00-15:00}
     * @param closedDays {@code desk.shop-closed}, such as {@code 2026-12-29..2027-01-03, 2027-02-12}
     * @throws IllegalStateException when one of them cannot be read, saying how it is written
     */
    @Autowired
    ShopCalendar(
            BusinessDays businessDays,
            Clock clock,
            @Value("${desk.shop-zone:}") String zone,
            @Value("${desk.shop-country:}") String country,
            @Value("${desk.shop-hours:}") String hours,
            @Value("${desk.shop-closed:}") String closedDays) {
        this.businessDays = businessDays;
        this.clock = clock;
        this.zone = zone.isBlank() ? null : zone(zone.strip());
        this.country = country(country.strip());
        parts(hours).forEach(this::addHours);
        parts(closedDays).forEach(this::addClosed);
        if (!week.isEmpty() && this.zone == null) {
            throw new IllegalStateException("desk.shop-hours are times of the shop: set desk.shop-zone too, such as"
                    + " desk.shop-zone=Asia/Tokyo.");
        }
    }

    private static Stream<String> parts(String list) {
        return Stream.of(list.split(",", -1)).map(String::strip).filter(part -> !part.isEmpty());
    }

    private static ZoneId zone(String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new IllegalStateException(
                    "desk.shop-zone is a name such as Asia/Tokyo or Europe/Berlin, not \"" + zone + "\".", e);
        }
    }

    private static String country(String country) {
        String code = country.toUpperCase(Locale.ROOT);
        if (!code.isEmpty() && !List.of(Locale.getISOCountries()).contains(code)) {
            throw new IllegalStateException(
                    "desk.shop-country is a country's code of two letters such as JP, not \"" + country + "\".");
        }
        return code;
    }

    private void addHours(String part) {
        Matcher told = HOURS.matcher(part);
        DayOfWeek from = told.matches() ? day(told.group("from")) : null;
        DayOfWeek to = from != null && told.group("to") != null ? day(told.group("to")) : from;
        if (from == null || to == null) {
            throw unreadableHours(part, null);
        }
        Shift shift;
        try {
            shift = new Shift(time(told.group("open")), time(told.group("close")));
        } catch (DateTimeException e) {
            throw unreadableHours(part, e);
        }
        if (!shift.open().isBefore(shift.close())) {
            throw unreadableHours(part, null);
        }
        for (DayOfWeek day = from; ; day = day.plus(1)) {
            week.computeIfAbsent(day, d -> new ArrayList<>()).add(shift);
            if (day == to) {
                break;
            }
        }
    }

    private static @Nullable DayOfWeek day(String name) {
        return DAYS.get(name.toLowerCase(Locale.ROOT));
    }

    private static LocalTime time(String told) {
        if (told.equals("24:00")) {
            return LocalTime.MAX;
        }
        return LocalTime.parse(told.length() == 4 ? "0" + told : told);
    }

    private static IllegalStateException unreadableHours(String part, @Nullable Exception cause) {
        return new IllegalStateException(
                "desk.shop-hours are written as \"Mon-Fri 9:00-18:00, Sat 10:00-15:00\"; \"" + part
                        + "\" is not. Hours over midnight are two parts: \"Fri 20:00-24:00, Sat 0:00-4:00\".",
                cause);
    }

    private void addClosed(String part) {
        String[] ends = part.split("\\.\\.", -1);
        try {
            LocalDate from = LocalDate.parse(ends[0].strip());
            LocalDate to = ends.length == 1 ? from : LocalDate.parse(ends[1].strip());
            if (ends.length > 2 || to.isBefore(from)) {
                throw new DateTimeException("It ends before it begins");
            }
            closed.add(new Closed(from, to));
        } catch (DateTimeException e) {
            throw new IllegalStateException(
                    "desk.shop-closed are days such as \"2026-12-29..2027-01-03, 2027-02-12\"; \"" + part
                            + "\" is not.",
                    e);
        }
    }

    /** What the shop's hours mean for a deadline. */
    public enum Presence {
        /** Nobody has said when the shop works, the deadline has passed, or somebody is there when it ends. */
        NOTHING_TO_SAY,
        /** Somebody is there for the last time before it ends. */
        LAST_MOMENT,
        /** Nobody is there any more before it ends. */
        NOBODY
    }

    /**
     * Who is there before a deadline ends.
     *
     * @param last the last staffed moment before it, null unless there is one to tell
     */
    public record Staffed(Presence presence, @Nullable Instant last) {

        private static final Staffed NOTHING_TO_SAY = new Staffed(Presence.NOTHING_TO_SAY, null);
    }

    /** What staff must know of a deadline that ends outside their hours. */
    public Staffed before(Instant due) {
        Instant now = clock.instant();
        if (zone == null || week.isEmpty() || !due.isAfter(now)) {
            return Staffed.NOTHING_TO_SAY;
        }
        Optional<Instant> last = lastStaffed(due, zone);
        if (last.isPresent() && last.get().equals(due)) {
            return Staffed.NOTHING_TO_SAY;
        }
        return last.filter(now::isBefore)
                .map(at -> new Staffed(Presence.LAST_MOMENT, at))
                .orElse(new Staffed(Presence.NOBODY, null));
    }

    /** Whether somebody works at the shop on this day; a shop that has not said when it works does so on every day that is not closed. */
    boolean worksOn(LocalDate day) {
        return isOpen(day) && (week.isEmpty() || week.containsKey(day.getDayOfWeek()));
    }

    /** When the last person leaves on this day; empty when nobody has said. */
    Optional<LocalTime> lastClose(LocalDate day) {
        return week.getOrDefault(day.getDayOfWeek(), List.of()).stream()
                .map(Shift::close)
                .max(Comparator.naturalOrder());
    }

    /** The zone of the shop's hours, null when nobody has said. */
    public @Nullable ZoneId zone() {
        return zone;
    }

    private Optional<Instant> lastStaffed(Instant due, ZoneId shop) {
        LocalDate lastDay = due.atZone(shop).toLocalDate();
        return Stream.iterate(lastDay, day -> day.minusDays(1))
                .limit(LONGEST_CLOSED)
                .filter(this::isOpen)
                .flatMap(day -> week.getOrDefault(day.getDayOfWeek(), List.of()).stream()
                        .filter(shift -> !shift.open()
                                .atDate(day)
                                .atZone(shop)
                                .toInstant()
                                .isAfter(due))
                        .map(shift -> shift.close().atDate(day).atZone(shop).toInstant())
                        .map(close -> close.isAfter(due) ? due : close)
                        .max(Comparator.naturalOrder())
                        .stream())
                .findFirst();
    }

    private boolean isOpen(LocalDate day) {
        boolean isHoliday = !country.isEmpty() && businessDays.isHoliday(day, country);
        return !isHoliday && closed.stream().noneMatch(c -> !day.isBefore(c.from()) && !day.isAfter(c.to()));
    }
}
