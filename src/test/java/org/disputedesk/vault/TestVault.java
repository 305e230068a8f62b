package org.disputedesk.vault;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** A vault on a database that a test has made, without a Spring context. */
public final class TestVault {

    private TestVault() {}

    public static Vault on(DataSource database) {
        String masterKey = Base64.getEncoder().encodeToString(new byte[Sealing.KEY_BYTES]);
        return on(database, Path.of("no-home"), masterKey, Clock.systemUTC());
    }

    /** With its master key in a folder. */
    public static Vault on(DataSource database, Path home, Clock clock) {
        return on(database, home, "", clock);
    }

    private static Vault on(DataSource database, Path home, String masterKey, Clock clock) {
        JdbcClient db = JdbcClient.create(database);
        return new Vault(db, clock, new MasterKey(db, home, masterKey), new DataSourceTransactionManager(database));
    }
}
