package org.disputedesk.orders;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.util.UUID;
import org.disputedesk.vault.TestVault;
import org.disputedesk.vault.Vault;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** An order book in a database of its own, without a Spring context. */
record OrderBookDatabase(HikariDataSource dataSource, JdbcClient jdbc, Vault vault) implements AutoCloseable {

    static OrderBookDatabase inMemory() {
        return at("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    static OrderBookDatabase at(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(8);
        HikariDataSource dataSource = new HikariDataSource(config);
        Flyway.configure()
                .dataSource(dataSource)
                .locations("filesystem:src/main/resources/db/migration")
                .load()
                .migrate();
        return new OrderBookDatabase(dataSource, JdbcClient.create(dataSource), TestVault.on(dataSource));
    }

    OrderBook book(Clock clock) {
        return new OrderBook(
                jdbc,
                new NamedParameterJdbcTemplate(dataSource),
                new DataSourceTransactionManager(dataSource),
                new BuyerKeys(jdbc),
                vault,
                clock);
    }

    long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
