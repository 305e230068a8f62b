package org.disputedesk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.disputedesk.rig.TestPostgres;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Gives the desk of the tests an empty home, an empty database and known passwords. */
final class DeskTestHome implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Map<String, Object> settings = new LinkedHashMap<>();
        try {
            Path home = Files.createTempDirectory("desk-test");
            home.toFile().deleteOnExit();
            settings.put("desk.home", home.toString());
            if ("postgres".equals(System.getProperty("desk.test.db"))) {
                // it stays for as long as the context, which is as long as the process
                TestPostgres postgres = TestPostgres.start();
                settings.put("spring.datasource.url", postgres.url());
                settings.put("spring.datasource.username", TestPostgres.USER);
                settings.put("spring.datasource.password", TestPostgres.PASSWORD);
            } else {
                settings.put("spring.datasource.url", "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String user : new String[] {"agent", "lead", "analyst", "operator", "admin"}) {
            settings.put("DESK_PASSWORD_" + user.toUpperCase(java.util.Locale.ROOT), user + "-of-the-tests");
        }
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("desk-test", settings));
    }
}
