package org.disputedesk.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} at random moments of a busy day: what the desk has acknowledged is there afterwards, once, and every
 * letter has left once. {@code -Ddesk.kills=30} for a long run.
 */
@Tag("slow")
class KillTest {

    private static final int PEOPLE = 4;
    private static final int BUSY = 40;

    @Test
    void nothing_acknowledged_is_lost_or_doubled_on_h2() throws Exception {
        Path place = DeskNode.place("kill-h2");
        Path home = place.resolve("home");
        try (DeskNode node = DeskNode.start("node", home)) {
            Findings findings = killAgainAndAgain("H2", node, Integer.getInteger("desk.kills", 2));
            assertThat(node.stop())
                    .as("exit code of a desk that was asked to stop")
                    .isIn(0, 143);
            findings.checkTables("jdbc:h2:file:" + home.resolve("desk") + ";IFEXISTS=TRUE", "desk", "");
            report(findings, place);
        }
    }

    @Test
    void nothing_acknowledged_is_lost_or_doubled_on_postgresql() throws Exception {
        Path place = DeskNode.place("kill-postgresql");
        try (TestPostgres postgres = TestPostgres.start();
                DeskNode node = DeskNode.start("node", place.resolve("home"), postgres.settings())) {
            Findings findings = killAgainAndAgain("PG", node, Integer.getInteger("desk.kills", 2));
            assertThat(node.stop())
                    .as("exit code of a desk that was asked to stop")
                    .isIn(0, 143);
            findings.checkTables(postgres.url(), TestPostgres.USER, TestPostgres.PASSWORD);
            report(findings, place);
        }
    }

    private static Findings killAgainAndAgain(String database, DeskNode node, int kills) throws IOException {
        Shop shop = new Shop(node.client());
        Findings findings = new Findings(database, shop, node.home());
        try (shop) {
            shop.start(PEOPLE);
            for (int kill = 0; kill < kills; kill++) {
                letShopWork(shop);
                node.kill();
                long from = System.nanoTime();
                node.startAgain();
                findings.killed(Duration.ofNanos(System.nanoTime() - from));
                findings.check(node.client());
            }
            letShopWork(shop);
        }
        findings.drainAndCheckAll(node.client());
        return findings;
    }

    /** However busy the machine is, something is going on in every step of the cases; then comes a random moment. */
    private static void letShopWork(Shop shop) {
        int done = shop.acknowledgedCompletions().size();
        await("the shop is busy")
                .atMost(Duration.ofMinutes(3))
                .until(() -> shop.acknowledgedCompletions().size() >= done + BUSY);
        LockSupport.parkNanos(
                TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(0, 2_000)));
    }

    private static void report(Findings findings, Path place) throws IOException {
        String table = findings.table();
        System.out.println(table);
        Files.writeString(place.resolve("findings.txt"), table, StandardCharsets.UTF_8);
        assertThat(findings.problems()).isEmpty();
        assertThat(table).isNotBlank();
    }
}
