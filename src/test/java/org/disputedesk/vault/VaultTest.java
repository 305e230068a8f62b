package org.disputedesk.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

class VaultTest {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final Subject CASE = Subject.ofCase("D-2026-000001");
    private static final Subject OTHER = Subject.ofCase("D-2026-000002");

    @TempDir
    Path home;

    private DriverManagerDataSource source;
    private JdbcClient db;
    private Vault vault;

    @BeforeEach
    void an_empty_desk() {
        source = new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        db = JdbcClient.create(source);
        vault = vault("");
    }

    private Vault vault(String masterKey) {
        return new Vault(
                db,
                Clock.fixed(NOW, ZoneOffset.UTC),
                new MasterKey(db, home, masterKey),
                new DataSourceTransactionManager(source));
    }

    @Test
    void what_is_sealed_opens_again_and_looks_different_each_time() {
        String sealed = vault.sealText(CASE, "東京都 山田 花子");

        assertThat(vault.openText(CASE, sealed)).contains("東京都 山田 花子");
        assertThat(sealed).isNotEqualTo(vault.sealText(CASE, "東京都 山田 花子"));
        assertThat(new String(Base64.getDecoder().decode(sealed), StandardCharsets.UTF_8))
                .doesNotContain("山田");
    }

    @Test
    void a_changed_byte_or_another_case_does_not_open() {
        byte[] sealed = vault.seal(CASE, "Hanako".getBytes(StandardCharsets.UTF_8));
        vault.sealText(OTHER, "so that it has a key");

        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> vault.open(CASE, changed)).as("byte " + i).isInstanceOf(SealBroken.class);
        }
        assertThatThrownBy(() -> vault.open(OTHER, sealed)).isInstanceOf(SealBroken.class);
        assertThatThrownBy(() -> vault.open(CASE, new byte[3])).isInstanceOf(SealBroken.class);
    }

    @Test
    void what_is_erased_is_gone_and_takes_nothing_new() {
        String sealed = vault.sealText(CASE, "Hanako");
        vault.erase(CASE);

        assertThat(vault.openText(CASE, sealed)).isEmpty();
        assertThat(vault.erasedAt(CASE)).contains(NOW);
        assertThat(vault.commitmentKey(CASE)).isEmpty();
        assertThatThrownBy(() -> vault.sealText(CASE, "more")).isInstanceOf(Vault.Erased.class);
    }

    @Test
    void a_commitment_knows_its_text_in_its_case_alone() {
        assertThat(vault.commitment(CASE, "Hanako")).isEqualTo(vault.commitment(CASE, "Hanako"));
        assertThat(vault.commitment(CASE, "Hanako")).isNotEqualTo(vault.commitment(OTHER, "Hanako"));
        assertThat(vault.commitmentKey(CASE))
                .hasValueSatisfying(key -> assertThat(key).hasSize(64));
    }

    @Test
    void the_master_key_is_its_owners_alone_and_another_one_stops_the_desk() throws Exception {
        Path file = home.resolve("master-key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String key = Files.readString(file).strip();
        String sealed = vault.sealText(CASE, "Hanako");

        assertThat(vault(key).openText(CASE, sealed)).contains("Hanako");
        String another = Base64.getEncoder().encodeToString(Sealing.newKey());
        assertThatThrownBy(() -> vault(another)).hasMessageContaining("another master key");
        assertThatThrownBy(() -> vault("short")).hasMessageContaining("openssl rand -base64 32");
        Files.delete(file);
        assertThatThrownBy(() -> vault("")).hasMessageContaining("from your backup");
        assertThat(file).doesNotExist();
    }

    @Test
    void many_who_begin_at_once_share_one_key() throws Exception {
        var pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> sealing = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String text = "text " + i;
                sealing.add(
                        () -> vault.openText(CASE, vault.sealText(CASE, text)).orElse(""));
            }
            List<String> opened = new ArrayList<>();
            for (Future<String> one : pool.invokeAll(sealing)) {
                opened.add(one.get());
            }
            assertThat(opened).hasSize(40).doesNotHaveDuplicates().doesNotContain("");
        } finally {
            pool.shutdownNow();
        }
        assertThat(db.sql("select count(*) from vault_key").query(Long.class).single())
                .isEqualTo(1);
    }

    @Test
    void a_step_that_fails_leaves_a_key_that_works() {
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
        transaction.executeWithoutResult(status -> {
            vault.sealText(CASE, "lost");
            status.setRollbackOnly();
        });

        assertThat(vault.openText(CASE, vault.sealText(CASE, "Hanako"))).contains("Hanako");
    }
}
