package org.disputedesk.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** H2's file is written while nothing changes it, and a commit returns when it is on disk. */
class QuietCheckpointsTest {

    private final Watch watch = new Watch();
    private final ExecutorService people = Executors.newCachedThreadPool();
    private QuietCheckpoints database;

    @BeforeEach
    void open() throws SQLException {
        var h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000");
        database = new QuietCheckpoints(new Watched(h2, watch));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table account (id int primary key, balance int not null)");
            statement.execute("insert into account values (1, 100), (2, 100), (3, 100)");
        }
    }

    @AfterEach
    void close() {
        people.shutdownNow();
    }

    @Test
    void nothing_runs_while_the_file_is_written() throws Exception {
        List<Future<?>> work = new ArrayList<>();
        for (int person = 0; person < 6; person++) {
            int account = 1 + person % 3;
            work.add(people.submit((Callable<Void>) () -> {
                for (int i = 0; i < 60; i++) {
                    transfer(account);
                }
                return null;
            }));
        }
        for (Future<?> done : work) {
            done.get();
        }

        assertThat(watch.checkpoints).hasPositiveValue();
        assertThat(watch.overlaps)
                .as("statements and commits that ran during a checkpoint")
                .hasValue(0);
        assertThat(watch.early)
                .as("commits that returned before a checkpoint of theirs")
                .hasValue(0);
    }

    private void transfer(int account) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.prepareStatement("update account set balance = balance + ? where id = ?")) {
                statement.setInt(1, 1);
                statement.setInt(2, account);
                statement.addBatch();
                statement.executeBatch();
            }
            long before = watch.begun.get();
            connection.commit();
            watch.returned(before);
        }
    }

    /** One who waits for a row runs a statement for a long time; neither he nor others are stopped by a checkpoint. */
    @Test
    void a_statement_that_waits_for_a_row_holds_up_nobody() throws Exception {
        try (Connection holder = database.getConnection()) {
            holder.setAutoCommit(false);
            change(holder, 1);
            Future<?> waiting = people.submit((Callable<Void>) () -> {
                transfer(1);
                return null;
            });
            await("somebody waits for the row").until(() -> watch.running.get() == 1);
            Future<?> other = people.submit((Callable<Void>) () -> {
                transfer(2);
                return null;
            });
            await("another one's statement is done").until(() -> watch.commits.get() >= 1);
            change(holder, 3);
            holder.commit();

            await().atMost(Duration.ofSeconds(10)).until(() -> waiting.isDone() && other.isDone());
            waiting.get();
            other.get();
        }
        assertThat(watch.overlaps).hasValue(0);
        assertThat(watch.early).hasValue(0);
    }

    @Test
    void what_only_reads_or_is_taken_back_writes_nothing() throws Exception {
        long before = watch.checkpoints.get();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("select * from account");
                statement.executeQuery("select balance from account where id = 1 for update");
            }
            connection.commit();
            change(connection, 1);
            connection.rollback();
        }
        assertThat(watch.checkpoints).hasValue(before);
    }

    @Test
    void a_change_without_a_transaction_is_on_disk_when_it_returns() throws Exception {
        long before = watch.checkpoints.get();
        try (Connection connection = database.getConnection()) {
            change(connection, 1);
        }
        assertThat(watch.checkpoints).hasValue(before + 1);
    }

    @Test
    void an_interrupt_does_not_make_a_commit_look_failed() throws Exception {
        Future<Boolean> commit = people.submit(() -> {
            Thread.currentThread().interrupt();
            transfer(1);
            return Thread.interrupted();
        });
        assertThat(commit.get()).as("still interrupted afterwards").isTrue();
    }

    private static void change(Connection connection, int account) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("update account set balance = balance - 1 where id = " + account);
        }
    }

    /** What happened at the database, and whether it happened at the same time. */
    private static final class Watch {

        final AtomicLong begun = new AtomicLong();
        final AtomicLong checkpoints = new AtomicLong();
        final AtomicInteger running = new AtomicInteger();
        final AtomicInteger commits = new AtomicInteger();
        final AtomicInteger overlaps = new AtomicInteger();
        final AtomicInteger early = new AtomicInteger();
        private volatile boolean writing;

        void returned(long begunBefore) {
            if (checkpoints.get() <= begunBefore) {
                early.incrementAndGet();
            }
        }

        Object runs(String what, Callable<Object> call) throws Exception {
            if (what.equals("CHECKPOINT SYNC")) {
                begun.incrementAndGet();
                writing = true;
                if (running.get() > 0) {
                    overlaps.incrementAndGet();
                }
                try {
                    Object result = call.call();
                    if (running.get() > 0) {
                        overlaps.incrementAndGet();
                    }
                    return result;
                } finally {
                    writing = false;
                    checkpoints.incrementAndGet();
                }
            }
            running.incrementAndGet();
            if (writing) {
                overlaps.incrementAndGet();
            }
            try {
                return call.call();
            } finally {
                running.decrementAndGet();
                if (what.equals("commit")) {
                    commits.incrementAndGet();
                }
            }
        }
    }

    /** A database that tells what it is asked. */
    private static final class Watched extends DelegatingDataSource {

        private final Watch watch;

        Watched(DataSource real, Watch watch) {
            super(real);
            this.watch = watch;
        }

        @Override
        public Connection getConnection() throws SQLException {
            return watched(Connection.class, super.getConnection());
        }

        private <T> T watched(Class<T> type, T real) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                        Callable<Object> call = () -> {
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getTargetException() instanceof Exception cause ? cause : e;
                            }
                        };
                        if (method.getReturnType() == PreparedStatement.class) {
                            return watched(PreparedStatement.class, (PreparedStatement) call.call());
                        }
                        if (method.getReturnType() == Statement.class) {
                            return watched(Statement.class, (Statement) call.call());
                        }
                        boolean runs = method.getName().startsWith("execute")
                                || List.of("commit", "rollback").contains(method.getName());
                        return runs
                                ? watch.runs(
                                        arguments != null && arguments[0] instanceof String sql
                                                ? sql
                                                : method.getName(),
                                        call)
                                : call.call();
                    }));
        }
    }
}
