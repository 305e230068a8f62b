package org.disputedesk.rig;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The same on the database production uses, whose locks and deadlocks are others. */
@Tag("slow")
class SplitRaceOnPostgresTest extends SplitRaceTest {

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
    String[] database() {
        return server().settings();
    }
}
