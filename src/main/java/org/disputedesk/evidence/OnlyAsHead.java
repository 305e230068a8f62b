package org.disputedesk.evidence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * Lets an entry in only when the head of its case names it already; H2 calls it by its name, so that it is public and never
 * renamed.
 */
public final class OnlyAsHead implements Trigger {

    private static final int CASE_NUMBER = 0;
    private static final int SEQUENCE = 1;
    private static final int HASH = 8;

    /** For the database. */
    public OnlyAsHead() {
        // made by its name
    }

    /** Fails with {@link SQLIntegrityConstraintViolationException} when the head has another number or hash. */
    @Override
    public void fire(Connection connection, Object @Nullable [] before, Object @Nullable [] after) throws SQLException {
        try (PreparedStatement head = connection.prepareStatement(
                "select 1 from record_head where case_number = ? and sequence = ? and hash = ?")) {
            if (after != null) {
                head.setObject(1, after[CASE_NUMBER]);
                head.setObject(2, after[SEQUENCE]);
                head.setObject(3, after[HASH]);
                try (ResultSet named = head.executeQuery()) {
                    if (named.next()) {
                        return;
                    }
                }
            }
        }
        throw new SQLIntegrityConstraintViolationException(
                "An entry is written by the desk alone, after its head.", AppendOnly.STATE);
    }
}
