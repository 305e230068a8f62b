package org.disputedesk.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.disputedesk.vault.Subject;
import org.disputedesk.vault.TestVault;
import org.disputedesk.vault.Vault;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A person takes a command back in the very moment in which it becomes due: it is taken back or carried out, never both and
 * never neither, and what he is told is what happened (000-09, 000-19).
 */
class TakeBackRaceTest {

    private static final int ROUNDS = 300;
    private static final String CASE = "D-2026-000001";
    private static final Duration WAIT = Duration.ofSeconds(60);

    private final MovedClock clock = new MovedClock();
    private final Counted channel = new Counted();

    private HikariDataSource database;
    private JdbcClient db;
    private Outbox outbox;
    private OutboxDispatcher dispatcher;
    private TransactionTemplate transaction;

    /** The address of a fresh database, its user and his password. */
    String[] address() {
        return new String[] {"jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000", "sa", ""};
    }

    @BeforeEach
    void open() {
        String[] address = address();
        var config = new HikariConfig();
        config.setJdbcUrl(address[0]);
        config.setUsername(address[1]);
        config.setPassword(address[2]);
        config.setMaximumPoolSize(8);
        database = new HikariDataSource(config);
        String vendor = address[0].contains(":postgresql:") ? "postgresql" : "h2";
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration", "classpath:db/vendor/" + vendor)
                .load()
                .migrate();
        db = JdbcClient.create(database);
        var transactions = new JdbcTransactionManager(database);
        transaction = new TransactionTemplate(transactions);
        Vault vault = TestVault.on(database);
        vault.prepare(Subject.ofCase(CASE));
        outbox = new Outbox(db, clock, event -> {}, vault);
        dispatcher = new OutboxDispatcher(outbox, List.of(channel), clock, transactions, false, Duration.ofSeconds(90));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_letter_is_taken_back_or_sent() throws Exception {
        var random = new Random(20261127);
        int takenBack = 0;
        ExecutorService people = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Instant due = clock.instant().plus(WAIT);
                String id = transaction.execute(status -> outbox.write(CASE, channel.name(), "{}", WAIT));
                clock.set(due.minusMillis(1));
                var together = new CyclicBarrier(2);
                long head = random.nextInt(4) * 100_000L;
                boolean dispatcherFirst = random.nextBoolean();
                Future<Boolean> person = people.submit(() -> {
                    together.await();
                    LockSupport.parkNanos(dispatcherFirst ? head : 0);
                    return takeBack(id);
                });
                Future<?> desk = people.submit(() -> {
                    together.await();
                    LockSupport.parkNanos(dispatcherFirst ? 0 : head);
                    clock.set(due);
                    dispatcher.drain();
                    return null;
                });
                boolean isBack = person.get();
                desk.get();
                // what was locked by the other at that moment is due still
                dispatcher.drain();
                assertThat(channel.deliveries(id)).as("round %d, sent", round).isEqualTo(isBack ? 0 : 1);
                assertThat(outbox.state(id))
                        .as("round %d", round)
                        .contains(isBack ? OutboxState.TAKEN_BACK : OutboxState.SENT);
                assertThat(channel.told(id))
                        .as("round %d, what the case was told", round)
                        .containsExactly(isBack ? OutboxState.TAKEN_BACK : OutboxState.SENT);
                assertThat(takeBack(id)).as("afterwards").isFalse();
                takenBack += isBack ? 1 : 0;
            }
        } finally {
            people.shutdownNow();
        }
        assertThat(takenBack).as("taken back of %d", ROUNDS).isBetween(1, ROUNDS - 1);
    }

    /** Several people, and each believes what he is told. */
    @Test
    void one_of_several_takes_it_back() throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < ROUNDS / 10; round++) {
                String id = transaction.execute(status -> outbox.write(CASE, channel.name(), "{}", WAIT));
                var together = new CyclicBarrier(4);
                List<Future<Boolean>> all = java.util.stream.IntStream.range(0, 4)
                        .mapToObj(i -> people.submit(() -> {
                            together.await();
                            return takeBack(id);
                        }))
                        .toList();
                int won = 0;
                for (Future<Boolean> one : all) {
                    won += one.get() ? 1 : 0;
                }
                assertThat(won).isOne();
                assertThat(channel.told(id)).containsExactly(OutboxState.TAKEN_BACK);
            }
        } finally {
            people.shutdownNow();
        }
    }

    /** As {@code LetterTakeBack} does: what it means for the case is in the same transaction. */
    private boolean takeBack(String id) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Optional<OutboxItem> taken = outbox.takeBack(CASE, id);
            taken.ifPresent(item -> channel.handled(item, OutboxState.TAKEN_BACK, null));
            return taken.isPresent();
        }));
    }

    private static final class MovedClock extends Clock {

        private volatile Instant now = Instant.parse("2026-11-24T00:00:00Z");

        void set(Instant moment) {
            now = moment;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Counts what was delivered and what was told. */
    private static final class Counted implements OutboxChannel {

        private final Map<String, Integer> delivered = new ConcurrentHashMap<>();
        private final Map<String, List<OutboxState>> told = new ConcurrentHashMap<>();

        int deliveries(String id) {
            return delivered.getOrDefault(id, 0);
        }

        List<OutboxState> told(String id) {
            return told.getOrDefault(id, List.of());
        }

        @Override
        public String name() {
            return "counted";
        }

        @Override
        public Delivery deliver(OutboxItem item) {
            delivered.merge(item.id(), 1, Integer::sum);
            return new Delivery.Delivered();
        }

        @Override
        public Found find(OutboxItem item) {
            return Found.CANNOT_TELL;
        }

        @Override
        public void handled(OutboxItem item, OutboxState state, @Nullable String why) {
            told.computeIfAbsent(item.id(), id -> new CopyOnWriteArrayList<>()).add(state);
        }
    }
}
