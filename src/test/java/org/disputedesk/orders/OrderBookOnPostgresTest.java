package org.disputedesk.orders;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The same book on the database production uses. */
@Tag("slow")
class OrderBookOnPostgresTest extends OrderBookTest {

    private static @Nullable EmbeddedPostgres postgres;

    @BeforeAll
    static void start() {
        server();
    }

    @AfterAll
    static void stop() throws IOException {
        server().close();
        postgres = null;
    }

    @Override
    OrderBookDatabase open() {
        return OrderBookDatabase.at(server().getJdbcUrl("postgres", "postgres"));
    }

    private static EmbeddedPostgres server() {
        EmbeddedPostgres running = postgres;
        if (running == null) {
            try {
                running = EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            postgres = running;
        }
        return running;
    }
}
