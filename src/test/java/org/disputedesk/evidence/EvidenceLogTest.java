package org.disputedesk.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.disputedesk.evidence.EvidenceLog.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;

/** Nothing in the record is changed, lost or forked without being found (000-17). */
class EvidenceLogTest {

    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00.125Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private RecordDatabase database;
    private EvidenceLog log;
    private String number;
    private String other;

    @BeforeEach
    void a_case_with_five_entries() {
        database = open();
        log = database.log(CLOCK);
        number = "D-2026-" + String.format("%06d", System.nanoTime() % 900_000);
        other = number.replace("D-", "E-");
        for (int i = 1; i <= 5; i++) {
            log.appendAs("buyer", number, "kind-" + i, "Text " + i, Map.of("n", i, "at", NOW));
            log.appendAs("buyer", other, "kind-" + i, "Text " + i, Map.of("n", i, "at", NOW));
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    RecordDatabase open() {
        return RecordDatabase.inMemory();
    }

    @Test
    void an_untouched_record_is_intact() {
        assertThat(log.verify(number)).isEqualTo(Verdict.intact(5));
        assertThat(log.verify("D-2099-999999")).isEqualTo(Verdict.intact(0));
    }

    @Test
    void the_database_refuses_to_change_an_entry() {
        for (String set : changes().values()) {
            refused("update record_entry set " + set + " where case_number = '" + number + "' and sequence = 3");
        }
        refused("update record_entry set kind = kind");
        refused("delete from record_entry where case_number = '" + number + "' and sequence = 5");
        refused("delete from record_entry");
        refused("truncate table record_entry");
        assertThat(log.verify(number)).isEqualTo(Verdict.intact(5));
    }

    @Test
    void the_database_refuses_to_move_a_head_back_or_past_an_entry() {
        String here = " where case_number = '" + number + "'";
        refused("update record_head set sequence = 4" + here);
        refused("update record_head set sequence = 5" + here);
        refused("update record_head set hash = '" + "1".repeat(64) + "'" + here);
        refused("update record_head set sequence = 7" + here);
        refused("update record_head set case_number = 'D-2026-999999', sequence = 6" + here);
        refused("delete from record_head" + here);
        refused("truncate table record_head");
        assertThat(log.verify(number)).isEqualTo(Verdict.intact(5));
    }

    private void refused(String sql) {
        assertThatThrownBy(() -> database.db.sql(sql).update())
                .as(sql)
                .isInstanceOf(
                        sql.startsWith("truncate") ? DataAccessException.class : DataIntegrityViolationException.class);
    }

    /** Each column of an entry with a change that somebody could make. */
    private static Map<String, String> changes() {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("case_number", "case_number = 'D-1999-000001'");
        changes.put("sequence", "sequence = 99");
        changes.put("at", "at = timestamp with time zone '2026-11-24 00:00:00.126+00:00'");
        changes.put("actor", "actor = 'desk'");
        changes.put("kind", "kind = 'kind-4'");
        changes.put("text", "text = 'Text  3'");
        changes.put("facts", "facts = replace(facts, '\"n\":', '\"n\":1')");
        changes.put("previous_hash", "previous_hash = '" + "0".repeat(64) + "'");
        changes.put("hash", "hash = '" + "0".repeat(64) + "'");
        return changes;
    }

    @Test
    void every_column_of_every_entry_is_covered() {
        List<String> columns = database.db
                .sql(
                        "select lower(column_name) from information_schema.columns where lower(table_name) = 'record_entry'")
                .query(String.class)
                .list();
        assertThat(changes().keySet()).containsExactlyInAnyOrderElementsOf(columns);
        for (String set : changes().values()) {
            for (int sequence = 1; sequence <= 5; sequence++) {
                String what = set.replace("'kind-4'", "'other'");
                what = what.replace("0".repeat(64), "f".repeat(64));
                RecordEntry before = log.entries(number).get(sequence - 1);
                assertThat(database.pastTheTriggers(
                                "update record_entry set " + what + " where case_number = ? and sequence = ?",
                                number,
                                sequence))
                        .isOne();
                Verdict verdict = log.verify(number);
                assertThat(verdict.intact()).as(what + " of " + sequence).isFalse();
                assertThat(verdict.entries()).as(what + " of " + sequence).isEqualTo(sequence - 1);
                putBack(before);
                assertThat(log.verify(number)).isEqualTo(Verdict.intact(5));
            }
        }
    }

    private void putBack(RecordEntry entry) {
        database.pastTheTriggers(
                "delete from record_entry where hash = ? or (case_number = ? and sequence in (?, 99))"
                        + " or case_number = 'D-1999-000001'",
                entry.hash(),
                number,
                entry.sequence());
        insert(entry);
    }

    private static final String INSERT =
            "insert into record_entry (case_number, sequence, at, actor, kind, text, facts, previous_hash, hash)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private Object[] row(RecordEntry entry) {
        return new Object[] {
            number,
            entry.sequence(),
            entry.at().atOffset(ZoneOffset.UTC),
            entry.actor(),
            entry.kind(),
            entry.text(),
            entry.facts(),
            entry.previousHash(),
            entry.hash()
        };
    }

    private void insert(RecordEntry entry) {
        database.pastTheTriggers(INSERT, row(entry));
    }

    @Test
    void a_removed_entry_is_found() {
        for (int sequence = 1; sequence <= 5; sequence++) {
            RecordEntry before = log.entries(number).get(sequence - 1);
            database.pastTheTriggers(
                    "delete from record_entry where case_number = ? and sequence = ?", number, sequence);
            assertThat(log.verify(number).problem()).contains(sequence < 5 ? "Entry " + sequence : "after 4");
            putBack(before);
        }
        database.pastTheTriggers("delete from record_entry where case_number = ?", number);
        assertThat(log.verify(number).intact()).isFalse();
    }

    @Test
    void entries_that_changed_places_are_found() {
        database.pastTheTriggers(
                "update record_entry set sequence = case sequence when 2 then 103 when 3 then 102 end"
                        + " where case_number = ? and sequence in (2, 3)",
                number);
        database.pastTheTriggers(
                "update record_entry set sequence = sequence - 100 where case_number = ? and sequence > 100", number);
        assertThat(log.verify(number)).isEqualTo(Verdict.broken(2, "Entry 2 does not follow the entry before it."));
    }

    /** One that fits as well as somebody can make it fit who has read how the chain is made. */
    private RecordEntry forged(long sequence) {
        RecordEntry last = log.entries(number).get(4);
        var open = new RecordEntry(sequence, NOW, "buyer", "kind-5", "Text 5", last.facts(), last.hash(), "");
        return new RecordEntry(
                sequence, NOW, "buyer", "kind-5", "Text 5", last.facts(), last.hash(), Chain.hash(number, open));
    }

    @Test
    void the_database_refuses_an_entry_that_is_put_in_past_the_desk() {
        for (long sequence : List.of(0L, 6L, 7L, 99L)) {
            assertThatThrownBy(() -> database.db
                            .sql(INSERT)
                            .params(row(forged(sequence)))
                            .update())
                    .as("entry %s", sequence)
                    .isInstanceOf(DataIntegrityViolationException.class);
        }
        assertThat(log.verify(number)).isEqualTo(Verdict.intact(5));
        log.append(number, "goes-on", "The case goes on", Map.of());
        assertThat(log.verify(number)).isEqualTo(Verdict.intact(6));
    }

    @Test
    void an_added_entry_is_found() {
        RecordEntry last = log.entries(number).get(4);
        insert(new RecordEntry(6, NOW, "buyer", "kind-5", "Text 5", last.facts(), last.hash(), "1".repeat(64)));
        assertThat(log.verify(number)).isEqualTo(Verdict.broken(6, "Entry 6 was changed after it was written."));
        database.pastTheTriggers("delete from record_entry where case_number = ? and sequence = 6", number);
        insert(forged(6));
        assertThat(log.verify(number).problem()).isEqualTo("The head of the case is not its last entry, which is 6.");
    }

    @Test
    void entries_that_got_in_all_the_same_are_found_for_good_and_the_case_goes_on() {
        insert(forged(6));
        insert(forged(7));

        log.append(number, "goes-on", "The case goes on", Map.of());
        log.append(number, "goes-on", "And on", Map.of());

        assertThat(log.entries(number))
                .extracting(RecordEntry::kind)
                .endsWith("kind-5", "kind-5", "kind-5", "strange-entries", "goes-on", "goes-on");
        assertThat(log.entries(number).get(7).facts()).isEqualTo("{\"sequences\":[6,7]}");
        assertThat(log.verify(number).intact()).isFalse();
        assertThat(log.verify(number).problem()).contains("Entry 7");
    }

    @Test
    void a_head_that_was_moved_on_alone_is_found_and_the_case_goes_on() {
        database.db
                .sql("update record_head set sequence = 6, hash = ? where case_number = ?")
                .params("1".repeat(64), number)
                .update();
        log.append(number, "goes-on", "The case goes on", Map.of());
        assertThat(log.verify(number)).isEqualTo(Verdict.broken(6, "Entry 6 is missing."));
    }

    @Test
    void triggers_that_were_taken_away_are_put_back_when_the_desk_starts() {
        assertThat(database.triggers().putBack()).isEmpty();
        database.takeTriggersAway();

        assertThat(database.triggers().putBack())
                .containsExactlyInAnyOrderElementsOf(
                        database.triggers().wanted().keySet());

        assertThat(database.triggers().putBack()).isEmpty();
        the_database_refuses_to_change_an_entry();
        the_database_refuses_to_move_a_head_back_or_past_an_entry();
        the_database_refuses_an_entry_that_is_put_in_past_the_desk();
    }

    @Test
    void a_head_without_entries_or_entries_without_a_head_are_found() {
        database.pastTheTriggers("delete from record_head where case_number = ?", number);
        assertThat(log.verify(number).intact()).isFalse();
        database.pastTheTriggers("delete from record_entry where case_number = ?", other);
        assertThat(log.verify(other).intact()).isFalse();
    }

    @Test
    void a_step_that_fails_leaves_no_line_and_a_refusal_stays() {
        assertThatThrownBy(() -> database.transaction().executeWithoutResult(status -> {
                    log.append(number, "done", "Never happened", Map.of());
                    log.appendDespiteRollback(number, "refused", "Refused", Map.of());
                    throw new IllegalStateException("refused");
                }))
                .hasMessage("refused");
        assertThat(log.entries(number)).extracting(RecordEntry::kind).endsWith("kind-5", "refused");
        assertThat(log.verify(number)).isEqualTo(Verdict.intact(6));
    }

    @Test
    void many_who_append_at_once_neither_fork_the_chain_nor_lose_an_entry() throws Exception {
        int threads = 8;
        int each = 40;
        String fresh = "D-2026-000777";
        ExecutorService pool = Executors.newFixedThreadPool(threads + 1);
        var go = new CountDownLatch(1);
        var running = new AtomicBoolean(true);
        List<Future<?>> all = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            // two desks on one database
            EvidenceLog desk = t % 2 == 0 ? log : database.log(CLOCK);
            String actor = "person:" + t;
            all.add(pool.submit((Callable<Void>) () -> {
                go.await();
                for (int i = 0; i < each; i++) {
                    desk.appendAs(actor, fresh, "n", String.valueOf(i), Map.of());
                }
                return null;
            }));
        }
        Future<List<Verdict>> looks = pool.submit(() -> {
            List<Verdict> seen = new ArrayList<>();
            while (running.get()) {
                seen.add(log.verify(fresh));
            }
            return seen;
        });
        go.countDown();
        for (Future<?> one : all) {
            one.get();
        }
        running.set(false);
        assertThat(looks.get()).as("looks while others append").isNotEmpty().allMatch(Verdict::intact);
        pool.shutdown();
        assertThat(log.verify(fresh)).isEqualTo(Verdict.intact((long) threads * each));
        assertNobodyLostALine(log, fresh, threads, each);
    }

    static void assertNobodyLostALine(EvidenceLog log, String caseNumber, int writers, int each) {
        List<RecordEntry> entries = log.entries(caseNumber);
        assertThat(entries).hasSize(writers * each);
        for (int t = 0; t < writers; t++) {
            String actor = "person:" + t;
            assertThat(entries)
                    .filteredOn(entry -> entry.actor().equals(actor))
                    .extracting(RecordEntry::text)
                    .containsExactlyElementsOf(
                            LongStream.range(0, each).mapToObj(String::valueOf).toList());
        }
    }

    @Test
    void the_canonical_form_is_the_one_that_is_written_down() {
        RecordEntry first = log.entries(number).get(0);
        String canonical = "{\"actor\":\"buyer\",\"at\":\"2026-11-24T00:00:00.125Z\",\"caseNumber\":\"" + number
                + "\",\"facts\":\"{\\\"at\\\":\\\"2026-11-24T00:00:00.125Z\\\",\\\"n\\\":1}\",\"kind\":\"kind-1\","
                + "\"previousHash\":\"" + "0".repeat(64) + "\",\"sequence\":1,\"text\":\"Text 1\"}";
        assertThat(first.hash()).isEqualTo(DigestUtils.sha256Hex(canonical));
    }
}
