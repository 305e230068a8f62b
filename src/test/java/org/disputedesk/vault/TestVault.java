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
        JdbcClient db = JdbcClient.create(database);
        String masterKey = Base64.getEncoder().encodeToString(new byte[Sealing.KEY_BYTES]);
        return new Vault(
                db,
                Clock.systemUTC(),
                new MasterKey(db, Path.of("no-home"), masterKey),
                new DataSourceTransactionManager(database));
    }
}
