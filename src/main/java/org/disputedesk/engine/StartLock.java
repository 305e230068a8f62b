package org.disputedesk.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Lets the nodes of one PostgreSQL start one after the other. Two that start at once on an empty database would both make
 * the desk's and the engine's tables, the first users and the first models. H2 needs none: only one process can open its
 * file.
 */
@Component
@Order(0)
public class StartLock extends AbstractProcessEnginePlugin implements DisposableBean {

    /** Any number, as long as nothing else in the database locks with it. */
    private static final long KEY = 4_711_640_211L;

    private static final String LONGEST_WAIT = "5min";

    private final DataSource database;
    private @Nullable Connection held;

    /** For the database whose nodes wait for each other. */
    public StartLock(DataSource database) {
        this.database = database;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        take();
    }

    /**
     * Waits until no other node is starting; until this one is ready, none will. Whatever makes tables takes it first.
     *
     * @throws IllegalStateException when the other node needs longer than five minutes
     */
    public synchronized void take() {
        if (held != null) {
            return;
        }
        try {
            Connection connection = database.getConnection();
            if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
                connection.close();
                return;
            }
            held = connection;
            try (Statement statement = connection.createStatement()) {
                statement.execute("set lock_timeout = '" + LONGEST_WAIT + "'");
                statement.execute("select pg_advisory_lock(" + KEY + ")");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "Another node has been starting on this database for " + LONGEST_WAIT
                            + " or the database does not answer. Look at the other node's log, then start this one again.",
                    e);
        }
    }

    /** Once this node is ready, or has failed to be, the next one may start. */
    @EventListener(ContextRefreshedEvent.class)
    synchronized void release() throws SQLException {
        Connection connection = held;
        held = null;
        if (connection != null) {
            try (connection;
                    Statement statement = connection.createStatement()) {
                statement.execute("select pg_advisory_unlock(" + KEY + ")");
                statement.execute("reset lock_timeout");
            }
        }
    }

    @Override
    public void destroy() throws SQLException {
        release();
    }
}
