package org.disputedesk.vault;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.disputedesk.engine.StartLock;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * H2 leaves old versions of a row in its file until it happens to need the room: names that have been sealed since, and
 * sealed keys that have been dropped since. While the desk starts and nobody else uses the file yet, it is written anew
 * without them, when there is something to leave out. PostgreSQL has its own vacuum for that.
 */
@Component
class FileWithoutTraces implements FlywayMigrationStrategy {

    private static final Logger log = LoggerFactory.getLogger(FileWithoutTraces.class);
    private static final String SETTING = "file-without-traces";
    private static final String WANTED = "wanted";

    private final StartLock startLock;

    FileWithoutTraces(StartLock startLock) {
        this.startLock = startLock;
    }

    /** Asks for the file to be written anew at the next start. */
    static void wanted(JdbcClient db) {
        if (isWanted(db)) {
            return;
        }
        db.sql("insert into desk_setting (name, setting) values (?, ?)")
                .params(SETTING, WANTED)
                .update();
    }

    private static boolean isWanted(JdbcClient db) {
        return db.sql("select count(*) from desk_setting where name = ?")
                        .param(SETTING)
                        .query(Long.class)
                        .single()
                > 0;
    }

    @Override
    public void migrate(Flyway flyway) {
        startLock.take();
        flyway.migrate();
        DataSource database = flyway.getConfiguration().getDataSource();
        JdbcClient db = JdbcClient.create(database);
        if (!isWanted(db)) {
            return;
        }
        try {
            if (isH2File(database)) {
                writeAnew(database);
                log.info("The database file was written anew, without what was sealed or erased since the last start.");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The database file cannot be written anew. Is there room for a second one beside it?", e);
        }
        db.sql("delete from desk_setting where name = ?").param(SETTING).update();
    }

    private static boolean isH2File(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            String url = connection.getMetaData().getURL();
            return url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:h2:mem:");
        }
    }

    /** H2 writes a second file and then puts it in the place of the first, so that a crash leaves one of both. */
    private static void writeAnew(DataSource database) throws SQLException {
        HikariDataSource pool = database.unwrap(HikariDataSource.class);
        Connection last = pool.getConnection();
        try (Statement statement = last.createStatement()) {
            statement.execute("SHUTDOWN COMPACT");
        } finally {
            // none of these reaches the database any more; the next that is asked for opens it again
            pool.evictConnection(last);
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }
}
