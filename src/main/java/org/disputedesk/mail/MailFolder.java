package org.disputedesk.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.disputedesk.dispute.Folder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The folder {@code <home>/inbox/mail}: a mail that is put there as an {@code .eml} file is taken in and deleted, since it is
 * kept sealed then. A file is taken when neither its size nor its time has changed between two looks; a program that writes
 * under another name and renames at the end is safe however slow it is. A desk killed at any point finds the file again, and
 * takes no mail twice.
 * Several nodes may share the folder.
 */
@Component
@ConditionalOnProperty(name = "desk.inbox.mail.enabled", matchIfMissing = true)
class MailFolder {

    static final String ACCOUNT = "folder";

    private static final Logger log = LoggerFactory.getLogger(MailFolder.class);
    private static final Duration ABANDONED_AFTER = Duration.ofMinutes(10);

    private static final long MOST_BYTES = 200L << 20;

    /** When a node took it; the name it had may be a person's and is not kept. */
    private static final Pattern CLAIM = Pattern.compile("(\\d{1,15})~[0-9a-f]{8}\\.eml");

    private final MailIntake intake;
    private final Clock clock;
    private final Path inbox;
    private final Path working;
    private Map<Path, Seen> lastSeen = Map.of();

    MailFolder(MailIntake intake, Clock clock, @Value("${desk.home}") Path home) {
        this.intake = intake;
        this.clock = clock;
        this.inbox = home.resolve("inbox").resolve("mail");
        this.working = inbox.resolve("working");
    }

    private record Seen(long size, FileTime changed) {}

    /** Looks into the folder once. */
    @Scheduled(fixedDelayString = "PT5S")
    synchronized void poll() throws IOException {
        Files.createDirectories(working);
        Map<Path, Seen> seen = new HashMap<>();
        for (Path file : Folder.entries(inbox)) {
            String name = Folder.nameOf(file).toLowerCase(Locale.ROOT);
            if (name.endsWith(".eml") && !name.startsWith(".")) {
                look(file, seen);
            }
        }
        Map<Path, Seen> settled = new TreeMap<>(seen);
        settled.entrySet().removeIf(file -> !file.getValue().equals(lastSeen.get(file.getKey())));
        lastSeen = seen;
        settled.keySet().forEach(this::claim);
        takeAbandoned();
    }

    private static void look(Path file, Map<Path, Seen> seen) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            // a link may lead anywhere, so only what really lies here is taken
            if (attributes.isRegularFile()) {
                seen.put(file, new Seen(attributes.size(), attributes.lastModifiedTime()));
            }
        } catch (NoSuchFileException e) {
            log.debug("A mail was taken away while looking.");
        }
    }

    /** Takes the file for this node, by a rename that only one can succeed with. */
    private void claim(Path file) {
        try {
            Path claimed = working.resolve(
                    clock.millis() + "~" + UUID.randomUUID().toString().substring(0, 8) + ".eml");
            take(Files.move(file, claimed, StandardCopyOption.ATOMIC_MOVE));
        } catch (NoSuchFileException e) {
            log.debug("A mail was taken by another node.");
        } catch (IOException e) {
            log.error("A mail could not be taken from {}.", inbox, e);
        }
    }

    private void takeAbandoned() throws IOException {
        for (Path file : Folder.entries(working)) {
            Matcher claim = CLAIM.matcher(Folder.nameOf(file));
            if (claim.matches()
                    && Instant.ofEpochMilli(Long.parseLong(claim.group(1)))
                            .plus(ABANDONED_AFTER)
                            .isBefore(clock.instant())) {
                claim(file);
            }
        }
    }

    /** Only when the mail is kept sealed, and what it says is done, the open file goes. */
    private void take(Path claimed) throws IOException {
        try {
            if (Files.size(claimed) > MOST_BYTES) {
                throw new IllegalStateException(claimed + " is larger than any mail; take it away.");
            }
            try (var in = Files.newInputStream(claimed, LinkOption.NOFOLLOW_LINKS)) {
                intake.take(ACCOUNT, in.readAllBytes());
            }
            Files.deleteIfExists(claimed);
        } catch (RuntimeException e) {
            log.error("A mail waits in {} and is tried again in {} minutes.", working, ABANDONED_AFTER.toMinutes(), e);
        }
    }
}
