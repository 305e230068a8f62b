package org.disputedesk.dispute;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** Dates and times as people type them and forms submit them. */
public final class LocalMoment {

    private LocalMoment() {}

    /**
     * An instant from text: with an offset it is meant exactly, without one it is meant in the given zone, a bare date is
     * the start of that day.
     *
     * @throws Rejected naming the field when it is no date
     */
    public static Instant parse(String field, String text, ZoneId zone) {
        String value = Typed.code(text).replace(' ', 'T');
        try {
            if (value.length() == 10) {
                return LocalDate.parse(value).atStartOfDay(zone).toInstant();
            }
            if (value.matches(".*T.*(Z|[+-]\\d\\d:?\\d\\d)$")) {
                return OffsetDateTime.parse(value).toInstant();
            }
            return LocalDateTime.parse(value).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw Rejected.because(field, "noMoment");
        }
    }

    /** The end of a day in a zone: what "until the 25th" means. */
    public static Instant endOf(LocalDate day, ZoneId zone) {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /**
     * A day from text.
     *
     * @throws Rejected naming the field when it is no date
     */
    public static LocalDate day(String field, String text) {
        try {
            return LocalDate.parse(Typed.day(text));
        } catch (DateTimeException e) {
            throw Rejected.because(field, "noDay");
        }
    }
}
