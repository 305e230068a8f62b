package org.disputedesk.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.disputedesk.calendar.ShopCalendar.Presence;
import org.disputedesk.calendar.ShopCalendar.Staffed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 002-24: a marketplace's clock runs through nights, weekends and holidays; staff do not. */
class ShopCalendarTest {

    private static final String USUAL = "Mon-Fri 9:00-18:00, Sat 10:00-15:00";

    @ParameterizedTest(name = "{0}: at {3}, due {4} in {1}: {5}")
    @CsvSource(
            delimiter = '|',
            value = {
                // within the hours there is nothing to say, at their very end as well
                "a Friday noon      | Asia/Tokyo | JP | 2026-11-27T00:00:00Z | 2026-11-27T03:00:00Z | ",
                "the closing moment | Asia/Tokyo | JP | 2026-11-27T00:00:00Z | 2026-11-27T09:00:00Z | ",
                // 02:00 in Tokyo on Saturday
                "a night            | Asia/Tokyo | JP | 2026-11-27T00:00:00Z | 2026-11-27T17:00:00Z | 2026-11-27T09:00:00Z",
                // Sunday noon: Saturday 15:00
                "a Sunday           | Asia/Tokyo | JP | 2026-11-27T00:00:00Z | 2026-11-29T03:00:00Z | 2026-11-28T06:00:00Z",
                // before opening on Monday
                "a Monday morning   | Asia/Tokyo | JP | 2026-11-27T00:00:00Z | 2026-11-29T23:59:00Z | 2026-11-28T06:00:00Z",
                // Labour Thanksgiving Day is Monday 23 November
                "a holiday          | Asia/Tokyo | JP | 2026-11-20T00:00:00Z | 2026-11-23T05:00:00Z | 2026-11-21T06:00:00Z",
                "no holidays kept   | Asia/Tokyo |    | 2026-11-20T00:00:00Z | 2026-11-23T05:00:00Z | ",
                // closed from 29 December to 3 January; the 28th is a Monday
                "the turn of a year | Asia/Tokyo | JP | 2026-12-25T00:00:00Z | 2027-01-03T03:00:00Z | 2026-12-28T09:00:00Z",
                // New York leaves summer time on Sunday 1 November 2026: Saturday 15:00 is 19:00Z
                "end of summer time | America/New_York | US | 2026-10-30T12:00:00Z | 2026-11-01T20:00:00Z | 2026-10-31T19:00:00Z",
                // Berlin begins it on Sunday 29 March 2026: Saturday 15:00 is 14:00Z
                "begin of it        | Europe/Berlin | DE | 2026-03-27T12:00:00Z | 2026-03-29T20:00:00Z | 2026-03-28T14:00:00Z",
                "a leap day         | Asia/Tokyo | JP | 2028-02-29T00:00:00Z | 2028-02-29T12:00:00Z | 2028-02-29T09:00:00Z",
            })
    void the_last_moment_at_which_somebody_is_there(
            String what, String zone, String country, Instant now, Instant due, Instant last) {
        Staffed staffed = calendar(now, zone, country == null ? "" : country, USUAL, "2026-12-29..2027-01-03")
                .before(due);

        assertThat(staffed)
                .isEqualTo(
                        last == null
                                ? new Staffed(Presence.NOTHING_TO_SAY, null)
                                : new Staffed(Presence.LAST_MOMENT, last));
    }

    @Test
    void nobody_is_there_when_the_last_moment_has_gone() {
        Staffed staffed = calendar(Instant.parse("2026-11-28T06:00:00Z"), "Asia/Tokyo", "JP", USUAL, "")
                .before(Instant.parse("2026-11-29T06:00:00Z"));

        assertThat(staffed).isEqualTo(new Staffed(Presence.NOBODY, null));
    }

    @Test
    void a_shop_that_is_closed_for_good_has_nobody() {
        Staffed staffed = calendar(
                        Instant.parse("2026-11-28T06:00:00Z"), "Asia/Tokyo", "", USUAL, "2020-01-01..2030-01-01")
                .before(Instant.parse("2026-11-30T06:00:00Z"));

        assertThat(staffed.presence()).isEqualTo(Presence.NOBODY);
    }

    @Test
    void without_hours_and_for_what_is_late_there_is_nothing_to_say() {
        Instant now = Instant.parse("2026-11-28T12:00:00Z");

        assertThat(calendar(now, "", "", "", "").before(now.plusSeconds(60)).presence())
                .isEqualTo(Presence.NOTHING_TO_SAY);
        assertThat(calendar(now, "Asia/Tokyo", "JP", USUAL, "").before(now).presence())
                .isEqualTo(Presence.NOTHING_TO_SAY);
    }

    /** A night shift is two parts, and a day may have several. */
    @Test
    void shifts_of_a_day_and_of_a_night() {
        ShopCalendar shop = calendar(
                Instant.parse("2026-11-27T00:00:00Z"), "UTC", "", "Fri 8:00-12:00, Fri 14:00-24:00, Sat 0:00-2:30", "");

        assertThat(shop.before(Instant.parse("2026-11-27T13:00:00Z")).last()).isEqualTo("2026-11-27T12:00:00Z");
        assertThat(shop.before(Instant.parse("2026-11-28T01:00:00Z")).presence())
                .isEqualTo(Presence.NOTHING_TO_SAY);
        assertThat(shop.before(Instant.parse("2026-11-29T01:00:00Z")).last()).isEqualTo("2026-11-28T02:30:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mon",
                "Mon-Fri",
                "Mon 9-18",
                "Mon 18:00-9:00",
                "Xyz 9:00-18:00",
                "Mon 9:00-25:00",
                "月 9:00-18:00"
            })
    void hours_that_cannot_be_read_are_said_at_the_start(String hours) {
        assertThatThrownBy(() -> calendar(Instant.EPOCH, "UTC", "", hours, ""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("desk.shop-hours")
                .hasMessageContaining(hours);
    }

    @Test
    void other_settings_that_cannot_be_read_are_said_too() {
        assertThatThrownBy(() -> calendar(Instant.EPOCH, "Tokyo", "", "", "")).hasMessageContaining("desk.shop-zone");
        assertThatThrownBy(() -> calendar(Instant.EPOCH, "UTC", "Japan", "", ""))
                .hasMessageContaining("desk.shop-country");
        assertThatThrownBy(() -> calendar(Instant.EPOCH, "UTC", "", "", "29.12.2026"))
                .hasMessageContaining("desk.shop-closed");
        assertThatThrownBy(() -> calendar(Instant.EPOCH, "UTC", "", "", "2027-01-03..2026-12-29"))
                .hasMessageContaining("desk.shop-closed");
        assertThatThrownBy(() -> calendar(Instant.EPOCH, "", "", USUAL, "")).hasMessageContaining("desk.shop-zone");
    }

    private static ShopCalendar calendar(Instant now, String zone, String country, String hours, String closed) {
        return new ShopCalendar(new BusinessDays(), Clock.fixed(now, ZoneOffset.UTC), zone, country, hours, closed);
    }
}
