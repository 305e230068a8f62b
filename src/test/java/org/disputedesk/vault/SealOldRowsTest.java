package org.disputedesk.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.disputedesk.engine.StartLock;
import org.disputedesk.rig.TestPostgres;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** A database of an earlier version is sealed when the desk starts, and nothing of what was readable stays in its file. */
class SealOldRowsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T09:00:00Z"), ZoneOffset.UTC);
    private static final Subject CASE = Subject.ofCase("D-2026-000001");
    private static final Subject ORDER = Subject.ofOrder("250-1234567-1234567");
    private static final String NAME = "Plantagenet Honoria";

    @TempDir
    Path home;

    @Test
    void a_file_of_an_earlier_version_is_sealed_and_written_anew() throws IOException {
        Path file = home.resolve("desk.mv.db");
        try (HikariDataSource database = database("jdbc:h2:file:" + home.resolve("desk"), "sa", "")) {
            before(database);
        }
        assertThat(isIn(file)).as("the name stands in the old file").isTrue();

        try (HikariDataSource database = database("jdbc:h2:file:" + home.resolve("desk"), "sa", "")) {
            upgrade(database);
            isSealed(database);
            // the file was written anew, packed, with what the tables hold and nothing else
            assertThat(JdbcClient.create(database)
                            .sql("script")
                            .query(String.class)
                            .list())
                    .noneMatch(line -> line.contains(NAME))
                    .anyMatch(line -> line.contains("250-1234567-1234567"));
            assertThat(isIn(file))
                    .as("the name stands in the file of the running desk")
                    .isFalse();
        }
        assertThat(isIn(file)).as("the name stands in the new file").isFalse();
    }

    @Test
    @Tag("slow")
    void rows_on_postgresql_are_sealed() throws IOException {
        try (TestPostgres server = TestPostgres.start();
                HikariDataSource database = database(server.url(), TestPostgres.USER, TestPostgres.PASSWORD)) {
            before(database);
            upgrade(database);
            isSealed(database);
        }
    }

    private boolean isIn(Path file) throws IOException {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        return bytes.contains(NAME);
    }

    private static HikariDataSource database(String url, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(3);
        return new HikariDataSource(config);
    }

    private static FluentConfiguration flyway(HikariDataSource database) {
        return Flyway.configure().dataSource(database).locations("filesystem:src/main/resources/db/migration");
    }

    private void before(HikariDataSource database) {
        flyway(database).target("5").load().migrate();
        JdbcClient db = JdbcClient.create(database);
        String now = "'2026-11-19T09:00:00Z'";
        db.sql("insert into case_message (id, case_number, direction, language, at, content, sha256) values"
                        + " ('m1', 'D-2026-000001', 'IN', 'en', " + now + ", ?, 'plain')")
                .param(NAME + " has no parcel")
                .update();
        db.sql("insert into case_text (case_number, name, content) values ('D-2026-000001', 'staffNote', ?)")
                .param("asked " + NAME)
                .update();
        db.sql("insert into outbox (id, case_number, channel, payload, state, attempts, not_before, created_at) values"
                        + " ('o1', 'D-2026-000001', 'letter', ?, 'SENT', 1, " + now + ", " + now + ")")
                .param("Dear " + NAME)
                .update();
        db.sql("insert into tracking_snapshot (id, case_number, state, raw_text, place, source, fetched_at) values"
                        + " ('t1', 'D-2026-000001', 'DELIVERED', ?, ?, 'staff', " + now + ")")
                .params("left with " + NAME, "neighbour of " + NAME)
                .update();
        db.sql("insert into customer_order (order_id, marketplace, state, payment_state, source, updated_at) values"
                        + " ('250-1234567-1234567', 'JP', 'SHIPPED', 'PAID', 'test', " + now + ")")
                .update();
        db.sql("insert into order_person (order_id, buyer_name, city) values ('250-1234567-1234567', ?, ?)")
                .params(NAME, "a \"city\"")
                .update();
        db.sql("create table act_ru_variable (name_ varchar(255), text_ varchar(4000), proc_inst_id_ varchar(64))")
                .update();
        db.sql("insert into act_ru_variable values ('caseNumber', 'D-2026-000001', 'p1'), ('deliveredPlace', ?, 'p1')")
                .param("door of " + NAME)
                .update();
    }

    private void upgrade(HikariDataSource database) {
        new FileWithoutTraces(new StartLock(database))
                .migrate(flyway(database)
                        .javaMigrations(new SealOldRows(CLOCK, home, ""))
                        .load());
    }

    private void isSealed(HikariDataSource database) {
        JdbcClient db = JdbcClient.create(database);
        Vault vault = new Vault(db, CLOCK, new MasterKey(db, home, ""), new DataSourceTransactionManager(database));
        Map.of(
                        "select content from case_message", NAME + " has no parcel",
                        "select content from case_text where name = 'staffNote'", "asked " + NAME,
                        "select content from case_text where name = 'deliveredPlace'", "door of " + NAME,
                        "select payload from outbox", "Dear " + NAME,
                        "select raw_text from tracking_snapshot", "left with " + NAME,
                        "select place from tracking_snapshot", "neighbour of " + NAME)
                .forEach((sql, plain) -> assertThat(vault.openText(
                                CASE, db.sql(sql).query(String.class).single()))
                        .as(sql)
                        .contains(plain));
        assertThat(db.sql("select commitment from case_message")
                        .query(String.class)
                        .single())
                .isEqualTo(vault.commitment(CASE, NAME + " has no parcel"));
        assertThat(vault.openText(
                        ORDER,
                        db.sql("select sealed from order_person")
                                .query(String.class)
                                .single()))
                .contains("{\"buyer_name\":\"" + NAME + "\",\"city\":\"a \\\"city\\\"\"}");
        assertThat(db.sql("select count(*) from act_ru_variable")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(db.sql("select count(*) from desk_setting where name = 'file-without-traces'")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
