package org.disputedesk.rig;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The same on the database production uses, which goes on when the desk is killed. */
@Tag("slow")
class UploadKillOnPostgresTest extends UploadKillTest {

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
    String[] settings() {
        return server().settings();
    }

    @Override
    Map<String, String> whereToVerify() {
        return Map.of(
                "SPRING_DATASOURCE_URL",
                server().url(),
                "SPRING_DATASOURCE_USERNAME",
                TestPostgres.USER,
                "SPRING_DATASOURCE_PASSWORD",
                TestPostgres.PASSWORD);
    }
}
