package org.disputedesk.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.sql.DataSource;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The command {@code rotate-master-key}: seals the keys of all cases and orders with another master key. The desk must not
 * run meanwhile. Whenever it is cut short, either the old key or the new one opens everything, and the desk finds out which.
 */
public final class RotateMasterKey {

    private static final String URL = "spring.datasource.url";

    private RotateMasterKey() {}

    /** The database as the desk has it, and nothing else of the desk. */
    @ImportAutoConfiguration(DataSourceAutoConfiguration.class)
    static final class Database {}

    private record Sealed(String subject, String key) {}

    /**
     * Runs the command with the settings of the desk.
     *
     * @param args settings as for the desk itself, such as {@code --desk.home=…}
     * @return the exit code: 0 when the keys are sealed anew, 1 when nothing was changed
     */
    public static int run(List<String> args) {
        try {
            Path next = null;
            String fingerprint;
            Path home;
            try (ConfigurableApplicationContext context = database(args)) {
                Environment settings = context.getEnvironment();
                home = Path.of(settings.getRequiredProperty("desk.home"));
                DataSource database = context.getBean(DataSource.class);
                fingerprint = rotate(
                        JdbcClient.create(database),
                        new DataSourceTransactionManager(database),
                        home,
                        settings.getProperty("desk.master-key", ""),
                        settings.getProperty("desk.new-master-key", ""));
                if (settings.getProperty("desk.master-key", "").isBlank()) {
                    next = home;
                }
            }
            // the database is closed, so that what was sealed anew is on disk before the old key goes
            if (next != null) {
                MasterKey.putInPlace(next);
                System.out.println("The master key was changed; " + home.toAbsolutePath() + " holds the new one ("
                        + fingerprint + "). Back it up, and keep the old one with the backups it belongs to.");
            } else {
                System.out.println("The master key was changed. Start every node with the new one (" + fingerprint
                        + ") as DESK_MASTER_KEY, and keep the old one with the backups it belongs to.");
            }
            return 0;
        } catch (RuntimeException e) {
            System.err.println("The master key was not changed. " + said(e));
            return 1;
        }
    }

    private static String said(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        return cause instanceof SQLException
                ? "The database cannot be opened: " + message + " Stop the desk first, every node of it."
                : message;
    }

    private static ConfigurableApplicationContext database(List<String> args) {
        return new SpringApplicationBuilder(Database.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .properties("logging.level.root=warn")
                .initializers(RotateMasterKey::openOnlyWhatIsThere)
                .run(args.toArray(String[]::new));
    }

    /** H2 would make an empty database where there is none. */
    private static void openOnlyWhatIsThere(ConfigurableApplicationContext context) {
        String url = context.getEnvironment().getProperty(URL, "");
        if (url.startsWith("jdbc:h2:file:")) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("rotate-master-key", Map.of(URL, url + ";IFEXISTS=TRUE")));
        }
    }

    /** Seals all keys anew. Answers the fingerprint of the new master key, which lies beside the old one if that is a file. */
    static String rotate(
            JdbcClient db,
            PlatformTransactionManager transactions,
            Path home,
            String configured,
            String configuredNew) {
        if (!configured.isBlank() && configuredNew.isBlank()) {
            throw new IllegalStateException("The master key comes from DESK_MASTER_KEY, so the new one has to come from"
                    + " DESK_NEW_MASTER_KEY. Make one with: openssl rand -base64 " + Sealing.KEY_BYTES);
        }
        MasterKey old = new MasterKey(db, home, configured);
        byte[] next =
                configuredNew.isBlank() ? Sealing.newKey() : MasterKey.decode(configuredNew, "DESK_NEW_MASTER_KEY");
        String fingerprint = MasterKey.fingerprint(next);
        if (fingerprint.equals(old.fingerprint())) {
            throw new IllegalStateException("The new master key is the one that is in use.");
        }
        if (configured.isBlank()) {
            try {
                MasterKey.putBeside(home, next);
            } catch (IOException e) {
                throw new UncheckedIOException("The new master key cannot be written to " + home.toAbsolutePath(), e);
            }
        }
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> sealAnew(db, old.key(), Sealing.key(next), fingerprint));
        return fingerprint;
    }

    private static void sealAnew(JdbcClient db, SecretKey old, SecretKey next, String fingerprint) {
        List<Sealed> keys = db.sql("select subject, sealed_key from vault_key where sealed_key is not null for update")
                .query((row, n) -> new Sealed(row.getString(1), row.getString(2)))
                .list();
        for (Sealed one : keys) {
            byte[] plain = Sealing.open(old, one.subject(), Base64.getDecoder().decode(one.key()));
            db.sql("update vault_key set sealed_key = ? where subject = ?")
                    .params(Base64.getEncoder().encodeToString(Sealing.seal(next, one.subject(), plain)), one.subject())
                    .update();
        }
        MasterKey.remember(db, fingerprint);
        FileWithoutTraces.wanted(db);
    }
}
