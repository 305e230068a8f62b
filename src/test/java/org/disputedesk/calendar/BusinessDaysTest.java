package org.disputedesk.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import org.disputedesk.dispute.Marketplace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BusinessDaysTest {

    private final BusinessDays days = new BusinessDays();

    @ParameterizedTest(name = "{0}: {2} business days after {1} is {3}")
    @CsvSource({
        // over a weekend
        "US, 2026-11-20, 2, 2026-11-24",
        // Thanksgiving is a Thursday; the day after it is none
        "US, 2026-11-25, 1, 2026-11-27",
        // the Fourth of July is a Saturday in 2026, and the Friday before is off
        "US, 2026-07-02, 1, 2026-07-06",
        // Germany: from Maundy Thursday over Easter
        "DE, 2026-04-02, 1, 2026-04-07",
        // 3 October on a Saturday is not made up for
        "DE, 2026-10-02, 1, 2026-10-05",
        "DE, 2026-12-23, 2, 2026-12-28",
        // Corpus Christi is a holiday of some German states only
        "DE, 2026-06-03, 1, 2026-06-04",
        // Japan: labour thanksgiving day on a Monday
        "JP, 2026-11-20, 1, 2026-11-24",
        // golden week, with a day off in lieu of the Sunday
        "JP, 2026-05-01, 1, 2026-05-07",
        // the day between two holidays is one too
        "JP, 2026-09-18, 1, 2026-09-24",
        "JP, 2026-03-19, 1, 2026-03-23",
        "JP, 2027-03-19, 1, 2027-03-23",
        // Saudi Arabia rests on Friday and Saturday
        "SA, 2026-11-19, 1, 2026-11-22",
        "SA, 2026-11-22, 4, 2026-11-26",
        // the national day on a Wednesday
        "SA, 2026-09-22, 1, 2026-09-24",
        "EG, 2026-11-19, 1, 2026-11-22",
        "AE, 2026-11-20, 1, 2026-11-23",
        // Good Friday and Boxing Day in lieu
        "GB, 2026-04-02, 1, 2026-04-06",
        "GB, 2026-12-24, 1, 2026-12-29",
        // begun on a day off
        "US, 2026-11-21, 1, 2026-11-23",
        "US, 2026-11-21, 0, 2026-11-21",
        "US, 2026-11-24, -2, 2026-11-20"
    })
    void business_days_leave_out_weekends_and_holidays(String country, LocalDate from, long n, LocalDate expected) {
        assertThat(days.plus(from, n, country)).isEqualTo(expected);
    }

    /** As the cabinet office lists them. */
    @Test
    void japan_rests_as_its_law_says() {
        assertThat(JapaneseHolidays.of(2026))
                .extracting(LocalDate::toString)
                .containsExactly(
                        "2026-01-01",
                        "2026-01-12",
                        "2026-02-11",
                        "2026-02-23",
                        "2026-03-20",
                        "2026-04-29",
                        "2026-05-03",
                        "2026-05-04",
                        "2026-05-05",
                        "2026-05-06",
                        "2026-07-20",
                        "2026-08-11",
                        "2026-09-21",
                        "2026-09-22",
                        "2026-09-23",
                        "2026-10-12",
                        "2026-11-03",
                        "2026-11-23");
        assertThat(JapaneseHolidays.of(2027))
                .extracting(LocalDate::toString)
                .containsExactly(
                        "2027-01-01",
                        "2027-01-11",
                        "2027-02-11",
                        "2027-02-23",
                        "2027-03-21",
                        "2027-03-22",
                        "2027-04-29",
                        "2027-05-03",
                        "2027-05-04",
                        "2027-05-05",
                        "2027-07-19",
                        "2027-08-11",
                        "2027-09-20",
                        "2027-09-23",
                        "2027-10-11",
                        "2027-11-03",
                        "2027-11-23");
        assertThat(JapaneseHolidays.of(2025))
                .extracting(LocalDate::toString)
                .contains("2025-02-24", "2025-03-20", "2025-05-06", "2025-09-23", "2025-11-24")
                .doesNotContain("2025-09-22");
    }

    @ParameterizedTest
    @EnumSource
    void every_marketplace_has_a_calendar(Marketplace marketplace) {
        String country = marketplace.country();
        assertThat(LocalDate.of(2026, 1, 1).datesUntil(LocalDate.of(2027, 1, 1)))
                .as("public holidays of %s in 2026", country)
                .filteredOn(day -> days.isHoliday(day, country))
                .hasSizeBetween(4, 20);
        assertThat(days.isWeekend(LocalDate.of(2026, 11, 28), country))
                .as("Saturday")
                .isTrue();
        assertThat(days.isBusinessDay(LocalDate.of(2026, 11, 25), country))
                .as("an ordinary %s", DayOfWeek.WEDNESDAY)
                .isTrue();
    }
}
