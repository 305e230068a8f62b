package org.disputedesk.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.disputedesk.evidence.Chain;
import org.disputedesk.evidence.RecordEntry;
import org.disputedesk.vault.Subject;
import org.disputedesk.vault.TestVault;
import org.disputedesk.vault.Vault;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Files and messages of a desk that stands still, held against its record. */
class KeptCheckTest {

    private static final String CASE = "D-2026-000123";
    private static final Subject SUBJECT = Subject.ofCase(CASE);
    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
    private static final byte[] PHOTO = "a photo".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path home;

    private JdbcClient db;
    private Vault vault;
    private Path file;
    private long entries;
    private String head = RecordEntry.NOTHING_BEFORE;

    @BeforeEach
    void a_case_with_a_message_and_a_photo() throws Exception {
        var source = new DriverManagerDataSource(
                "jdbc:h2:file:" + home.resolve("desk") + ";DB_CLOSE_ON_EXIT=FALSE", "desk", "");
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        db = JdbcClient.create(source);
        vault = TestVault.on(source, home, Clock.fixed(NOW, ZoneOffset.UTC));
        message("届きません。", vault.commitment(SUBJECT, "届きません。"));
        entry(
                "buyer",
                "message-received",
                "{\"receivedAt\":\"2026-11-23T00:00:00Z\",\"commitment\":\"" + vault.commitment(SUBJECT, "届きません。")
                        + "\"}");
        file = Files.createDirectories(home.resolve("evidence").resolve(CASE)).resolve(sha256(PHOTO));
        Files.write(file, vault.seal(SUBJECT, PHOTO));
        entry("desk", "evidence-received", "{\"sha256\":\"" + sha256(PHOTO) + "\"}");
        attachment(sha256(PHOTO));
    }

    private void message(String text, String commitment) {
        db.sql("insert into case_message (id, case_number, direction, language, at, content, commitment, answered)"
                        + " values (random_uuid(), ?, 'IN', 'ja', ?, ?, ?, false)")
                .params(CASE, NOW.atOffset(ZoneOffset.UTC), vault.sealText(SUBJECT, text), commitment)
                .update();
    }

    private void attachment(String sha256) {
        db.sql("insert into case_attachment (case_number, sha256, sealed_name, media_type, size_bytes, purpose,"
                        + " received_at, received_by) values (?, ?, '', 'image/jpeg', 7, '', ?, 'desk')")
                .params(CASE, sha256, NOW.atOffset(ZoneOffset.UTC))
                .update();
    }

    private void entry(String actor, String kind, String facts) throws Exception {
        var open = new RecordEntry(++entries, NOW, actor, kind, kind, facts, head, "");
        head = sha256(Chain.body(CASE, open).getBytes(StandardCharsets.UTF_8));
        db.sql("merge into record_head key (case_number) values (?, ?, ?)")
                .params(CASE, entries, head)
                .update();
        db.sql("insert into record_entry values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        CASE,
                        entries,
                        NOW.atOffset(ZoneOffset.UTC),
                        actor,
                        kind,
                        kind,
                        facts,
                        open.previousHash(),
                        head)
                .update();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private void says(int exit, String... words) {
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int code = Verify.run(List.of("--case", CASE, "--home", home.toString()), Map.of(), out, out);
        String text = said.toString(StandardCharsets.UTF_8);
        assertThat(code).as(text).isEqualTo(exit);
        assertThat(text).contains(words);
    }

    @Test
    void what_is_as_it_was_received_is_said() {
        says(0, "INTACT", "2 entries fit", "1 of 1 files are as they were received", "1 of 1 messages are as");
    }

    @Test
    void a_changed_missing_or_swapped_file_is_found() throws Exception {
        byte[] sealed = Files.readAllBytes(file);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            Files.write(file, changed);
            says(1, "file " + sha256(PHOTO) + ": was changed on disk");
        }
        Files.write(file, vault.seal(SUBJECT, "another photo".getBytes(StandardCharsets.UTF_8)));
        says(1, "is another one than was received");
        Files.delete(file);
        says(1, "is missing in");
    }

