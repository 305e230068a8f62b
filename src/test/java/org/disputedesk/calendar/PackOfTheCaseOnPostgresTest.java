package org.disputedesk.calendar;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.disputedesk.rig.TestPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** The same on the database production uses, an empty one for each test. */
@Tag("slow")
class PackOfTheCaseOnPostgresTest extends PackOfTheCaseTest {

    private static final String USER = "?user=" + TestPostgres.USER + "&password=" + TestPostgres.PASSWORD;

    private static @Nullable TestPostgres server;
    private static int databases;

    @AfterAll
    static void stop() throws Exception {
        TestPostgres running = server;
        server = null;
        if (running != null) {
            running.close();
        }
    }

    @Override
    String url() throws IOException, SQLException {
        TestPostgres running = server;
        if (running == null) {
            running = TestPostgres.start();
            server = running;
        }
        String name = "test" + ++databases;
        try (var connection = DriverManager.getConnection(running.url() + USER);
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return running.url().replaceAll("/postgres$", "/" + name) + USER;
    }
}
