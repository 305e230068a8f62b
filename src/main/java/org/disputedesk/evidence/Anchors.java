package org.disputedesk.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.disputedesk.evidence.AnchorFile.Head;
import org.disputedesk.evidence.AnchorFile.Link;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Anchors the record outside the database (000-17): once a day the heads of the cases that went on are written into a file
 * under {@code <home>/anchors}, which names the file before it by its hash. So a database that was truncated, rewritten with
 * fitting hashes, or put back from an old copy is found as long as the files are there, and a changed file as long as the
 * database or any later file is. See docs/decisions/0010-record.md.
 */
@Component
public class Anchors {

    private static final Logger LOG = LoggerFactory.getLogger(Anchors.class);

    /** An entry carries the time at which it was written, and can be seen by others only a while later. */
    private static final Duration LONGEST_STEP = Duration.ofHours(1);

    private static final Pattern NAME = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})\\.txt");
    private static final String UNFINISHED = ".part";

    private final JdbcClient db;
    private final Clock clock;
    private final Path folder;
    private final TransactionTemplate transaction;

    Anchors(JdbcClient db, Clock clock, @Value("${desk.home}") Path home, PlatformTransactionManager transactions) {
        this.db = db;
        this.clock = clock;
        this.folder = home.resolve("anchors");
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What the anchors say of the record.
     *
     * @param intact whether every file is as it was written and the record has everything they name
     * @param files how many files there are
     * @param anchoredEntry the newest entry of the case that a file names; 0 when none does
     * @param anchoredOn the day (UTC) of that file
     * @param problem what is wrong, in words; empty when intact
     */
    public record Verdict(
            boolean intact,
            int files,
            long anchoredEntry,
            @Nullable LocalDate anchoredOn,
            String problem) {}

    /** Writes the file of today (UTC), unless it is written or nothing has happened since the last one. */
    void anchorToday() {
        Instant now = clock.instant();
        LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        if (known().containsKey(today)) {
            return;
        }
        try {
            transaction.executeWithoutResult(status -> write(today, now));
        } catch (DuplicateKeyException e) {
            LOG.debug("another node anchors today");
        }
    }

    private void write(LocalDate today, Instant now) {
        SortedMap<LocalDate, byte[]> files = files();
        SortedMap<LocalDate, String> known = known();
        adopt(files, known);
        if (known.containsKey(today)) {
            return;
        }
        Link previous =
                known.isEmpty() ? null : new Link(known.lastKey(), Objects.requireNonNull(known.get(known.lastKey())));
        Instant since = Optional.ofNullable(previous)
                .map(link -> files.get(link.day()))
                .map(AnchorFile::read)
                .map(file -> file.asOf().minus(LONGEST_STEP))
                .orElse(Instant.EPOCH);
        List<Head> heads = heads(since);
        if (heads.isEmpty()) {
            return;
        }
        byte[] bytes = new AnchorFile(today, now, previous, heads).bytes();
        // first the row, whose key lets one node write; then the file; what is left by a crash in between is adopted
        remember(today, DigestUtils.sha256Hex(bytes), now);
        store(today, bytes);
        LOG.info("{} cases anchored in {}, SHA-256 {}", heads.size(), file(today), DigestUtils.sha256Hex(bytes));
    }

    /** A file that fits the one before it, and that the database does not know, was written just before a crash. */
    private void adopt(SortedMap<LocalDate, byte[]> files, SortedMap<LocalDate, String> known) {
        files.forEach((day, bytes) -> {
            AnchorFile file = AnchorFile.read(bytes);
            boolean isNext = known.isEmpty() || day.isAfter(known.lastKey());
            Link before = known.isEmpty()
                    ? null
                    : new Link(known.lastKey(), Objects.requireNonNull(known.get(known.lastKey())));
            if (file != null && isNext && file.day().equals(day) && Objects.equals(file.previous(), before)) {
                String sha256 = DigestUtils.sha256Hex(bytes);
                remember(day, sha256, clock.instant());
                known.put(day, sha256);
            }
        });
    }

    private void remember(LocalDate day, String sha256, Instant now) {
        db.sql("insert into record_anchor (anchored_on, sha256, written_at) values (?, ?, ?)")
                .params(day.toString(), sha256, OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
                .update();
    }

    private List<Head> heads(Instant since) {
        return db.sql("""
                        select h.case_number, h.sequence, h.hash from record_head h
                        join record_entry e on e.case_number = h.case_number and e.sequence = h.sequence
                        where e.at >= ? order by h.case_number""")
                .param(OffsetDateTime.ofInstant(since, ZoneOffset.UTC))
                .query((row, n) -> new Head(row.getString(1), row.getLong(2), row.getString(3)))
                .list();
    }

    private Path file(LocalDate day) {
        return folder.resolve(day + ".txt");
    }

    private void store(LocalDate day, byte[] bytes) {
        Path part = folder.resolve(day + "." + UUID.randomUUID() + UNFINISHED);
        try {
            Files.createDirectories(folder);
            try (FileChannel channel =
                    FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(part, file(day), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The anchor file of " + day + " cannot be written", e);
        }
    }

    private SortedMap<LocalDate, String> known() {
        SortedMap<LocalDate, String> known = new TreeMap<>();
        db.sql("select anchored_on, sha256 from record_anchor").query(row -> {
            known.put(LocalDate.parse(row.getString(1)), row.getString(2));
        });
        return known;
    }

    private SortedMap<LocalDate, byte[]> files() {
        SortedMap<LocalDate, byte[]> files = new TreeMap<>();
        for (Path path : paths()) {
            var name = NAME.matcher(String.valueOf(path.getFileName()));
            if (name.matches()) {
                try {
                    files.put(LocalDate.parse(name.group(1)), Files.readAllBytes(path));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return files;
    }

    private List<Path> paths() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> !String.valueOf(path.getFileName()).endsWith(UNFINISHED))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Holds all anchor files against each other and the database, and the record of this case against them. */
    public Verdict verify(String caseNumber) {
        return verify(head -> head.caseNumber().equals(caseNumber));
    }

    /** The same for the records of all cases. */
    public Verdict verifyAll() {
        return verify(head -> true);
    }

    private Verdict verify(Predicate<Head> wanted) {
        SortedMap<LocalDate, byte[]> files = files();
        SortedMap<LocalDate, String> known = known();
        String problem = strangers();
        for (LocalDate day : known.keySet()) {
            if (problem.isEmpty() && !files.containsKey(day)) {
                problem = "The anchor file " + file(day).getFileName() + " is missing.";
            }
        }
        long anchored = 0;
        LocalDate anchoredOn = null;
        Link before = null;
        for (LocalDate day : files.keySet()) {
            byte[] bytes = Objects.requireNonNull(files.get(day));
            String sha256 = DigestUtils.sha256Hex(bytes);
            AnchorFile file = AnchorFile.read(bytes);
            if (problem.isEmpty()) {
                problem = problem(day, file, sha256, before, known.get(day));
            }
            before = new Link(day, sha256);
            if (file == null) {
                continue;
            }
            for (Head head : file.heads()) {
                if (wanted.test(head)) {
                    anchored = Math.max(anchored, head.sequence());
                    anchoredOn = day;
                    if (problem.isEmpty()) {
                        problem = problem(day, head);
                    }
                }
            }
        }
        return new Verdict(problem.isEmpty(), files.size(), anchored, anchoredOn, problem);
    }

    private String strangers() {
        return paths().stream()
                .map(path -> String.valueOf(path.getFileName()))
                .filter(name -> !NAME.matcher(name).matches())
                .findFirst()
                .map(name -> "The file " + name + " among the anchors is none.")
                .orElse("");
    }

    private String problem(
            LocalDate day, @Nullable AnchorFile file, String sha256, @Nullable Link before, @Nullable String known) {
        String name = "The anchor file " + file(day).getFileName();
        if (file == null || !file.day().equals(day)) {
            return name + " was changed: it does not read as the file of its day.";
        }
        if (known == null) {
            return name + " is unknown to the database: either the file was added, or the database is an older copy.";
        }
        if (!known.equals(sha256)) {
            return name + " was changed after it was written.";
        }
        if (!Objects.equals(file.previous(), before)) {
            return name + " does not follow the file before it.";
        }
        return "";
    }

    private String problem(LocalDate day, Head head) {
        String hash = db.sql("select hash from record_entry where case_number = ? and sequence = ?")
                .params(head.caseNumber(), head.sequence())
                .query(String.class)
                .optional()
                .orElse(null);
        if (head.hash().equals(hash)) {
            return "";
        }
        String entry = "Entry " + head.sequence() + " of " + head.caseNumber() + ", anchored on " + day + ", ";
        return hash == null
                ? entry + "is missing: the record was cut, or the database is an older copy."
                : entry + "is another one now: the record was written anew.";
    }
}
