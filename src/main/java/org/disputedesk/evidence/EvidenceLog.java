package org.disputedesk.evidence;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.disputedesk.engine.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.ResourceHolderSupport;
import org.springframework.transaction.support.ResourceHolderSynchronization;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The only writer of the record (000-17): append-only, numbered and hash-chained per case, in the transaction of the step
 * it tells of, so that a step that fails leaves no line.
 */
@Component
public class EvidenceLog {

    private static final Logger LOG = LoggerFactory.getLogger(EvidenceLog.class);
    private static final int LONGEST_TEXT = 2000;
    private static final int FETCHED_AT_ONCE = 500;

    private final JdbcClient db;
    private final JdbcOperations jdbc;
    private final Clock clock;
    private final CurrentUser currentUser;
    private final TransactionTemplate sameTransaction;
    private final TransactionTemplate ownTransaction;
    private final TransactionTemplate savepoint;
    private final TransactionTemplate readOnly;

    EvidenceLog(
            JdbcClient db,
            JdbcOperations jdbc,
            Clock clock,
            CurrentUser currentUser,
            PlatformTransactionManager transactions) {
        this.db = db;
        this.jdbc = jdbc;
        this.clock = clock;
        this.currentUser = currentUser;
        this.sameTransaction = new TransactionTemplate(transactions);
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.readOnly = new TransactionTemplate(transactions);
        this.readOnly.setReadOnly(true);
    }

    /** Writes down what the person logged in, or else the desk itself, did. */
    public void append(String caseNumber, String kind, String text, Map<String, ?> facts) {
        appendAs(actor(), caseNumber, kind, text, facts);
    }

    /** Writes down what somebody outside did: {@code buyer}, {@code carrier} or {@code amazon}. */
    public void appendAs(String actor, String caseNumber, String kind, String text, Map<String, ?> facts) {
        sameTransaction.executeWithoutResult(status -> write(actor, caseNumber, kind, text, facts));
    }

