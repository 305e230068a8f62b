package org.disputedesk.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.disputedesk.engine.CurrentUser;
import org.disputedesk.evidence.CasesOfOrder;
import org.disputedesk.policy.Guard.Wait;
import org.disputedesk.rig.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** 000-16, 001-05: whoever decides about an order at the same moment as others, by the database alone. */
class OneOrderTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T00:00:00Z"), ZoneOffset.UTC);
    private static final int PEOPLE = 6;

    /** A server keeps what an earlier test has left. */
    private final String order = "503-" + UUID.randomUUID().toString().substring(0, 8);

    private final List<String> cases = List.of(number(), number(), number());
    private TestDatabase database;
    private TransactionTemplate transaction;
    private Remedies remedies;
    private OrderWaits waits;

    private static String number() {
        return "D-2026-" + (100_000_000 + (UUID.randomUUID().getMostSignificantBits() >>> 36));
    }

    TestDatabase open() {
        return TestDatabase.inMemory();
    }

    @BeforeEach
    void three_cases_of_one_order() {
        database = open();
        transaction = new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
        remedies = new Remedies(database.db(), CLOCK, new CurrentUser(), new CasesOfOrder(database.db()));
        waits = new OrderWaits(database.db());
        database.hasCase(cases.get(0), "order-not-received", order, true);
        database.hasCase(cases.get(1), "post-shipment-cancellation", order, true);
        database.hasCase(cases.get(2), "wrong-item", order, true);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** How many of so many tries at the same moment get through. */
    private static int through(List<Runnable> tries) throws InterruptedException {
        var start = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(tries.size());
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (Runnable one : tries) {
                futures.add(pool.submit(() -> {
                    start.await();
                    one.run();
                    return true;
                }));
            }
            start.countDown();
            int through = 0;
            for (Future<?> future : futures) {
                try {
                    future.get();
                    through++;
                } catch (ExecutionException refused) {
                    assertThat(refused).hasCauseInstanceOf(RuntimeException.class);
                }
            }
            return through;
        } finally {
            pool.shutdown();
        }
    }

    private void decide(int person, boolean looks) {
        transaction.executeWithoutResult(status -> {
            if (looks) {
                remedies.lockOrder(order);
                if (!remedies.heldOf(order).isEmpty()) {
                    throw new IllegalStateException("one-remedy");
                }
            }
            remedies.decide(
                    cases.get(person % cases.size()),
                    order,
                    new Remedies.Choice("REFUND", Remedies.ALL_LINES, "SELLER", false, false, null, null));
        });
    }

    @RepeatedTest(3)
    void of_many_refunds_in_many_cases_one_gets_through() throws InterruptedException {
        List<Runnable> tries = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            int person = i;
            tries.add(() -> decide(person, true));
        }
        assertThat(through(tries)).isEqualTo(1);
        assertThat(remedies.ofOrder(order)).hasSize(1);
    }

    /** The key of the table stands behind the look. */
    @Test
    void and_one_even_when_nobody_looks() throws InterruptedException {
        List<Runnable> tries = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            int person = i;
            tries.add(() -> decide(person, false));
        }
        assertThat(through(tries)).isEqualTo(1);
        assertThat(remedies.ofOrder(order)).hasSize(1);
    }

    /** Either the refund comes first, and whoever files sees it, or the filing does, and the refund waits. */
    @RepeatedTest(3)
    void a_filing_and_a_refund_at_the_same_moment_see_each_other() throws InterruptedException {
        var seen = new AtomicInteger();
        Runnable refund = () -> transaction.executeWithoutResult(status -> {
            remedies.lockOrder(order);
            if (waits.of(cases.get(0), order).isEmpty()) {
                remedies.decide(
                        cases.get(0),
                        order,
                        new Remedies.Choice("REFUND", Remedies.ALL_LINES, "SELLER", false, false, null, null));
            } else {
                seen.incrementAndGet();
            }
        });
        Runnable filing = () -> transaction.executeWithoutResult(status -> {
            new CasesOfOrder(database.db()).lock(order);
            if (!remedies.heldOf(order).isEmpty()) {
                seen.incrementAndGet();
            }
            state("cancellation", 1, "FILED");
        });
        assertThat(through(List.of(refund, filing))).isEqualTo(2);
        assertThat(seen).hasValue(1);
    }

    private void state(String table, int of, String state) {
        String id = UUID.randomUUID().toString();
        String who = table.equals("cancellation") ? ", filed_by, filed_at" : ", ended_by, awaited_since";
        database.db()
                .sql("insert into " + table + " (id, case_number, order_id, state" + who
                        + ") values (?, ?, ?, ?, 'agent', current_timestamp)")
                .params(id, cases.get(of), order, state)
                .update();
    }

    @Test
    void a_filing_and_awaited_goods_hold_the_refund_of_every_case_until_one_key_is_there() {
        assertThat(waits.of(cases.get(0), order)).isEmpty();
        assertThat(waits.of(cases.get(1), order)).containsExactly(new Wait(Wait.ASKED, cases.get(1)));
        state("cancellation", 1, "FILED");
        assertThat(waits.of(cases.get(0), order)).containsExactly(new Wait(Wait.FILED, cases.get(1)));
        state("goods_return", 2, "ARRIVED");
        assertThat(waits.of(cases.get(0), order))
                .containsExactly(new Wait(Wait.FILED, cases.get(1)), new Wait(Wait.RETURN, cases.get(2)));
        state("goods_return", 0, "CHECKED");
        assertThat(waits.of(cases.get(1), order)).isEmpty();
    }

    @Test
    void what_lies_in_a_closed_case_holds_nothing() {
        state("cancellation", 1, "FILED");
        state("goods_return", 2, "AWAITED");
        database.db()
                .sql("update dispute_case set state = 'CLOSED' where order_id = ?")
                .param(order)
                .update();
        assertThat(waits.of(cases.get(0), order)).isEmpty();
    }
}
