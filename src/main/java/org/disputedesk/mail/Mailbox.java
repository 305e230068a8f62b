package org.disputedesk.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.UIDFolder;
import jakarta.mail.search.ComparisonTerm;
import jakarta.mail.search.ReceivedDateTerm;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads a mailbox over IMAP and is woken by the server when a mail comes (IDLE). It changes nothing there, so that people and
 * other desks can read the same mailbox. What happens to the connection costs time only: how far it was read is written down
 * after the mails are taken, and a mail that is seen again is known.
 */
class Mailbox implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

    private static final Duration NUDGE = Duration.ofMinutes(4);
    /** Some servers do not announce what came between the last look and the begin of the wait. */
    private static final Duration NUDGE_AFTER_MAIL = Duration.ofSeconds(2);

    private static final Duration WITHOUT_IDLE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final long MOST_BYTES = 200L << 20;

    private final MailboxSettings settings;
    private final MailTokens tokens;
    private final MailIntake intake;
    private final MailboxProgress progress;
    private final Duration firstPause;

    private volatile CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running;
    private volatile @Nullable IMAPStore open;
    private @Nullable Thread reader;
    private @Nullable ScheduledExecutorService nudges;

    Mailbox(
            MailboxSettings settings,
            MailTokens tokens,
            MailIntake intake,
            MailboxProgress progress,
            Duration firstPause) {
        this.settings = settings;
        this.tokens = tokens;
        this.intake = intake;
        this.progress = progress;
        this.firstPause = firstPause;
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        running = true;
        stopped = new CountDownLatch(1);
        nudges = Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "mailbox-nudge"));
        reader = daemon(this::readOn, "mailbox");
        reader.start();
    }

    private static Thread daemon(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public synchronized void stop() {
        running = false;
        stopped.countDown();
        if (nudges != null) {
            nudges.shutdownNow();
        }
        close(open);
        if (reader != null) {
            try {
                reader.join(TimeUnit.SECONDS.toMillis(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void readOn() {
        Duration pause = firstPause;
        while (running) {
            try {
                connected();
                pause = firstPause;
            } catch (MessagingException | IOException | RuntimeException e) {
                if (running) {
                    log.warn(
                            "The mailbox {} cannot be read now, again in {} s: {}",
                            settings,
                            pause.toSeconds(),
                            said(e));
                }
            }
            pauseFor(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private boolean isOpenedByToken() {
        return tokens.isOn() && settings.password().isEmpty();
    }

    /** What happened, and what an operator has to look at when it does not pass by itself. */
    private String said(Exception e) {
        if (e instanceof NoToken none) {
            return none.getMessage()
                    + (none.isRefused() ? "; look at desk.mail.oauth2 and at what the provider allows it" : "");
        }
        if (e instanceof AuthenticationFailedException) {
            return "the server refuses "
                    + (isOpenedByToken()
                            ? "the access token of " + tokens.source()
                                    + "; look at desk.mail.imap.user, at desk.mail.oauth2.scope and at what the provider allows it"
                            : "the user name or password; look at desk.mail.imap.user and .password")
                    + " (" + e.getMessage() + ")";
        }
        return e.toString();
    }

    private void pauseFor(Duration pause) {
        try {
            if (stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                running = false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    /** Ends when the connection does, or when a mail could not be taken. */
    private void connected() throws MessagingException, IOException {
        boolean byToken = isOpenedByToken();
        String key = byToken ? tokens.token() : settings.password();
        Session session = Session.getInstance(settings.properties(byToken));
        var store = (IMAPStore) session.getStore(settings.protocol());
        try {
            connect(store, key, byToken);
            open = store;
            var folder = (IMAPFolder) store.getFolder(settings.folder());
            folder.open(Folder.READ_ONLY);
            log.info("The mailbox {} is read.", settings);
            boolean idles = store.hasCapability("IDLE");
            Duration nudge = NUDGE_AFTER_MAIL;
            while (running) {
                int before = folder.getMessageCount();
                Look look = takeNew(folder);
                if (!look.tookAll()) {
                    return;
                }
                if (folder.getMessageCount() != before) {
                    // what was announced while others were read wakes nobody any more
                    nudge = NUDGE_AFTER_MAIL;
                    continue;
                }
                if (idles) {
                    idle(folder, look.found() ? NUDGE_AFTER_MAIL : nudge);
                    nudge = NUDGE;
                } else {
                    pauseFor(WITHOUT_IDLE);
                    folder.getMessageCount();
                }
            }
        } finally {
            close(store);
            open = null;
        }
    }

    private void connect(IMAPStore store, String key, boolean byToken) throws MessagingException {
        try {
            store.connect(settings.host(), settings.port() == 0 ? -1 : settings.port(), settings.user(), key);
        } catch (AuthenticationFailedException e) {
            if (byToken) {
                tokens.isRefused();
            }
            throw e;
        }
    }

    /** Waits for the server to say something; a connection that died silently is found by asking now and then. */
    private void idle(IMAPFolder folder, Duration longest) throws MessagingException {
        ScheduledExecutorService timer = nudges;
        if (timer == null) {
            return;
        }
        var nudge = timer.schedule(
                () -> {
                    try {
                        folder.getMessageCount();
                    } catch (MessagingException | RuntimeException e) {
                        log.debug("The connection of the mailbox has ended.", e);
                    }
                },
                longest.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            folder.idle(true);
        } finally {
            nudge.cancel(false);
        }
    }

    private record Look(boolean found, boolean tookAll) {}

    private Look takeNew(IMAPFolder folder) throws MessagingException, IOException {
        long validity = folder.getUIDValidity();
        MailboxProgress.Point from = progress.of(settings.account(), validity, Duration.ofDays(settings.days()));
        long taken = from.lastUid();
        boolean all = true;
        List<Message> found = since(folder, from);
        for (Message message : found) {
            long uid = folder.getUID(message);
            try {
                take((IMAPMessage) message);
            } catch (RuntimeException e) {
                // the others do not wait for it; it is seen again
                log.error("Mail {} of the mailbox {} is tried again later.", uid, settings, e);
                all = false;
            }
            if (all) {
                taken = Math.max(taken, uid);
                progress.reached(settings.account(), validity, taken);
            }
        }
        return new Look(!found.isEmpty(), all);
    }

    private static List<Message> since(IMAPFolder folder, MailboxProgress.Point from) throws MessagingException {
        Message[] found = from.lastUid() > 0
                ? folder.getMessagesByUID(from.lastUid() + 1, UIDFolder.LASTUID)
                : folder.search(new ReceivedDateTerm(ComparisonTerm.GE, Date.from(from.since())));
        return Arrays.stream(found)
                .filter(message -> message != null && uid(folder, message) > from.lastUid())
                .sorted(Comparator.comparingLong(message -> uid(folder, message)))
                .toList();
    }

    private static long uid(IMAPFolder folder, Message message) {
        try {
            return folder.getUID(message);
        } catch (MessagingException e) {
            throw new IllegalStateException("The mailbox has changed while it was read", e);
        }
    }

    private void take(IMAPMessage message) throws MessagingException, IOException {
        if (message.isExpunged()) {
            return;
        }
        if (message.getSize() > MOST_BYTES) {
            throw new IllegalStateException("The mail is larger than any mail; move it out of the folder.");
        }
        try (InputStream in = message.getMimeStream()) {
            intake.take(settings.account(), in.readAllBytes());
        }
    }

    private static void close(@Nullable IMAPStore store) {
        if (store != null) {
            try {
                store.close();
            } catch (MessagingException | RuntimeException e) {
                log.debug("The mailbox was closed already.", e);
            }
        }
    }
}
