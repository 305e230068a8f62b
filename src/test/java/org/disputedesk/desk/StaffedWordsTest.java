package org.disputedesk.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.disputedesk.calendar.TestShops;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 002-24: what staff read at a deadline that ends while nobody is there. */
class StaffedWordsTest {

    private static final Instant FRIDAY = Instant.parse("2026-11-27T01:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "en, last staffed moment before it: Fri 2026-11-27 18:00 JST",
        "ja, 期限前に担当者がいる最後の時刻：2026-11-27（金）18:00 JST",
        "zh, 截止前最后有人值班的时间：2026-11-27（周五）18:00 JST",
    })
    void the_last_moment_is_said_at_the_shops_time(String lang, String said) {
        assertThat(at(FRIDAY).of(Instant.parse("2026-11-28T01:00:00Z"), lang)).isEqualTo(said);
    }

    @Test
    void and_that_nobody_comes_any_more() {
        assertThat(at(Instant.parse("2026-11-27T09:00:00Z")).of(Instant.parse("2026-11-28T01:00:00Z"), "en"))
                .isEqualTo("nobody is on duty before then: act now");
        assertThat(at(FRIDAY).of(Instant.parse("2026-11-27T05:00:00Z"), "en")).isEmpty();
    }

    private static StaffedWords at(Instant now) {
        return new StaffedWords(
                TestShops.inTokyo(Clock.fixed(now, ZoneOffset.UTC), "Mon-Fri 9:00-18:00"), new Labels());
    }
}
