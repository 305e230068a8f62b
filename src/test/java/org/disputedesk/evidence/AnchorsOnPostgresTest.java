package org.disputedesk.evidence;

import java.io.IOException;
import java.util.Objects;
import org.disputedesk.rig.TestPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The same anchors on the database production uses, where several nodes write them. */
@Tag("slow")
class AnchorsOnPostgresTest extends AnchorsTest {

    private static @Nullable TestPostgres postgres;
    private static int databases;

    @BeforeAll
    static void start() throws IOException {
        postgres = TestPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        Objects.requireNonNull(postgres).close();
        postgres = null;
    }

    @Override
    RecordDatabase open() {
        String url = Objects.requireNonNull(postgres).url();
        String fresh = "anchors" + databases++;
        JdbcClient.create(new DriverManagerDataSource(url, TestPostgres.USER, TestPostgres.PASSWORD))
                .sql("create database " + fresh)
                .update();
        return RecordDatabase.at(url.replaceFirst("/postgres$", "/" + fresh), TestPostgres.USER, TestPostgres.PASSWORD);
    }
}
