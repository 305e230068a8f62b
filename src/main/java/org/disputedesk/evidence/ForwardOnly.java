package org.disputedesk.evidence;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * Lets the head of a case go on by one entry and refuses everything else; H2 calls it by its name, so that it is public and
 * never renamed.
 */
public final class ForwardOnly implements Trigger {

    private static final int CASE_NUMBER = 0;
    private static final int SEQUENCE = 1;

    /** For the database. */
    public ForwardOnly() {
        // made by its name
    }

    /** Fails with {@link SQLIntegrityConstraintViolationException} unless the sequence of the same case grows by one. */
    @Override
    public void fire(Connection connection, Object @Nullable [] before, Object @Nullable [] after) throws SQLException {
        if (before == null
                || after == null
                || !before[CASE_NUMBER].equals(after[CASE_NUMBER])
                || ((Number) after[SEQUENCE]).longValue() != ((Number) before[SEQUENCE]).longValue() + 1) {
            throw new SQLIntegrityConstraintViolationException(
                    "The record only grows, by one entry at a time: nothing else is done to its head.",
                    AppendOnly.STATE);
        }
    }
}
