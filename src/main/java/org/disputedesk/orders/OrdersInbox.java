package org.disputedesk.orders;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.disputedesk.dispute.Folder;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * The folder {@code <home>/inbox/orders}: an order report put there is imported, one in a sub-folder named after a
 * marketplace ({@code inbox/orders/JP}) as a report of that marketplace. Afterwards it lies in {@code done} or
 * {@code failed}, with what became of it beside; what became of it stays, the report with its names goes
 * after two days (000-17). A file is always in exactly one folder, and importing twice changes
 * nothing, so a crash at any point loses nothing. Several nodes may share the folder.
 */
@Component
@ConditionalOnProperty(name = "desk.inbox.orders.enabled", matchIfMissing = true)
class OrdersInbox {

    private static final Logger LOG = LoggerFactory.getLogger(OrdersInbox.class);

    private static final Duration ABANDONED_AFTER = Duration.ofHours(1);
    private static final int MOST_BYTES_OF_A_NAME = 150;
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    // who took it is not told, when it was taken is: a rename keeps the file's own time
    private static final Pattern CLAIM = Pattern.compile("(\\d{1,15})~([A-Z]{2}|--)~[0-9a-f]{8}~(.+)");

    // a report that was taken, and not what is said of it
    private static final Pattern TAKEN =
            Pattern.compile("(\\d{8}T\\d{9}Z)-.+(?<!\\.report\\.json)(?<!\\.report\\.txt)");

    private final OrderImport orderImport;
    private final ObjectMapper json;
    private final Clock clock;
    private final Duration keep;
    private final Path inbox;
    private final Path working;
    private final Path done;
    private final Path failed;
    private Map<Path, Seen> lastSeen = Map.of();

    @Autowired
    OrdersInbox(
            OrderImport orderImport,
            ObjectMapper json,
            Clock clock,
            @Value("${desk.home}") Path home,
            @Value("${desk.inbox.orders.keep:PT48H}") Duration keep) {
        this.keep = keep;
        this.orderImport = orderImport;
        this.json = json;
        this.clock = clock;
        this.inbox = home.resolve("inbox").resolve("orders");
        this.working = inbox.resolve("working");
        this.done = inbox.resolve("done");
        this.failed = inbox.resolve("failed");
    }

    /** Looks into the folder once. */
    @Scheduled(fixedDelayString = "PT5S")
    synchronized void poll() throws IOException {
        for (Path folder : List.of(working, done, failed)) {
            Files.createDirectories(folder);
        }
        Map<Path, Seen> seen = new HashMap<>();
        look(inbox, null, seen);
        for (Path folder : Folder.entries(inbox)) {
            Optional<Marketplace> marketplace = Marketplace.find(Folder.nameOf(folder));
            if (marketplace.isPresent() && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                look(folder, marketplace.get(), seen);
            }
        }
        // whoever is still writing changes the size or the time between two polls
        Map<Path, Seen> settled = new TreeMap<>(seen);
        settled.entrySet().removeIf(file -> !file.getValue().equals(lastSeen.get(file.getKey())));
        lastSeen = seen;
        settled.forEach((file, what) -> take(file, what.marketplace, Folder.nameOf(file)));
        takeAbandoned();
        forget(done);
        forget(failed);
    }

    /** Deletes reports that were taken long enough ago; whoever needs one again downloads it again. */
    private void forget(Path folder) throws IOException {
        for (Path file : Folder.entries(folder)) {
            Matcher taken = TAKEN.matcher(Folder.nameOf(file));
            if (taken.matches()
                    && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && TIMESTAMP.parse(taken.group(1), Instant::from).plus(keep).isBefore(clock.instant())) {
                Files.deleteIfExists(file);
                LOG.info("{} was deleted from {}.", Folder.nameOf(file), folder);
            }
        }
    }

    private record Seen(@Nullable Marketplace marketplace, long size, FileTime changed) {}

