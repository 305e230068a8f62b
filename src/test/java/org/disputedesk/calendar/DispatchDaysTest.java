package org.disputedesk.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.disputedesk.calendar.DispatchDays.Plan;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 002-05, 002-18, 002-19, A16: on which day a parcel really leaves. */
class DispatchDaysTest {

    private static final String USUAL = "Mon-Fri 9:00-18:00, Sat 10:00-15:00";

    private static DispatchDays days(
            String zone, String country, String hours, String closed, String cutOff, String handling) {
        return new DispatchDays(
                new ShopCalendar(new BusinessDays(), Clock.systemUTC(), zone, country, hours, closed),
                cutOff,
                handling);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // Friday 14:59:59 in Tokyo, and a second later: the cut-off is 15:00
                "before the cut-off   | Asia/Tokyo | JP | 0 | 2026-11-27T05:59:59Z | 2026-11-27 | 2026-11-27 | 2026-11-27T06:00:00Z | ",
                "at the cut-off       | Asia/Tokyo | JP | 0 | 2026-11-27T06:00:00Z | 2026-11-28 | 2026-11-28 | 2026-11-28T06:00:00Z | ",
                // Saturday after the cut-off: Sunday is closed
                "a weekend            | Asia/Tokyo | JP | 0 | 2026-11-28T06:00:00Z | 2026-11-30 | 2026-11-30 | 2026-11-30T06:00:00Z | 2026-11-29",
                "one day of handling  | Asia/Tokyo | JP | 1 | 2026-11-27T00:00:00Z | 2026-11-27 | 2026-11-28 | 2026-11-27T06:00:00Z | ",
                "handling over Sunday | Asia/Tokyo | JP | 1 | 2026-11-28T00:00:00Z | 2026-11-28 | 2026-11-30 | 2026-11-28T06:00:00Z | 2026-11-29",
                // Labour Thanksgiving Day is Monday 23 November 2026
                "a holiday            | Asia/Tokyo | JP | 0 | 2026-11-21T09:00:00Z | 2026-11-24 | 2026-11-24 | 2026-11-24T06:00:00Z | 2026-11-22,2026-11-23",
                // the shop is closed from 29 December to 3 January
                "the turn of a year   | Asia/Tokyo | JP | 0 | 2026-12-28T09:00:00Z | 2027-01-04 | 2027-01-04 | 2027-01-04T06:00:00Z | "
                        + "2026-12-29,2026-12-30,2026-12-31,2027-01-01,2027-01-02,2027-01-03",
                // New York leaves summer time on Sunday 1 November 2026: 15:00 was 19:00Z, and is 20:00Z
                "end of summer time   | America/New_York | US | 0 | 2026-10-31T18:59:59Z | 2026-10-31 | 2026-10-31 | 2026-10-31T19:00:00Z | ",
                "after it             | America/New_York | US | 0 | 2026-10-31T19:00:00Z | 2026-11-02 | 2026-11-02 | 2026-11-02T20:00:00Z | 2026-11-01",
                // Berlin begins it on Sunday 29 March 2026: 15:00 was 14:00Z, and is 13:00Z
                "begin of summer time | Europe/Berlin | DE | 0 | 2026-03-28T14:00:00Z | 2026-03-30 | 2026-03-30 | 2026-03-30T13:00:00Z | 2026-03-29",
            })
    void a_parcel_leaves_on_the_first_day_whose_cut_off_lies_ahead(
            String what,
            String zone,
            String country,
            String handling,
            Instant now,
            LocalDate next,
            LocalDate usual,
            Instant by,
            @Nullable String closed) {
        Plan plan = days(zone, country, USUAL, "2026-12-29..2027-01-03", "15:00", handling)
                .plan(now, null, null, ZoneId.of("UTC"));

        List<LocalDate> expected = closed == null
                ? List.of()
                : Arrays.stream(closed.split(",")).map(LocalDate::parse).toList();
        assertThat(plan).isEqualTo(new Plan(next, by, usual, null, expected));
    }

    @Test
    void the_promised_day_comes_before_the_usual_one_and_nothing_leaves_in_the_past() {
        DispatchDays days = days("Asia/Tokyo", "JP", USUAL, "", "15:00", "3");
        Instant friday = Instant.parse("2026-11-27T00:00:00Z");

        Plan unhurried = days.plan(friday, friday, null, ZoneId.of("UTC"));
        assertThat(unhurried.usual()).isEqualTo("2026-12-01");
        assertThat(unhurried.daysEarlier()).isEqualTo(4);
        assertThat(unhurried.daysToShipBy()).isNull();

        Plan promised = days.plan(friday, friday, LocalDate.parse("2026-11-28"), ZoneId.of("UTC"));
        assertThat(promised.usual()).isEqualTo("2026-11-28");
        assertThat(promised.daysEarlier()).isEqualTo(1);
        assertThat(promised.daysToShipBy()).isEqualTo(1);

        Plan late = days.plan(
                friday, Instant.parse("2026-11-16T00:00:00Z"), LocalDate.parse("2026-11-20"), ZoneId.of("UTC"));
        assertThat(late.usual()).isEqualTo("2026-11-27");
        assertThat(late.daysEarlier()).isZero();
        assertThat(late.daysToShipBy()).isEqualTo(-7);
    }

    @Test
    void a_shop_that_has_said_nothing_ships_every_day_of_the_marketplace_until_midnight() {
        Plan plan = days("", "", "", "", "", "0")
                .plan(Instant.parse("2026-11-28T14:59:59Z"), null, null, ZoneId.of("Asia/Tokyo"));
        assertThat(plan.next()).isEqualTo("2026-11-28");
        assertThat(plan.by()).isEqualTo("2026-11-28T15:00:00Z");
        assertThat(plan.closed()).isEmpty();
        assertThat(days("", "", "", "", "", "0")
                        .plan(Instant.parse("2026-11-28T15:00:00Z"), null, null, ZoneId.of("Asia/Tokyo"))
                        .next())
                .isEqualTo("2026-11-29");
    }

    @Test
    void without_a_cut_off_a_parcel_leaves_until_the_last_person_does() {
        assertThat(days("Asia/Tokyo", "", USUAL, "", "", "0")
                        .plan(Instant.parse("2026-11-28T05:59:59Z"), null, null, ZoneId.of("UTC"))
                        .by())
                .isEqualTo("2026-11-28T06:00:00Z");
    }

    @Test
    void settings_that_make_no_sense_stop_the_start_and_say_how_they_are_written() {
        assertThatThrownBy(() -> days("", "", "", "", "3 pm", "1"))
                .hasMessageContaining("desk.shop-cut-off is an hour such as 15:00");
        assertThatThrownBy(() -> days("", "", "", "", "25:00", "1")).hasMessageContaining("desk.shop-cut-off");
        assertThatThrownBy(() -> days("", "", "", "", "", "soon"))
                .hasMessageContaining("desk.shop-handling-days is a number from 0 to 30");
        assertThatThrownBy(() -> days("", "", "", "", "", "31")).hasMessageContaining("desk.shop-handling-days");
        assertThatThrownBy(() -> days("Asia/Tokyo", "", "", "2026-01-01..2029-01-01", "", "0")
                        .plan(Instant.parse("2026-11-28T05:59:59Z"), null, null, ZoneId.of("UTC")))
                .hasMessageContaining("desk.shop-closed");
    }
}
