package org.disputedesk.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.disputedesk.engine.StartLock;
import org.disputedesk.rig.TestPostgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two nodes that start at once on an empty PostgreSQL: the second makes no table before the first is ready. */
@Tag("slow")
class StartsOneAfterTheOtherTest {

    @TempDir
    private Path home;

    @Test
    void a_node_makes_its_tables_when_the_one_before_is_ready() throws Exception {
        try (TestPostgres postgres = TestPostgres.start();
                HikariDataSource first = pool(postgres);
                HikariDataSource second = pool(postgres)) {
            JdbcClient db = JdbcClient.create(first);
            StartLock ofFirst = new StartLock(first);
            StartLock ofSecond = new StartLock(second);
            ofFirst.take();
            ofFirst.take();
            CompletableFuture<Void> starting =
                    CompletableFuture.runAsync(() -> new FileWithoutTraces(ofSecond).migrate(flyway(second)));
            await("the second node waits")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> db.sql("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                                    .query(Long.class)
                                    .single()
                            == 1);
            assertThat(tables(db)).isZero();
            ofFirst.destroy();
            starting.get(1, TimeUnit.MINUTES);
            assertThat(tables(db)).isGreaterThan(10);
            ofSecond.destroy();
        }
    }

    private Flyway flyway(HikariDataSource database) {
        return Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration", "classpath:db/vendor/postgresql")
                .javaMigrations(new SealOldRows(Clock.systemUTC(), home, ""))
                .load();
    }

    private static long tables(JdbcClient db) {
        return db.sql("select count(*) from information_schema.tables where table_schema = 'public'")
                .query(Long.class)
                .single();
    }

    private static HikariDataSource pool(TestPostgres postgres) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(postgres.url());
        config.setUsername(TestPostgres.USER);
        config.setPassword(TestPostgres.PASSWORD);
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }
}
