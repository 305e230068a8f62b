package org.disputedesk.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.TimeZone;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Refuses to start where it would do harm: in another time zone than the database was written in. */
@Component
@Order(1)
class StartChecks extends AbstractProcessEnginePlugin {

    private static final String ZONE = "zone";

    private final JdbcClient db;
    private final Path home;

    StartChecks(JdbcClient db, @Value("${desk.home}") Path home) {
        this.db = db;
        this.home = home;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        String now = TimeZone.getDefault().getID();
        String before = db.sql("select setting from desk_setting where name = ?")
                .param(ZONE)
                .query(String.class)
                .optional()
                .orElse(null);
        if (before == null) {
            db.sql("insert into desk_setting (name, setting) values (?, ?)")
                    .params(ZONE, now)
                    .update();
        } else if (!before.equals(now)) {
            throw new IllegalStateException("This database was written with the time zone " + before
                    + ", and this process runs in " + now
                    + ": every timer would be shifted. Start it with -Duser.timezone="
                    + before + ".");
        }
        closeHome();
    }

    /** The database file holds buyers' data and has no password of its own, so only its owner may read the folder. */
    private void closeHome() {
        try {
            Files.createDirectories(home);
            if (Files.getFileStore(home).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(home + " cannot be closed to others", e);
        }
    }
}