    @Test
    void a_file_that_only_the_table_or_only_the_record_knows_is_found() throws Exception {
        attachment("0".repeat(64));
        says(1, "file " + "0".repeat(64) + ": is in the table: no entry of the record tells of it");
        db.sql("delete from case_attachment").update();
        says(1, "entry 2 tells of it, and the table does not know it");
    }

    @Test
    void a_changed_or_added_message_is_found() {
        db.sql("update case_message set content = ?")
                .param(vault.sealText(SUBJECT, "届きました。"))
                .update();
        says(1, "message 1: is not the text that the record names");
        db.sql("update case_message set content = 'AAAA'").update();
        says(1, "message 1: was changed");
        message("added", vault.commitment(SUBJECT, "added"));
        says(1, "message 2: no entry of the record tells of it");
    }

    @Test
    void without_the_master_key_it_says_what_it_could_not_check() throws Exception {
        Files.delete(home.resolve("master-key"));
        says(2, "UNKNOWN  record", "NOT CHECKED: what is in files and messages");
        Files.delete(file);
        says(1, "is missing in");
    }

    @Test
    void an_erased_case_says_when() throws Exception {
        vault.erase(SUBJECT);
        says(1, "no entry of the record tells of an erasure");
        entry("desk", "personal-data-erased", "{}");
        says(0, "INTACT", "files and texts were erased on 2026-11-23T00:00:00Z");
    }

    @Test
    void a_message_turned_round_or_moved_in_time_is_found() {
        db.sql("update case_message set direction = 'OUT'").update();
        says(1, "message 1: by entry 1 of the record this text was written by the buyer");
        db.sql("update case_message set direction = 'IN', at = timestamp with time zone '2020-01-01 00:00:00+00'")
                .update();
        says(1, "message 1: by entry 1 of the record this text is of 2026-11-23T00:00:00Z");
        db.sql("update case_message set at = ?, letter = 'x'")
                .param(NOW.atOffset(ZoneOffset.UTC))
                .update();
        says(1, "message 1: by entry 1 of the record this text was written by the buyer and is no letter");
        db.sql("update case_message set letter = null").update();
        says(0, "INTACT");
    }

    @Test
    void a_letter_passed_off_as_the_buyers_words_is_found() throws Exception {
        entry(
                "desk",
                "letter-sent",
                "{\"letter\":\"a\",\"commitment\":\"" + vault.commitment(SUBJECT, "Sorry") + "\"}");
        message("Sorry", vault.commitment(SUBJECT, "Sorry"));
        says(1, "message 2: by entry 3 of the record this text was sent to the buyer");
        db.sql("update case_message set direction = 'OUT', letter = 'b' where seq = 2")
                .update();
        says(1, "message 2: by entry 3 of the record this text is the letter a");
        db.sql("update case_message set letter = 'a' where seq = 2").update();
        says(0, "INTACT");
        message("Sorry", vault.commitment(SUBJECT, "Sorry"));
        says(1, "message 3: no entry of the record tells of it");
    }

    @Test
    void a_note_of_staff_passed_off_as_the_buyers_words_is_found() throws Exception {
        String commitment = vault.commitment(SUBJECT, "a note");
        entry("person:agent", "comment", "{\"commitment\":\"" + commitment + "\"}");
        message("a note", commitment);
        says(1, "message 2: no entry of the record tells of it");
    }

    @Test
    void deleted_messages_and_keys_are_missed() {
        db.sql("delete from case_message").update();
        says(1, "the text of entry 1 is not in the table of messages");
        message("届きません。", vault.commitment(SUBJECT, "届きません。"));
        says(0, "INTACT");
        db.sql("delete from vault_key").update();
        says(1, "The key of the case is missing");
    }

    @Test
    void what_the_table_says_of_a_file_is_held_against_its_arrival() {
        for (String change : new String[] {
            "received_by = 'person:x'", "received_at = timestamp with time zone '2020-01-01 00:00:00+00'"
        }) {
            db.sql("update case_attachment set " + change).update();
            says(1, "by entry 2 of the record this file came");
            db.sql("update case_attachment set received_by = 'desk', received_at = ?")
                    .param(NOW.atOffset(ZoneOffset.UTC))
                    .update();
        }
        says(0, "INTACT");
    }
}
