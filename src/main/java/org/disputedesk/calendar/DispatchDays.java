package org.disputedesk.calendar;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.disputedesk.dispute.LocalMoment;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * On which days parcels leave the shop: those on which somebody works there, until the hour at which the carrier comes. Days
 * and hours are the shop's; while nobody has said where it is, the marketplace's (002-05, 002-18).
 */
@Component
public class DispatchDays {

    /** A shop that ships nothing for longer than this has a mistake in its settings. */
    private static final int LONGEST_CLOSED = 400;

    private static final int MOST_HANDLING_DAYS = 30;

    private final ShopCalendar shop;
    private final @Nullable LocalTime cutOff;
    private final int handlingDays;

    /**
     * What the settings say of the shop's dispatch.
     *
     * @param cutOff {@code desk.shop-cut-off}, such as {@code 15:00}: what is ordered later leaves on the next dispatch day;
     *     empty for the end of the day's work
     * @param handlingDays {@code desk.shop-handling-days}: how many dispatch days after the first possible one an order usually
     *     leaves; 0 when the shop ships everything as soon as it can
     * @throws IllegalStateException when one of them cannot be read, saying how it is written
     */
    @Autowired
    DispatchDays(
            ShopCalendar shop,
            @Value("${desk.shop-cut-off:}") String cutOff,
            @Value("${desk.shop-handling-days:1}") String handlingDays) {
        this.shop = shop;
        this.cutOff = cutOff.isBlank() ? null : time(cutOff.strip());
        this.handlingDays = days(handlingDays.strip());
    }

    private static LocalTime time(String told) {
        try {
            return LocalTime.parse(told.length() == 4 ? "0" + told : told);
        } catch (DateTimeException e) {
            throw new IllegalStateException("desk.shop-cut-off is an hour such as 15:00, not \"" + told + "\".", e);
        }
    }

    private static int days(String told) {
        if (!told.matches("\\d{1,2}") || Integer.parseInt(told) > MOST_HANDLING_DAYS) {
            throw new IllegalStateException(
                    "desk.shop-handling-days is a number from 0 to " + MOST_HANDLING_DAYS + ", not \"" + told + "\".");
        }
        return Integer.parseInt(told);
    }

    /**
     * When something can leave.
     *
     * @param next the first day on which it can
     * @param by the cut-off on that day
     * @param usual the day on which it would leave without any hurry, never before {@code next}
     * @param shipBy the last day the marketplace wants, null when nobody knows it
     * @param closed the days until {@code usual} on which the shop is closed
     */
    public record Plan(
            LocalDate next,
            Instant by,
            LocalDate usual,
            @Nullable LocalDate shipBy,
            List<LocalDate> closed) {

        /** Makes it unchangeable. */
        public Plan {
            closed = List.copyOf(closed);
        }

        /** How many days sooner than usual it could leave. */
        public long daysEarlier() {
            return ChronoUnit.DAYS.between(next, usual);
        }

        /** Days from the next dispatch to the last day promised for it, negative when that is over; null when unknown. */
        public @Nullable Long daysToShipBy() {
            return shipBy == null ? null : ChronoUnit.DAYS.between(next, shipBy);
        }
    }

    /**
     * Works out when something that is asked for now can leave.
     *
     * @param orderedAt when it was ordered; null when it has not been ordered yet
     * @param shipBy the last day promised for its dispatch; null when nobody knows it
     * @param marketplaceZone whose days count while the shop has not said where it is
     * @throws IllegalStateException when the settings leave no dispatch day within a year
     */
    public Plan plan(Instant now, @Nullable Instant orderedAt, @Nullable LocalDate shipBy, ZoneId marketplaceZone) {
        ZoneId shopZone = shop.zone();
        ZoneId zone = shopZone == null ? marketplaceZone : shopZone;
        LocalDate next = first(now, zone);
        LocalDate usual = first(orderedAt == null || orderedAt.isAfter(now) ? now : orderedAt, zone);
        for (int left = handlingDays; left > 0; left--) {
            usual = following(usual.plusDays(1));
        }
        if (shipBy != null && shipBy.isBefore(usual)) {
            usual = shipBy;
        }
        if (usual.isBefore(next)) {
            usual = next;
        }
        List<LocalDate> closed = now.atZone(zone)
                .toLocalDate()
                .datesUntil(usual)
                .filter(day -> !shop.worksOn(day))
                .toList();
        return new Plan(next, by(next, zone), usual, shipBy, closed);
    }

    /** The first dispatch day whose cut-off has not passed at this moment. */
    private LocalDate first(Instant from, ZoneId zone) {
        LocalDate day = following(from.atZone(zone).toLocalDate());
        return from.isBefore(by(day, zone)) ? day : following(day.plusDays(1));
    }

    private LocalDate following(LocalDate from) {
        return Stream.iterate(from, day -> day.plusDays(1))
                .limit(LONGEST_CLOSED)
                .filter(shop::worksOn)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "The shop ships on no day after " + from + ". Look at desk.shop-hours and desk.shop-closed."));
    }

    private Instant by(LocalDate day, ZoneId zone) {
        LocalTime hour = cutOff == null ? shop.lastClose(day).orElse(LocalTime.MAX) : cutOff;
        return hour.equals(LocalTime.MAX)
                ? LocalMoment.endOf(day, zone)
                : day.atTime(hour).atZone(zone).toInstant();
    }
}
