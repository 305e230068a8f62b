package org.disputedesk.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.disputedesk.evidence.EvidenceLog.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A case with 10,000 entries: appending takes as long as at its beginning, and verifying grows with the record alone. */
@Tag("slow")
class LongRecordTest {

    private static final int LONG = 10_000;
    private static final int ROUNDS = 40;
    private static final int EACH = 25;

    @Test
    void a_long_record_is_appended_to_as_fast_as_a_short_one() {
        try (RecordDatabase database = RecordDatabase.inMemory()) {
            EvidenceLog log = database.log(Clock.systemUTC());
            String early = "D-2026-000001";
            String late = "D-2026-000002";
            append(log, late, LONG);
            // side by side, so that what else the machine does hits both alike
            long shortOnes = 0;
            long longOnes = 0;
            for (int round = 0; round < ROUNDS; round++) {
                shortOnes += append(log, early, EACH);
                longOnes += append(log, late, EACH);
            }
            assertThat((double) longOnes / shortOnes)
                    .as("time of an append at 10,000 entries, as a multiple of one at the beginning")
                    .isLessThan(2);

            int half = database.db
                    .sql("select count(*) from record_entry where case_number = ?")
                    .param(early)
                    .query(Integer.class)
                    .single();
            log.verify(late);
            long ofShort = verify(log, early, half);
            long ofLong = verify(log, late, LONG + half);
            System.out.printf(
                    "append %d/%d µs; verify %d entries %d ms, %d entries %d ms%n",
                    shortOnes / ROUNDS / EACH / 1000,
                    longOnes / ROUNDS / EACH / 1000,
                    half,
                    ofShort / 1_000_000,
                    LONG + half,
                    ofLong / 1_000_000);
            assertThat(Duration.ofNanos(ofLong)).isLessThan(Duration.ofSeconds(30));
            assertThat((double) ofLong / ofShort)
                    .as("time of verifying, against %d times as many entries", (LONG + half) / half)
                    .isLessThan(4.0 * (LONG + half) / half);
        }
    }

    private static long append(EvidenceLog log, String number, int times) {
        long begin = System.nanoTime();
        for (int i = 0; i < times; i++) {
            log.append(number, "kind", "Text " + i, Map.of("number", i));
        }
        return System.nanoTime() - begin;
    }

    private static long verify(EvidenceLog log, String number, int entries) {
        long begin = System.nanoTime();
        assertThat(log.verify(number)).isEqualTo(Verdict.intact(entries));
        return System.nanoTime() - begin;
    }
}
