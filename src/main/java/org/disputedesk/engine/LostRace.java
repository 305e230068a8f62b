package org.disputedesk.engine;

import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;

/**
 * Tells whether something failed only because somebody else did the same, or held what was needed, at that moment: nothing was
 * stored, and trying again may well work. The engine hides the database's answer in exceptions of its own, so all causes count.
 */
public final class LostRace {

    /** A key that was given a moment before; a lock that could not be had in time, by the names of both databases. */
    private static final Set<String> STATES = Set.of("23505", "55P03", "HYT00", "90131");

    /** Deadlocks, and transactions that cannot come one after the other. */
    private static final String ROLLED_BACK = "40";

    private LostRace() {}

    /** Whether this, or anything that led to it, is a lost race. */
    public static boolean is(@Nullable Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> cause instanceof OptimisticLockingException
                        || cause instanceof DuplicateKeyException
                        || cause instanceof PessimisticLockingFailureException
                        || (cause instanceof SQLException sql && isTold(String.valueOf(sql.getSQLState()))));
    }

    private static boolean isTold(String state) {
        return state.startsWith(ROLLED_BACK) || STATES.contains(state);
    }
}
