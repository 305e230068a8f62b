package org.disputedesk.engine;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Makes a commit on an H2 file survive {@code kill -9} whole (docs/decisions/0011-h2-checkpoints.md).
 *
 * <p>Left alone, H2 writes its tables one after the other while other connections go on changing them, so that a process
 * killed at that moment leaves half of a transaction behind. Here H2 keeps commits in memory, and its file is written by a
 * checkpoint of ours while no statement runs. A commit returns once a checkpoint that began after it has reached the disk;
 * all commits that wait share one.
 */
final class QuietCheckpoints extends DelegatingDataSource {

    /** In milliseconds; so long that H2 never writes by itself. */
    private static final int NEVER = 2_000_000_000;

    /** How long new statements are held back for those that run to end, and how long they get when these do not. */
    private static final long HOLD_BACK_MILLIS = 5;

    private static final long LET_GO_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final ReentrantReadWriteLock running = new ReentrantReadWriteLock();
    private final Object turn = new Object();
    private long asked;
    private long written;
    private boolean writing;

    /** @param h2 whose connections have been opened with {@link #url} */
    QuietCheckpoints(DataSource h2) {
        super(h2);
    }

    /** The address with which H2 leaves the writing to this class; what it said about that before is replaced. */
    static String url(String h2Url) {
        return h2Url.replaceAll("(?i);WRITE_DELAY=\\d*", "") + ";WRITE_DELAY=" + NEVER;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return quiet(super.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return quiet(super.getConnection(user, password));
    }

    private Connection quiet(Connection connection) {
        return proxy(Connection.class, new OfConnection(connection));
    }

    /** A step of JDBC. */
    private interface Call {
        @Nullable
        Object make() throws Throwable;
    }

    private @Nullable Object whileNothingIsWritten(Call call) throws Throwable {
        running.readLock().lock();
        try {
            return call.make();
        } finally {
            running.readLock().unlock();
        }
    }

    /** Returns when everything that was committed before this call is on disk; an interrupt does not cut it short. */
    private void reachDisk(Connection connection) throws SQLException {
        long mine;
        synchronized (turn) {
            asked++;
            mine = asked;
        }
        while (isMyTurn(mine)) {
            long upTo = 0;
            try {
                upTo = checkpoint(connection);
            } finally {
                synchronized (turn) {
                    written = Math.max(written, upTo);
                    writing = false;
                    turn.notifyAll();
                }
            }
        }
    }

    /** Waits for whoever writes now. Answers true when the caller has to write, false when what is his has been written. */
    private boolean isMyTurn(long mine) {
        boolean interrupted = false;
        synchronized (turn) {
            while (written < mine && writing) {
                try {
                    turn.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            boolean myTurn = written < mine;
            writing |= myTurn;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return myTurn;
        }
    }

    private long checkpoint(Connection connection) throws SQLException {
        holdBackOthers();
        try {
            long upTo;
            synchronized (turn) {
                upTo = asked;
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("CHECKPOINT SYNC");
            }
            return upTo;
        } finally {
            running.writeLock().unlock();
        }
    }

    /** A statement that waits for a row of another transaction ends when that one commits, so others are let go between. */
    private void holdBackOthers() {
        boolean interrupted = false;
        boolean held = false;
        while (!held) {
            try {
                held = running.writeLock().tryLock(HOLD_BACK_MILLIS, TimeUnit.MILLISECONDS);
                if (!held) {
                    LockSupport.parkNanos(LET_GO_NANOS);
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(QuietCheckpoints.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private final class OfConnection implements InvocationHandler {

        private final Connection real;
        private boolean changed;

        OfConnection(Connection real) {
            this.real = real;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            Call call = () -> QuietCheckpoints.invoke(real, method, arguments);
            switch (method.getName()) {
                case "commit" -> {
                    whileNothingIsWritten(call);
                    settle();
                    return null;
                }
                case "rollback" -> {
                    return whileNothingIsWritten(call);
                }
                case "createStatement" -> {
                    return proxy(Statement.class, new OfStatement(this, (Statement) made(call), null));
                }
                case "prepareStatement", "prepareCall" -> {
                    String sql = arguments == null ? null : (String) arguments[0];
                    PreparedStatement statement = (PreparedStatement) made(call);
                    return method.getReturnType().isInstance(statement)
                            ? proxy(method.getReturnType(), new OfStatement(this, statement, sql))
                            : statement;
                }
                default -> {
                    return call.make();
                }
            }
        }

        private static Object made(Call call) throws Throwable {
            Object made = call.make();
            if (made == null) {
                throw new SQLException("No statement");
            }
            return made;
        }

        private void settle() throws SQLException {
            if (changed) {
                reachDisk(real);
                changed = false;
            }
        }
    }

    private final class OfStatement implements InvocationHandler {

        private final OfConnection connection;
        private final Statement real;
        private final @Nullable String sql;

        OfStatement(OfConnection connection, Statement real, @Nullable String sql) {
            this.connection = connection;
            this.real = real;
            this.sql = sql;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            Call call = () -> QuietCheckpoints.invoke(real, method, arguments);
            if (!method.getName().startsWith("execute")) {
                return call.make();
            }
            Object result = whileNothingIsWritten(call);
            if (!isRead(sql != null || arguments == null ? sql : (String) arguments[0])) {
                connection.changed = true;
                if (connection.real.getAutoCommit()) {
                    connection.settle();
                }
            }
            return result;
        }

        private static boolean isRead(@Nullable String sql) {
            return sql != null && sql.stripLeading().toLowerCase(Locale.ROOT).startsWith("select");
        }
    }
}