    private static void look(Path folder, @Nullable Marketplace marketplace, Map<Path, Seen> seen) throws IOException {
        for (Path file : Folder.entries(folder)) {
            if (isUnfinished(Folder.nameOf(file))) {
                continue;
            }
            try {
                BasicFileAttributes attributes =
                        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                // a link may lead anywhere, so only what really lies here is taken
                if (attributes.isRegularFile()) {
                    seen.put(file, new Seen(marketplace, attributes.size(), attributes.lastModifiedTime()));
                }
            } catch (NoSuchFileException e) {
                LOG.debug("{} was taken away while looking.", file);
            }
        }
    }

    private static boolean isUnfinished(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return name.startsWith(".")
                || lower.endsWith(".part")
                || lower.endsWith(".tmp")
                || lower.endsWith(".filepart")
                || lower.endsWith(".crdownload");
    }

    private void takeAbandoned() throws IOException {
        for (Path file : Folder.entries(working)) {
            Matcher claim = CLAIM.matcher(Folder.nameOf(file));
            if (claim.matches() && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                Instant since = Instant.ofEpochMilli(Long.parseLong(claim.group(1)));
                if (since.plus(ABANDONED_AFTER).isBefore(clock.instant())) {
                    take(file, Marketplace.find(claim.group(2)).orElse(null), claim.group(3));
                }
            }
        }
    }

    /** Takes the file for this node, by a rename that only one can succeed with, and imports it. */
    private void take(Path file, @Nullable Marketplace marketplace, String name) {
        String shortName = shortened(name);
        String claim = clock.millis() + "~" + (marketplace == null ? "--" : marketplace.name()) + "~"
                + UUID.randomUUID().toString().substring(0, 8) + "~" + shortName;
        try {
            Path claimed = Files.move(file, working.resolve(claim), StandardCopyOption.ATOMIC_MOVE);
            importClaimed(claimed, marketplace, shortName);
        } catch (NoSuchFileException e) {
            LOG.debug("{} was taken by another node.", file);
        } catch (IOException e) {
            // one file that cannot be moved or read must not keep the others waiting
            LOG.error("{} could not be taken from the inbox.", file, e);
        }
    }

    /** File systems count bytes, and a Japanese sign has three. */
    private static String shortened(String name) {
        String end = name;
        while (end.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES_OF_A_NAME) {
            end = end.substring(end.offsetByCodePoints(0, 1));
        }
        return end;
    }

    private void importClaimed(Path claimed, @Nullable Marketplace marketplace, String name) throws IOException {
        try {
            if (!Files.isRegularFile(claimed, LinkOption.NOFOLLOW_LINKS)) {
                throw new Rejected("This is no file but a link. Put the report itself into the inbox.");
            }
            var report = orderImport.importFile(name, claimed, marketplace);
            finish(
                    claimed,
                    done,
                    name,
                    ".report.json",
                    json.writerWithDefaultPrettyPrinter().writeValueAsString(report));
        } catch (Rejected e) {
            finish(claimed, failed, name, ".report.txt", e.getMessage() + "\n");
        } catch (TransientDataAccessException
                | NonTransientDataAccessResourceException
                | CannotCreateTransactionException e) {
            // nothing is wrong with the file; as it stays among the working ones, it is taken again later
            LOG.error("{} waits, since the database could not be reached.", name, e);
        } catch (RuntimeException e) {
            LOG.error("{} could not be imported.", name, e);
            finish(
                    claimed,
                    failed,
                    name,
                    ".report.txt",
                    "The import failed unexpectedly (" + e.getClass().getName()
                            + "). The log of the desk tells more. Put the file into the inbox again once that is mended.\n");
        }
    }

    /** First what became of it, then the file: as long as the file is among the working ones, it is not finished. */
    private void finish(Path claimed, Path folder, String name, String suffix, String report) throws IOException {
        String timestamp = TIMESTAMP.format(clock.instant());
        for (int n = 1; ; n++) {
            String target = timestamp + (n == 1 ? "" : "-" + n) + "-" + name;
            try {
                Files.writeString(
                        folder.resolve(target + suffix), report, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
                Files.move(claimed, folder.resolve(target));
                LOG.info("{} is in {}.", target, folder);
                return;
            } catch (FileAlreadyExistsException e) {
                LOG.debug("{} is there already.", target);
            }
        }
    }
}
