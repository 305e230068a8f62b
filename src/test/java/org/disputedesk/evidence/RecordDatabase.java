package org.disputedesk.evidence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import org.disputedesk.engine.CurrentUser;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A record in a database of its own, without a Spring context. */
final class RecordDatabase implements AutoCloseable {

    private final HikariDataSource dataSource;
    private final JdbcTransactionManager transactions;
    final JdbcClient db;

    private RecordDatabase(HikariDataSource dataSource) {
        this.dataSource = dataSource;
        this.transactions = new JdbcTransactionManager(dataSource);
        this.db = JdbcClient.create(dataSource);
    }

    static RecordDatabase inMemory() {
        return at("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000", "sa", "");
    }

    static RecordDatabase at(String url, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(8);
        HikariDataSource dataSource = new HikariDataSource(config);
        String vendor = url.contains(":postgresql:") ? "postgresql" : "h2";
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration", "classpath:db/vendor/" + vendor)
                .load()
                .migrate();
        return new RecordDatabase(dataSource);
    }

    EvidenceLog log(Clock clock) {
        return new EvidenceLog(db, new JdbcTemplate(dataSource), clock, new CurrentUser(), transactions);
    }

    Anchors anchors(Clock clock, Path home) {
        return new Anchors(db, clock, home, transactions);
    }

    TransactionTemplate transaction() {
        return new TransactionTemplate(transactions);
    }

    private boolean isPostgres() {
        return dataSource.getJdbcUrl().contains(":postgresql:");
    }

    RecordTriggers triggers() {
        return new RecordTriggers(db, dataSource, transactions);
    }

    /** Does what only somebody with all rights over the database can: goes past the triggers. */
    int pastTheTriggers(String sql, Object... params) {
        takeTriggersAway();
        try {
            return db.sql(sql).params(params).update();
        } finally {
            triggers().putBack();
        }
    }

    void takeTriggersAway() {
        triggers()
                .wanted()
                .forEach((trigger, table) -> db.sql("drop trigger " + trigger + (isPostgres() ? " on " + table : ""))
                        .update());
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
