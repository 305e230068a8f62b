package org.disputedesk.outbox;

import java.io.IOException;
import java.util.Objects;
import org.disputedesk.rig.TestPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The same on the database production uses. */
@Tag("slow")
class TakeBackRaceOnPostgresTest extends TakeBackRaceTest {

    private static @Nullable TestPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = TestPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server().close();
        postgres = null;
    }

    private static TestPostgres server() {
        return Objects.requireNonNull(postgres);
    }

    @Override
    String[] address() {
        String[] address = {server().url(), TestPostgres.USER, TestPostgres.PASSWORD};
        JdbcClient.create(new DriverManagerDataSource(address[0], address[1], address[2]))
                .sql("drop schema public cascade; create schema public")
                .update();
        return address;
    }
}
