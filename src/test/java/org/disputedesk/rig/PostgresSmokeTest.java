package org.disputedesk.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.disputedesk.rig.DeskClient.Reply;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two identical nodes on one PostgreSQL, with a shared folder for letters, as production runs them. */
@Tag("slow")
class PostgresSmokeTest {

    @Test
    void two_nodes_share_the_work_and_one_finishes_it_when_the_other_dies() throws Exception {
        Path place = DeskNode.place("two-nodes");
        Path home = place.resolve("home");
        try (TestPostgres postgres = TestPostgres.start();
                // at once, on an empty database
                DeskNode first = DeskNode.launch("first", home, postgres.settings());
                DeskNode second = DeskNode.launch("second", home, postgres.settings())) {
            first.awaitReady();
            second.awaitReady();

            fifty_tell_both_nodes_of_the_same_message(first.client(), second.client());

            Shop shop = new Shop(first.client(), second.client());
            Findings findings = new Findings("PG x 2", shop, home);
            try (shop) {
                shop.start(4);
                await("both nodes are busy")
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> shop.acknowledgedCompletions().size() >= 20);
                first.kill();
            }
            findings.killed(Duration.ZERO);
            assertThat(second.isAlive()).isTrue();
            // the look-ups are jobs: those the dead node had begun are done by the other one once their lock ends
            findings.drainAndCheckAll(second.client());
            assertThat(second.stop()).isIn(0, 143);
            findings.checkTables(postgres.url(), TestPostgres.USER, TestPostgres.PASSWORD);
            System.out.println(findings.table());
            assertThat(findings.problems()).isEmpty();
            assertThat(shop.acknowledgedCases()).isNotEmpty();
        }
    }

    private static void fifty_tell_both_nodes_of_the_same_message(DeskClient first, DeskClient second)
            throws Exception {
        // logging in costs a third of a second on purpose, so both nodes know the login before the race
        first.mustGet("agent", "/api/cases?size=1");
        second.mustGet("agent", "/api/cases?size=1");
        Map<String, Object> message = Map.of(
                "kind",
                "order-not-received",
                "marketplace",
                "DE",
                "orderId",
                "302-7654321-7654321",
                "message",
                Map.of("text", "Wo bleibt mein Paket?", "externalId", "told-fifty-times"));
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(50);
        List<Future<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            DeskClient desk = i % 2 == 0 ? first : second;
            replies.add(threads.submit(() -> {
                go.await();
                for (int attempt = 1; ; attempt++) {
                    Reply reply = desk.post("agent", "/api/cases", message, Map.of());
                    // 503 asks to try again
                    if (reply.status() != 503 || attempt == 20) {
                        return reply;
                    }
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
                }
            }));
        }
        go.countDown();
        Set<String> cases = new TreeSet<>();
        List<Integer> statuses = new ArrayList<>();
        for (Future<Reply> reply : replies) {
            statuses.add(reply.get().status());
            cases.add(reply.get().body().path("caseNumber").asText(reply.get().text()));
        }
        threads.shutdown();
        assertThat(cases).hasSize(1);
        assertThat(statuses).containsOnly(200, 201).containsOnlyOnce(201);
        assertThat(second.mustGet("agent", "/api/cases?orderId=302-7654321-7654321")
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }
}
