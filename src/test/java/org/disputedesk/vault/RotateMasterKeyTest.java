package org.disputedesk.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class RotateMasterKeyTest {

    private static final Subject CASE = Subject.ofCase("D-2026-000001");
    private static final Subject ERASED = Subject.ofCase("D-2026-000002");

    @TempDir
    Path home;

    private DriverManagerDataSource source;
    private JdbcClient db;
    private String url;
    private String kept;

    @BeforeEach
    void a_desk_that_has_sealed_something() {
        url = "jdbc:h2:file:" + home.resolve("desk") + ";DB_CLOSE_ON_EXIT=FALSE";
        source = new DriverManagerDataSource(url, "desk", "");
        Flyway.configure()
                .dataSource(source)
                .locations("filesystem:src/main/resources/db/migration")
                .load()
                .migrate();
        db = JdbcClient.create(source);
        kept = vault("").sealText(CASE, "Hanako");
        vault("").prepare(ERASED);
        vault("").erase(ERASED);
    }

    private Vault vault(String masterKey) {
        return new Vault(
                db, Clock.systemUTC(), new MasterKey(db, home, masterKey), new DataSourceTransactionManager(source));
    }

    private int command(String... more) {
        return RotateMasterKey.run(java.util.stream.Stream.concat(
                        List.of("--desk.home=" + home, "--spring.datasource.url=" + url).stream(),
                        List.of(more).stream())
                .toList());
    }

    private String masterKey() throws IOException {
        return Files.readString(home.resolve("master-key")).strip();
    }

    private static String newKey() {
        return Base64.getEncoder().encodeToString(Sealing.newKey());
    }

    @Test
    void a_key_in_a_file_is_replaced_by_a_new_one_and_everything_opens() throws IOException {
        String old = masterKey();
        String sealedKey = sealedKey();
        assertThat(command()).isZero();

        assertThat(masterKey()).isNotEqualTo(old);
        assertThat(home.resolve("master-key.new")).doesNotExist();
        assertThat(sealedKey()).isNotEqualTo(sealedKey);
        assertThat(vault("").openText(CASE, kept)).contains("Hanako");
        assertThat(vault("").erasedAt(ERASED)).isPresent();
        assertThatThrownBy(() -> vault(old)).hasMessageContaining("another master key");
    }

    private String sealedKey() {
        return db.sql("select sealed_key from vault_key where subject = ?")
                .param(CASE.id())
                .query(String.class)
                .single();
    }

    @Test
    void a_key_from_outside_needs_the_new_one_from_outside() throws IOException {
        String old = masterKey();
        Files.delete(home.resolve("master-key"));
        String next = newKey();

        assertThat(command("--desk.master-key=" + old)).isEqualTo(1);
        assertThat(vault(old).openText(CASE, kept)).contains("Hanako");
        assertThat(command("--desk.master-key=" + old, "--desk.new-master-key=" + next))
                .isZero();
        assertThat(vault(next).openText(CASE, kept)).contains("Hanako");
        assertThatThrownBy(() -> vault(old)).hasMessageContaining("another master key");
    }

    /** The database was changed and the desk died before the new key was put in place; or before the database was. */
    @Test
    void a_rotation_that_was_cut_short_leaves_a_desk_that_starts() throws IOException {
        String old = masterKey();
        RotateMasterKey.rotate(db, new DataSourceTransactionManager(source), home, "", "");
        assertThat(masterKey()).isEqualTo(old);
        assertThat(vault("").openText(CASE, kept)).contains("Hanako");
        assertThat(masterKey()).isNotEqualTo(old);

        MasterKey.putBeside(home, Sealing.newKey());
        assertThat(vault("").openText(CASE, kept)).contains("Hanako");
        assertThat(command()).isZero();
        assertThat(vault("").openText(CASE, kept)).contains("Hanako");
    }

    @Test
    void a_node_that_still_has_the_old_key_seals_nothing_new() {
        Vault still = vault("");
        RotateMasterKey.rotate(db, new DataSourceTransactionManager(source), home, "", "");

        Subject fresh = Subject.ofCase("D-2026-000003");
        assertThatThrownBy(() -> still.sealText(fresh, "lost")).hasMessageContaining("The master key was changed");
    }

    @Test
    void where_no_desk_is_nothing_is_made() throws IOException {
        Path empty = Files.createDirectory(home.resolve("empty"));

        assertThat(RotateMasterKey.run(List.of(
                        "--desk.home=" + empty, "--spring.datasource.url=jdbc:h2:file:" + empty.resolve("desk"))))
                .isEqualTo(1);
        assertThat(empty).isEmptyDirectory();
    }

    @Test
    void a_wrong_key_changes_nothing() throws IOException {
        Files.copy(home.resolve("master-key"), home.resolve("copy"), StandardCopyOption.REPLACE_EXISTING);
        String old = masterKey();

        assertThat(command("--desk.new-master-key=short")).isEqualTo(1);
        assertThat(command("--desk.new-master-key=" + old)).isEqualTo(1);
        assertThat(command("--desk.master-key=" + newKey(), "--desk.new-master-key=" + newKey()))
                .isEqualTo(1);
        assertThat(masterKey()).isEqualTo(old);
        assertThat(vault("").openText(CASE, kept)).contains("Hanako");
    }
}
