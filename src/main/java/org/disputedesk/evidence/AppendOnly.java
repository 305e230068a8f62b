package org.disputedesk.evidence;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/** Refuses to change or delete a row of the record; H2 calls it by its name, so that it is public and never renamed. */
public final class AppendOnly implements Trigger {

    /** An SQL state of the class "integrity constraint violation". */
    static final String STATE = "23000";

    /** For the database. */
    public AppendOnly() {
        // made by its name
    }

    /** Always fails with {@link SQLIntegrityConstraintViolationException}. */
    @Override
    public void fire(Connection connection, Object @Nullable [] before, Object @Nullable [] after) throws SQLException {
        throw new SQLIntegrityConstraintViolationException(
                "The record is append-only: nothing is changed or deleted.", STATE);
    }
}
