package org.disputedesk.rig;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database with the desk's tables for one test, without a Spring context. */
public record TestDatabase(HikariDataSource dataSource, JdbcClient db) implements AutoCloseable {

    /** One in memory. */
    public static TestDatabase inMemory() {
        return at("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }

    /** One on a server that a test has started. */
    public static TestDatabase on(TestPostgres server) {
        return at(server.url(), TestPostgres.USER, TestPostgres.PASSWORD);
    }

    private static TestDatabase at(String url, String user, String password) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(8);
        var dataSource = new HikariDataSource(config);
        String vendor = url.contains(":postgresql:") ? "postgresql" : "h2";
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration", "classpath:db/vendor/" + vendor)
                .load()
                .migrate();
        return new TestDatabase(dataSource, JdbcClient.create(dataSource));
    }

    /** Keeps the row of a case. */
    public void hasCase(String caseNumber, String kind, String orderId, boolean isOpen) {
        db.sql("""
                        insert into dispute_case (case_number, kind, marketplace, order_id, state, priority, buyer_language,
                          process_instance_id, opened_at)
                        values (?, ?, 'JP', ?, ?, 50, 'ja', 'x', current_timestamp)""")
                .params(caseNumber, kind, orderId, isOpen ? "OPEN" : "CLOSED")
                .update();
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
