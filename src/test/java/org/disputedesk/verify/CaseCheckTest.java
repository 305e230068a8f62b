package org.disputedesk.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.disputedesk.evidence.RecordEntry;
import org.disputedesk.pack.SamplePacks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The record in the database of a desk that stands still. */
class CaseCheckTest {

    private record Told(int exit, String text) {}

    private static Connection database(Path home) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:h2:file:" + home.resolve("desk") + ";DB_CLOSE_ON_EXIT=FALSE", "desk", "");
    }

    private static void make(Path home) throws SQLException {
        List<RecordEntry> record = SamplePacks.record(12);
        try (Connection database = database(home);
                Statement make = database.createStatement()) {
            make.execute("create table record_head (case_number varchar(20), sequence bigint, hash varchar(64))");
            make.execute("create table record_entry (case_number varchar(20), sequence bigint,"
                    + " at timestamp with time zone, actor varchar(80), kind varchar(40), text varchar(2000), facts text,"
                    + " previous_hash varchar(64), hash varchar(64))");
            make.execute("create table case_attachment (case_number varchar(20), sha256 varchar(64),"
                    + " media_type varchar(80), size_bytes bigint, purpose varchar(40),"
                    + " received_at timestamp with time zone, received_by varchar(80))");
            make.execute("create table record_anchor (anchored_on varchar(10), sha256 varchar(64))");
            make.execute("create table case_message (case_number varchar(20), direction varchar(3),"
                    + " letter varchar(120), language varchar(8), at timestamp with time zone, content text,"
                    + " commitment varchar(64), seq bigint)");
            make.execute("create table vault_key (subject varchar(60), sealed_key varchar(200),"
                    + " erased_at timestamp with time zone)");
            for (RecordEntry entry : record) {
                try (var insert =
                        database.prepareStatement("insert into record_entry values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                    insert.setString(1, SamplePacks.CASE);
                    insert.setLong(2, entry.sequence());
                    insert.setObject(3, entry.at().atOffset(ZoneOffset.UTC));
                    insert.setString(4, entry.actor());
                    insert.setString(5, entry.kind());
                    insert.setString(6, entry.text());
                    insert.setString(7, entry.facts());
                    insert.setString(8, entry.previousHash());
                    insert.setString(9, entry.hash());
                    insert.execute();
                }
            }
            make.execute("insert into case_attachment select case_number,"
                    + " regexp_substr(facts, '[0-9a-f]{64}'), 'image/jpeg', 1, '', at, actor"
                    + " from record_entry where kind = 'evidence-received'");
            make.execute("insert into case_message select case_number,"
                    + " case actor when 'buyer' then 'IN' else 'OUT' end, null, 'ja', at, '',"
                    + " regexp_substr(facts, '[0-9a-f]{64}'), sequence"
                    + " from record_entry where kind in ('message-received', 'letter-sent')");
            make.execute("insert into vault_key values ('case:" + SamplePacks.CASE
                    + "', null, timestamp with time zone '2026-11-23 00:01:00+00')");
            make.execute("insert into record_head values ('" + SamplePacks.CASE + "', 12, '"
                    + record.get(11).hash() + "')");
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static Told verify(Path home) throws IOException {
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int exit = Verify.run(List.of("--case", SamplePacks.CASE, "--home", home.toString()), Map.of(), out, out);
        return new Told(exit, said.toString(StandardCharsets.UTF_8));
    }

    private static void changed(Path home, String sql, String named, String undo) throws Exception {
        try (Connection database = database(home);
                Statement change = database.createStatement()) {
            assertThat(change.executeUpdate(sql)).as(sql).isPositive();
        }
        Told told = verify(home);
        assertThat(told.exit()).as(sql + "\n" + told.text()).isEqualTo(1);
        assertThat(told.text()).as(sql).contains("CHANGED", named);
        try (Connection database = database(home);
                Statement change = database.createStatement()) {
            change.executeUpdate(undo);
        }
    }

    @Test
    void what_was_changed_in_the_database_is_named(@TempDir Path home) throws Exception {
        make(home);
        Told told = verify(home);
        assertThat(told.exit()).as(told.text()).isZero();
        assertThat(told.text()).contains("INTACT", "12 entries fit");
        changed(
                home,
                "update record_entry set text = 'x' where sequence = 5",
                "Entry 5 was changed",
                "update record_entry set text = 'Entry 5 記録' where sequence = 5");
        changed(
                home,
                "update record_entry set sequence = 50 where sequence = 5",
                "Entry 5 is missing",
                "update record_entry set sequence = 5 where sequence = 50");
        changed(
                home,
                "update record_entry set sequence = 13 where sequence = 12",
                "Entry 12 is missing",
                "update record_entry set sequence = 12 where sequence = 13");
        changed(
                home,
                "update record_head set sequence = 13",
                "Entries after 12 are missing",
                "update record_head set sequence = 12");
        Path anchors = Files.createDirectories(home.resolve("anchors"));
        Files.write(anchors.resolve("2026-11-24.txt"), SamplePacks.anchor(SamplePacks.record(12), 9));
        assertThat(verify(home).text()).contains("CHANGED", "anchors/2026-11-24.txt: is unknown to the database");
        try (Connection database = database(home);
                Statement change = database.createStatement()) {
            change.execute("insert into record_anchor values ('2026-11-24', '"
                    + sha256(SamplePacks.anchor(SamplePacks.record(12), 9)) + "')");
        }
        assertThat(verify(home).text()).contains("INTACT", "anchored up to entry 9");
        Files.write(anchors.resolve("2026-11-24.txt"), SamplePacks.anchor(SamplePacks.record(13), 13));
        assertThat(verify(home).text()).contains("anchors/2026-11-24.txt: names entry 13, which is missing");
        Files.write(anchors.resolve("2026-11-24.txt"), SamplePacks.anchor(SamplePacks.record(12), 8));
        assertThat(verify(home).text()).contains("CHANGED", "anchors/2026-11-24.txt: was changed after it was");
        Files.delete(anchors.resolve("2026-11-24.txt"));
        assertThat(verify(home).text()).contains("CHANGED", "anchors/2026-11-24.txt: is missing");
        Files.delete(anchors);
        assertThat(verify(home).text()).contains("CHANGED", "anchors/2026-11-24.txt: is missing");
    }

    @Test
    void a_desk_that_runs_is_named_as_the_one_to_ask(@TempDir Path home) throws Exception {
        make(home);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        // the lock is between processes
        Process other = new ProcessBuilder(
                        java.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CaseCheckTest.class.getName(),
                        home.toString())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('r');
            Told told = verify(home);
            assertThat(told.exit()).as(told.text()).isEqualTo(2);
            assertThat(told.text()).contains("The desk is running", "/record?verify=true");
        } finally {
            other.destroyForcibly().waitFor();
        }
        // it ended without closing its database
        assertThat(verify(home).exit()).isZero();
    }

    /** Holds the database as a desk does. */
    public static void main(String[] args) throws Exception {
        try (Connection database = database(Path.of(args[0]));
                Statement change = database.createStatement()) {
            change.executeUpdate("update record_head set sequence = 12");
            System.out.print("r");
            System.out.flush();
            Thread.currentThread().join();
        }
    }
}
