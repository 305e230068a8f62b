package org.disputedesk.remedy;

import java.io.IOException;
import java.util.Objects;
import org.disputedesk.rig.TestDatabase;
import org.disputedesk.rig.TestPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The same on the database production uses. */
@Tag("slow")
class OneOrderOnPostgresTest extends OneOrderTest {

    private static @Nullable TestPostgres postgres;

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
    TestDatabase open() {
        return TestDatabase.on(Objects.requireNonNull(postgres));
    }
}
