package org.disputedesk.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.disputedesk.policy.Distance.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistanceTest {

    @Test
    void hours_are_elapsed_time_and_days_are_days_of_a_calendar() {
        assertThat(Distance.parse("PT24H")).isEqualTo(new Distance(Unit.ELAPSED, Duration.ofHours(24), 0));
        assertThat(Distance.parse("-PT4H30M")).isEqualTo(new Distance(Unit.ELAPSED, Duration.ofMinutes(-270), 0));
        assertThat(Distance.parse("P7D")).isEqualTo(new Distance(Unit.CALENDAR_DAYS, Duration.ZERO, 7));
        assertThat(Distance.parse("P4D calendar")).isEqualTo(new Distance(Unit.CALENDAR_DAYS, Duration.ZERO, 4));
        assertThat(Distance.parse("P2W")).isEqualTo(new Distance(Unit.CALENDAR_DAYS, Duration.ZERO, 14));
        assertThat(Distance.parse("P2D business")).isEqualTo(new Distance(Unit.BUSINESS_DAYS, Duration.ZERO, 2));
        assertThat(Distance.parse("-P1D")).isEqualTo(new Distance(Unit.CALENDAR_DAYS, Duration.ZERO, -1));
    }

    /** A month has no length, and a day and an hour are counted on different clocks. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "24h", "P1M", "P1Y", "P1DT12H", "PT", "PT24H business", "P2D bank", "2D", "PTxH", "P99999D"})
    void anything_else_is_none(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Distance.parse(text))
                .withMessageContaining("'" + text + "' is no distance");
    }

    @Test
    void the_shortest_can_be_told() {
        assertThat(Distance.parse("PT25H")).isGreaterThan(Distance.parse("P1D business"));
        assertThat(Distance.parse("P3D")).isLessThan(Distance.parse("P30D"));
        assertThat(Distance.parse("PT0S").isZero()).isTrue();
        assertThat(Distance.parse("P1D").isZero()).isFalse();
        assertThat(Distance.parse("-PT1S").isNegative()).isTrue();
        assertThat(Distance.parse("-P1D business").isNegative()).isTrue();
    }
}
