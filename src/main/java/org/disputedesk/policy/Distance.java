package org.disputedesk.policy;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a deadline lies from what it counts from: {@code PT24H} is elapsed time, {@code P7D} days of the marketplace's
 * calendar, {@code P2D business} business days there. They differ by an hour where summer time begins or ends.
 *
 * @param elapsed the time, when the unit is elapsed time
 * @param days how many days, otherwise
 */
public record Distance(Unit unit, Duration elapsed, long days) implements Comparable<Distance> {

    /** What is counted. */
    public enum Unit {
        ELAPSED,
        CALENDAR_DAYS,
        BUSINESS_DAYS
    }

    private static final Pattern DAYS = Pattern.compile("(-?)P(\\d{1,4})([DW])( calendar| business)?");
    private static final int DAYS_OF_A_WEEK = 7;
    private static final Pattern TIME = Pattern.compile("-?PT\\d.*");

    /**
     * A distance as the pack writes it. Months are none: nobody agrees on the 31st of February.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Distance parse(String text) {
        Matcher days = DAYS.matcher(text);
        if (days.matches()) {
            long n = Long.parseLong(days.group(1) + days.group(2))
                    * (days.group(3).equals("W") ? DAYS_OF_A_WEEK : 1);
            boolean isBusiness = " business".equals(days.group(4));
            return new Distance(isBusiness ? Unit.BUSINESS_DAYS : Unit.CALENDAR_DAYS, Duration.ZERO, n);
        }
        try {
            if (TIME.matcher(text).matches()) {
                return new Distance(Unit.ELAPSED, Duration.parse(text), 0);
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no distance", e);
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no distance; write hours as PT24H, days as P7D, business days as P2D business");
    }

    /** Whether the deadline is what it counts from itself. */
    public boolean isZero() {
        return elapsed.isZero() && days == 0;
    }

    /** Whether it lies before what it counts from. */
    public boolean isNegative() {
        return elapsed.isNegative() || days < 0;
    }

    /** Shorter first; a day of any calendar counts as 24 hours. */
    @Override
    public int compareTo(Distance other) {
        return length().compareTo(other.length());
    }

    /** As elapsed time; a day of any calendar counts as 24 hours. */
    public Duration length() {
        return elapsed.plusDays(days);
    }
}
