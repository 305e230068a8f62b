package org.disputedesk.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.disputedesk.evidence.EvidenceLog.Verdict;
import org.disputedesk.rig.TestPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same record on the database production uses, also with writers in processes of their own. */
@Tag("slow")
class EvidenceLogOnPostgresTest extends EvidenceLogTest {

    private static final String RACED = "D-2026-000778";
    private static final int EACH = 150;

    private static @Nullable TestPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = TestPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server().close();
        postgres = null;
    }

    private static TestPostgres server() {
        return Objects.requireNonNull(postgres);
    }

    @Override
    RecordDatabase open() {
        return RecordDatabase.at(server().url(), TestPostgres.USER, TestPostgres.PASSWORD);
    }

    @Test
    void processes_that_append_at_once_neither_fork_the_chain_nor_lose_an_entry() throws Exception {
        List<Process> writers = new ArrayList<>();
        for (int t = 0; t < 2; t++) {
            writers.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Duser.timezone=UTC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            EvidenceLogOnPostgresTest.class.getName(),
                            server().url(),
                            "person:" + t)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        }
        try (RecordDatabase database = open()) {
            EvidenceLog log = database.log(Clock.systemUTC());
            for (Process writer : writers) {
                while (!writer.waitFor(20, TimeUnit.MILLISECONDS)) {
                    assertThat(log.verify(RACED).intact()).isTrue();
                }
                assertThat(writer.exitValue()).isZero();
            }
            assertThat(log.verify(RACED)).isEqualTo(Verdict.intact(2L * EACH));
            assertNobodyLostALine(log, RACED, 2, EACH);
            assertThat(log.entries(RACED).subList(0, EACH))
                    .as("the writers were at it at the same time")
                    .extracting(RecordEntry::actor)
                    .contains("person:0", "person:1");
        }
    }

    /** Appends to one case, as a node does. */
    public static void main(String[] args) {
        try (RecordDatabase database = RecordDatabase.at(args[0], TestPostgres.USER, TestPostgres.PASSWORD)) {
            EvidenceLog log = database.log(Clock.systemUTC());
            for (int i = 0; i < EACH; i++) {
                log.appendAs(args[1], RACED, "n", String.valueOf(i), Map.of());
                if (i == 0) {
                    await("the other writer has begun as well")
                            .atMost(Duration.ofMinutes(2))
                            .until(() -> log.entries(RACED).stream()
                                    .anyMatch(entry -> !entry.actor().equals(args[1])));
                }
            }
        }
    }
}
