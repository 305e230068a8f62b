package org.disputedesk.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataIntegrityViolationException;

/** What cannot be seen from inside the database is seen from the anchors, and a change to the anchors from either (000-17). */
class AnchorsTest {

    private static final String FIRST = "D-2026-000001";
    private static final String SECOND = "D-2026-000002";
    private static final String THIRD = "D-2026-000003";

    @TempDir
    Path home;

    private final Watch watch = new Watch();
    private RecordDatabase database;
    private EvidenceLog log;
    private Anchors anchors;

    /** A clock that a test moves. */
    private static final class Watch extends Clock {
        private Instant now = Instant.parse("2026-11-24T08:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @BeforeEach
    void three_days() {
        database = open();
        log = database.log(watch);
        anchors = database.anchors(watch, home);
        append(FIRST, 3);
        append(SECOND, 2);
        anchorInTheEvening();
        nextDay();
        append(FIRST, 2);
        append(THIRD, 1);
        anchorInTheEvening();
        nextDay();
        append(SECOND, 4);
        anchorInTheEvening();
    }

    private void anchorInTheEvening() {
        watch.now = watch.now.plus(Duration.ofHours(12));
        anchors.anchorToday();
        watch.now = watch.now.minus(Duration.ofHours(12));
    }

    RecordDatabase open() {
        return RecordDatabase.inMemory();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void append(String number, int times) {
        for (int i = 0; i < times; i++) {
            log.appendAs("buyer", number, "wrote", "Text " + i, Map.of("n", i));
        }
    }

    private void nextDay() {
        watch.now = watch.now.plus(Duration.ofDays(1));
    }

    private Path file(String day) {
        return home.resolve("anchors").resolve(day + ".txt");
    }

    @Test
    void a_file_names_the_cases_that_went_on_and_the_file_before_it() throws IOException {
        assertThat(Files.readAllLines(file("2026-11-25")))
                .containsExactly(
                        "dispute-desk anchors 1",
                        "day 2026-11-25",
                        "as-of 2026-11-25T20:00:00Z",
                        "previous 2026-11-24 " + DigestUtils.sha256Hex(Files.readAllBytes(file("2026-11-24"))),
                        FIRST + " 5 " + log.entries(FIRST).get(4).hash(),
                        THIRD + " 1 " + log.entries(THIRD).get(0).hash());
        assertThat(anchors.verify(FIRST)).isEqualTo(new Anchors.Verdict(true, 3, 5, LocalDate.parse("2026-11-25"), ""));
        assertThat(anchors.verifyAll().intact()).isTrue();
    }

    @Test
    void a_day_has_one_file_and_a_quiet_day_none() throws IOException {
        byte[] before = Files.readAllBytes(file("2026-11-26"));
        watch.now = watch.now.plus(Duration.ofHours(13));
        append(FIRST, 1);
        anchors.anchorToday();
        assertThat(Files.readAllBytes(file("2026-11-26"))).isEqualTo(before);
        nextDay();
        anchors.anchorToday();
        assertThat(Files.readString(file("2026-11-27"))).contains(FIRST + " 6 ");
        nextDay();
        nextDay();
        anchors.anchorToday();
        assertThat(file("2026-11-29")).doesNotExist();
        assertThat(anchors.verifyAll().intact()).isTrue();
    }

    @Test
    void several_nodes_write_it_once() throws Exception {
        nextDay();
        append(FIRST, 1);
        List<Callable<Void>> nodes = Collections.nCopies(4, () -> {
            database.anchors(watch, home).anchorToday();
            return null;
        });
        ExecutorService pool = Executors.newFixedThreadPool(4);
        for (var node : pool.invokeAll(nodes)) {
            node.get();
        }
        pool.shutdown();
        assertThat(anchors.verifyAll().problem()).isEmpty();
        assertThat(anchors.verify(FIRST).anchoredEntry()).isEqualTo(6);
        try (Stream<Path> files = Files.list(home.resolve("anchors"))) {
            assertThat(files).hasSize(4);
        }
    }

    @Test
    void what_a_crash_left_behind_is_adopted() throws IOException {
        database.pastTheTriggers("delete from record_anchor where anchored_on = '2026-11-26'");
        nextDay();
        append(FIRST, 1);
        anchors.anchorToday();
        assertThat(anchors.verifyAll()).isEqualTo(new Anchors.Verdict(true, 4, 6, LocalDate.parse("2026-11-27"), ""));
        assertThat(Files.readString(file("2026-11-27"))).contains("previous 2026-11-26 ");
    }

    @Test
    void a_record_that_was_cut_is_found_although_its_chain_is_whole() {
        cutLast(SECOND);
        assertThat(log.verify(SECOND).intact()).isTrue();
        assertThat(anchors.verify(SECOND).problem())
                .startsWith("Entry 6 of " + SECOND)
                .contains("missing");
        assertThat(anchors.verify(FIRST).intact()).isTrue();
        assertThat(anchors.verifyAll().intact()).isFalse();
    }

    private void cutLast(String number) {
        long last = log.entries(number).size();
        database.pastTheTriggers("delete from record_entry where case_number = ? and sequence = ?", number, last);
        database.pastTheTriggers(
                "update record_head set sequence = ?, hash = ? where case_number = ?",
                last - 1,
                log.entries(number).get((int) last - 2).hash(),
                number);
    }

    @Test
    void a_record_that_was_written_anew_is_found_although_its_chain_is_whole() {
        cutLast(FIRST);
        cutLast(FIRST);
        append(FIRST, 5);
        assertThat(log.verify(FIRST).intact()).isTrue();
        assertThat(anchors.verify(FIRST).problem())
                .startsWith("Entry 5 of " + FIRST)
                .contains("written anew");
    }

    @Test
    void an_old_copy_of_the_database_is_found_also_after_it_has_grown_again() {
        database.pastTheTriggers("delete from record_anchor where anchored_on = '2026-11-26'");
        for (int i = 0; i < 4; i++) {
            cutLast(SECOND);
        }
        assertThat(log.verify(SECOND).intact()).isTrue();
        assertThat(anchors.verify(SECOND).problem()).contains("older copy");
        nextDay();
        append(SECOND, 9);
        anchors.anchorToday();
        assertThat(anchors.verify(SECOND).problem()).startsWith("Entry 6 of " + SECOND);
    }

    @Test
    void every_changed_byte_is_found() throws IOException {
        for (String day : List.of("2026-11-24", "2026-11-25", "2026-11-26")) {
            byte[] right = Files.readAllBytes(file(day));
            for (int at = 0; at < right.length; at++) {
                byte[] changed = right.clone();
                changed[at] = (byte) (changed[at] == '0' ? '1' : '0');
                found(day, changed, "byte " + at);
            }
            Files.write(file(day), right);
        }
        assertThat(anchors.verifyAll().intact()).isTrue();
    }

    @Test
    void a_removed_added_or_moved_line_or_byte_is_found() throws IOException {
        for (String day : List.of("2026-11-24", "2026-11-25", "2026-11-26")) {
            String right = Files.readString(file(day));
            List<String> lines = right.lines().toList();
            for (int at = 0; at < lines.size(); at++) {
                List<String> without = new ArrayList<>(lines);
                String line = without.remove(at);
                found(day, text(without), "without line " + at);
                List<String> twice = new ArrayList<>(lines);
                twice.add(at, line);
                found(day, text(twice), "line " + at + " twice");
                if (at > 0) {
                    List<String> moved = new ArrayList<>(lines);
                    Collections.swap(moved, at, at - 1);
                    found(day, text(moved), "line " + at + " moved");
                }
            }
            found(day, (right + "\n").getBytes(StandardCharsets.UTF_8), "one line feed more");
            found(day, right.substring(0, right.length() - 1).getBytes(StandardCharsets.UTF_8), "one byte less");
            found(day, right.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), "other line ends");
            found(day, new byte[0], "empty");
            Files.writeString(file(day), right);
        }
        assertThat(anchors.verifyAll().intact()).isTrue();
    }

    private static byte[] text(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void found(String day, byte[] content, String what) throws IOException {
        Files.write(file(day), content);
        Anchors.Verdict verdict = anchors.verify(FIRST);
        assertThat(verdict.intact()).as(what + " of " + day).isFalse();
        assertThat(verdict.problem()).as(what + " of " + day).isNotBlank();
    }

    @Test
    void a_removed_added_or_renamed_file_is_found() throws IOException {
        for (String day : List.of("2026-11-24", "2026-11-25", "2026-11-26")) {
            Path aside = home.resolve("aside");
            Files.move(file(day), aside);
            assertThat(anchors.verify(FIRST).problem()).contains(day).contains("missing");
            Files.move(aside, file("2026-12-24"));
            assertThat(anchors.verify(FIRST).intact()).isFalse();
            Files.move(file("2026-12-24"), file(day));
        }
        Files.copy(file("2026-11-26"), file("2026-11-27"));
        assertThat(anchors.verify(FIRST).problem()).contains("2026-11-27");
        Files.delete(file("2026-11-27"));
        Files.copy(file("2026-11-26"), home.resolve("anchors").resolve("copy.txt"));
        assertThat(anchors.verify(FIRST).problem()).contains("copy.txt");
        Files.delete(home.resolve("anchors").resolve("copy.txt"));
        Path aside = home.resolve("aside");
        Files.move(file("2026-11-24"), aside);
        Files.move(file("2026-11-25"), file("2026-11-24"));
        Files.move(aside, file("2026-11-25"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(anchors.verify(FIRST).intact()).isFalse();
    }

    @Test
    void a_changed_file_is_found_by_the_next_one_although_the_database_was_made_to_fit() throws IOException {
        String changed = Files.readString(file("2026-11-25")).replace(FIRST + " 5 ", FIRST + " 4 ");
        Files.writeString(file("2026-11-25"), changed);
        database.pastTheTriggers(
                "update record_anchor set sha256 = ? where anchored_on = '2026-11-25'", DigestUtils.sha256Hex(changed));
        assertThat(anchors.verify(THIRD).problem())
                .isEqualTo("The anchor file 2026-11-26.txt does not follow the file before it.");
    }

    @Test
    void the_database_refuses_to_change_what_it_knows_of_the_files() {
        for (String sql : List.of(
                "update record_anchor set sha256 = '" + "0".repeat(64) + "' where anchored_on = '2026-11-25'",
                "update record_anchor set anchored_on = '2026-11-23' where anchored_on = '2026-11-25'",
                "delete from record_anchor where anchored_on = '2026-11-26'")) {
            assertThatThrownBy(() -> database.db.sql(sql).update()).isInstanceOf(DataIntegrityViolationException.class);
        }
        assertThatThrownBy(() -> database.db.sql("truncate table record_anchor").update())
                .isInstanceOf(org.springframework.dao.DataAccessException.class);
        assertThat(anchors.verifyAll().intact()).isTrue();
    }
}