    /**
     * Writes down an attempt that is about to be refused: once the transaction of the attempt has been rolled back, in one
     * of its own, so that the refusal stays although nothing else of the attempt does.
     */
    public void appendDespiteRollback(String caseNumber, String kind, String text, Map<String, ?> facts) {
        String actor = actor();
        Map<String, Object> kept = new LinkedHashMap<>(facts);
        Runnable write =
                () -> ownTransaction.executeWithoutResult(status -> write(actor, caseNumber, kind, text, kept));
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            write.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                write.run();
            }
        });
    }

    /**
     * Waits until nobody else does anything in this case, and lets nobody begin before the transaction ends. Whoever takes
     * something from outside does this first, so that two who tell the same case something at once come one after the other.
     */
    public void holdCase(String caseNumber) {
        db.sql("select sequence from record_head where case_number = ? for update")
                .param(caseNumber)
                .query(Long.class)
                .optional();
    }

    /**
     * Holds several cases, always in the order of their numbers: two who need each other's cases then wait in turn, and neither
     * for ever.
     */
    public void holdCases(Collection<String> caseNumbers) {
        new TreeSet<>(caseNumbers).forEach(this::holdCase);
    }

    /** The kinds of the entries that the current transaction has written in a case so far, in order. */
    public List<String> kindsWrittenHere(String caseNumber) {
        return TransactionSynchronizationManager.getResource(this) instanceof Written written
                ? List.copyOf(written.kinds.getOrDefault(caseNumber, List.of()))
                : List.of();
    }

    /** Whether anything was written of this case yet. */
    public boolean hasEntries(String caseNumber) {
        return db.sql("select count(*) from record_head where case_number = ?")
                        .param(caseNumber)
                        .query(Long.class)
                        .single()
                > 0;
    }

    private void remember(String caseNumber, String kind) {
        if (!(TransactionSynchronizationManager.getResource(this) instanceof Written)) {
            var fresh = new Written();
            TransactionSynchronizationManager.bindResource(this, fresh);
            TransactionSynchronizationManager.registerSynchronization(
                    new ResourceHolderSynchronization<Written, EvidenceLog>(fresh, this) {});
        }
        if (TransactionSynchronizationManager.getResource(this) instanceof Written written) {
            written.kinds
                    .computeIfAbsent(caseNumber, number -> new ArrayList<>())
                    .add(kind);
        }
    }

    /** What one transaction has written. */
    private static final class Written extends ResourceHolderSupport {
        private final Map<String, List<String>> kinds = new HashMap<>();
    }

    /** All entries of a case in order; empty when there is no such case. */
    public List<RecordEntry> entries(String caseNumber) {
        return db.sql("select * from record_entry where case_number = ? order by sequence")
                .param(caseNumber)
                .query((row, n) -> RecordEntry.of(row))
                .list();
    }

    /**
     * The newest entries of one kind, the newest first.
     *
     * @param most how many at most
     */
    public List<RecordEntry> newest(String caseNumber, String kind, int most) {
        return db.sql("select * from record_entry where case_number = ? and kind = ? order by sequence desc limit ?")
                .params(caseNumber, kind, most)
                .query((row, n) -> RecordEntry.of(row))
                .list();
    }

    /**
     * Recomputes the chain of a case and names the first entry that does not fit. Entries and head are read by one statement,
     * so that an entry that is being appended raises no false alarm, and row by row, so that long records need no memory.
     */
    public Verdict verify(String caseNumber) {
        Verdict verdict = readOnly.execute(status -> jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement("""
                            select e.*, h.sequence as head_sequence, h.hash as head_hash
                            from (select cast(? as varchar) as wanted) c
                            left join record_head h on h.case_number = c.wanted
                            left join record_entry e on e.case_number = c.wanted
                            order by e.sequence""");
                    statement.setFetchSize(FETCHED_AT_ONCE);
                    statement.setString(1, caseNumber);
                    return statement;
                },
                (ResultSet row) -> {
                    var chain = new Chain(caseNumber);
                    long headSequence = 0;
                    String headHash = RecordEntry.NOTHING_BEFORE;
                    while (row.next()) {
                        String head = row.getString("head_hash");
                        if (head != null) {
                            headHash = head;
                            headSequence = row.getLong("head_sequence");
                        }
                        if (row.getString("hash") != null) {
                            chain.next(RecordEntry.of(row));
                        }
                    }
                    return chain.verdict(headSequence, headHash);
                }));
        return Objects.requireNonNull(verdict);
    }

    /**
     * The outcome of recomputing a chain.
     *
     * @param intact whether every entry is as it was written
     * @param entries how many entries fit
     * @param problem what is wrong, in words; empty when intact
     */
    public record Verdict(boolean intact, long entries, String problem) {
        static Verdict intact(long entries) {
            return new Verdict(true, entries, "");
        }

        static Verdict broken(long at, String problem) {
            return new Verdict(false, at - 1, problem);
        }
    }

    private String actor() {
        return currentUser.id().map(id -> "person:" + id).orElse("desk");
    }

    private void write(String actor, String caseNumber, String kind, String text, Map<String, ?> facts) {
        Head head = lockHead(caseNumber);
        if (head.isTaken()) {
            head = pastStrangers(caseNumber, head);
        }
        add(head, actor, caseNumber, kind, text, facts);
    }

    /** The head goes on first: the database lets an entry in only as the one its head names. */
    private Head add(Head head, String actor, String caseNumber, String kind, String text, Map<String, ?> facts) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String shown = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
        var entry = new RecordEntry(head.sequence() + 1, at, actor, kind, shown, canonical(facts), head.hash(), "");
        String hash = Chain.hash(caseNumber, entry);
        Head next = moveOn(caseNumber, head, hash);
        db.sql("""
                        insert into record_entry
                          (case_number, sequence, at, actor, kind, text, facts, previous_hash, hash)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        caseNumber,
                        entry.sequence(),
                        OffsetDateTime.ofInstant(at, ZoneOffset.UTC),
                        actor,
                        kind,
                        shown,
                        entry.facts(),
                        head.hash(),
                        hash)
                .update();
        remember(caseNumber, kind);
        return next;
    }

    private Head moveOn(String caseNumber, Head head, String hash) {
        db.sql("update record_head set sequence = ?, hash = ? where case_number = ?")
                .params(head.sequence() + 1, hash, caseNumber)
                .update();
        return new Head(head.sequence() + 1, hash, false);
    }

    /**
     * Somebody with all rights over the database put entries behind the head. They stay, since nothing is deleted, and do not
     * hold up the case: the chain goes on from the last entry that the desk wrote, so that verifying finds them for good.
     */
    private Head pastStrangers(String caseNumber, Head last) {
        Head head = last;
        List<Long> strangers = new ArrayList<>();
        while (head.isTaken()) {
            strangers.add(head.sequence() + 1);
            moveOn(caseNumber, head, last.hash());
            head = findHead(caseNumber).orElseThrow();
        }
        LOG.error("Entries {} of {} were not written by the desk, but put into its database", strangers, caseNumber);
        return add(
                head,
                "desk",
                caseNumber,
                "strange-entries",
                "Entries that the desk did not write stand in its database: "
                        + strangers.stream().map(String::valueOf).collect(Collectors.joining(", ")),
                Map.of("sequences", strangers));
    }

    /** @param isTaken whether an entry stands where the next one belongs */
    private record Head(long sequence, String hash, boolean isTaken) {}

    private Head lockHead(String caseNumber) {
        return findHead(caseNumber).orElseGet(() -> {
            try {
                savepoint.executeWithoutResult(
                        status -> db.sql("insert into record_head (case_number, sequence, hash) values (?, 0, ?)")
                                .params(caseNumber, RecordEntry.NOTHING_BEFORE)
                                .update());
            } catch (DuplicateKeyException somebodyWasFaster) {
                return findHead(caseNumber).orElseThrow(() -> somebodyWasFaster);
            }
            return findHead(caseNumber).orElseThrow();
        });
    }

    private Optional<Head> findHead(String caseNumber) {
        return db.sql("""
                        select h.sequence, h.hash, exists (select 1 from record_entry e
                          where e.case_number = h.case_number and e.sequence = h.sequence + 1)
                        from record_head h where h.case_number = ? for update""")
                .param(caseNumber)
                .query((row, n) -> new Head(row.getLong(1), row.getString(2), row.getBoolean(3)))
                .optional();
    }

    private static String canonical(Map<String, ?> values) {
        Map<String, @Nullable Object> plain = new TreeMap<>();
        values.forEach((name, value) -> {
            if (value != null) {
                plain.put(name, plain(value));
            }
        });
        return Chain.canonical(plain);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> plain = new TreeMap<>();
            map.forEach((name, inner) -> plain.put(String.valueOf(name), plain(inner)));
            return plain;
        }
        if (value instanceof Collection<?> values) {
            return values.stream().map(EvidenceLog::plain).toList();
        }
        if (value instanceof Date date) {
            return date.toInstant().toString();
        }
        return value instanceof Instant || value instanceof LocalDate || value instanceof Enum
                ? value.toString()
                : value;
    }
}
