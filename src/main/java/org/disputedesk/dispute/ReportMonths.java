package org.disputedesk.dispute;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The months a report is about, both included.
 *
 * @param first the first month
 * @param last the last month
 */
public record ReportMonths(YearMonth first, YearMonth last) {

    private static final int MOST = 120;
    private static final int USUAL = 12;

    /**
     * The months that somebody asks for.
     *
     * @param from the first month, such as 2026-01; null for a year before the last
     * @param to the last month; null for this one, wherever it is the next already
     * @throws Rejected naming the field, when a month is none, or they are the wrong way round or more than ten years apart
     */
    public static ReportMonths of(@Nullable String from, @Nullable String to, Clock clock) {
        YearMonth last = to == null
                ? YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC)).plusMonths(1)
                : month("to", to);
        YearMonth first = from == null ? last.minusMonths(USUAL) : month("from", from);
        if (first.isAfter(last) || first.plusMonths(MOST).isBefore(last)) {
            throw Rejected.because("from", "monthsApart", MOST);
        }
        return new ReportMonths(first, last);
    }

    /** Whether a month is one of them. */
    public boolean contain(YearMonth month) {
        return !month.isBefore(first) && !month.isAfter(last);
    }

    private static YearMonth month(String field, String told) {
        try {
            YearMonth month = YearMonth.parse(told);
            if (month.getYear() < 2000 || month.getYear() > 2200) {
                throw new DateTimeException(told);
            }
            return month;
        } catch (DateTimeException e) {
            throw Rejected.because(field, "noMonth");
        }
    }
}
