package org.disputedesk.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.SocketFactory;
import org.disputedesk.letter.LetterTrouble;
import org.disputedesk.letter.OutgoingLetter;
import org.disputedesk.outbox.OutboxChannel.Delivery;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Hands one letter to the mail server, and says what the server's answer, or its silence, means (000-19). */
@Component
class LetterPost implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(LetterPost.class);

    /** An operator has to do something, which takes longer than a server that is busy. */
    private static final Duration UNTIL_SOMEBODY_LOOKED = Duration.ofMinutes(10);

    private static final int LONGEST_REPLY = 200;

    private final SmtpSettings settings;
    private final MailTokens tokens;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor guard;

    LetterPost(SmtpSettings settings, MailTokens tokens, Clock clock) {
        this.settings = settings;
        this.tokens = tokens;
        this.clock = clock;
        this.guard = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "mail-guard");
            thread.setDaemon(true);
            return thread;
        });
        this.guard.setRemoveOnCancelPolicy(true);
    }

    /**
     * Tries once.
     *
     * @param id of the command; the mail's name is made of it, so that it is the same however often it is tried
     * @param handOver asked at the last moment at which nothing can have been taken yet; false forbids to go on
     */
    Delivery post(String id, OutgoingLetter letter, BooleanSupplier handOver) throws MessagingException {
        if (!settings.isOn()) {
            return later(
                    LetterTrouble.SWITCHED_OFF, "set spring.mail.host and desk.mail.from again", UNTIL_SOMEBODY_LOOKED);
        }
        boolean byToken = tokens.isOn() && settings.needsToken();
        String key;
        try {
            key = byToken ? tokens.token() : settings.password();
        } catch (NoToken e) {
            return e.isRefused()
                    ? later(LetterTrouble.NO_TOKEN, plain(e), UNTIL_SOMEBODY_LOOKED)
                    : later(LetterTrouble.NOT_REACHED, plain(e), Duration.ZERO);
        }
        var line = new Line();
        Session session = Session.getInstance(settings.forLibrary(line, byToken));
        MimeMessage mail;
        try {
            mail = LetterMail.of(session, id, letter, settings.from(), clock.instant());
        } catch (LetterMail.NoRelayAddress e) {
            return new Delivery.Impossible(LetterTrouble.NO_RELAY_ADDRESS.why(String.valueOf(e.getMessage())));
        }
        ScheduledFuture<?> cut = guard.schedule(line::cut, settings.longest().toMillis(), TimeUnit.MILLISECONDS);
        var transport = new LetterTransport(session, settings.host(), settings.port(), handOver);
        try {
            transport.connect(settings.host(), settings.port(), settings.user(), key);
            transport.sendMessage(mail, mail.getAllRecipients());
            return new Delivery.Delivered();
        } catch (MessagingException | RuntimeException e) {
            // nothing that follows may reach the server as a part of the letter
            line.cut();
            if (byToken && e instanceof AuthenticationFailedException) {
                tokens.isRefused();
            }
            return failed(transport, e, byToken);
        } finally {
            hangUp(transport);
            line.cut();
            cut.cancel(false);
        }
    }

    private static void hangUp(LetterTransport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            log.debug("the mail server did not say goodbye: {}", e.toString());
        }
    }

    private Delivery failed(LetterTransport transport, Exception e, boolean byToken) {
        LetterTransport.Refusal refusal = transport.refusal();
        String detail = refusal == null ? withoutAddresses(told(e)) : withoutAddresses(refusal.text());
        return switch (transport.stage()) {
            case CONNECTING ->
                e instanceof AuthenticationFailedException
                        ? later(
                                byToken ? LetterTrouble.NO_TOKEN : LetterTrouble.LOGIN_REFUSED,
                                byToken
                                        ? "the server refuses the access token of " + tokens.source() + ": " + detail
                                        : detail,
                                UNTIL_SOMEBODY_LOOKED)
                        : later(LetterTrouble.NOT_REACHED, detail, Duration.ZERO);
            case NAMING_SENDER ->
                refusal != null && refusal.isForGood()
                        ? later(LetterTrouble.SENDER_REFUSED, detail, UNTIL_SOMEBODY_LOOKED)
                        : later(LetterTrouble.NOT_REACHED, detail, Duration.ZERO);
            case NAMING_RECIPIENT, WRITING ->
                refusal != null && refusal.isForGood()
                        ? new Delivery.Impossible(LetterTrouble.REFUSED.why(detail))
                        : later(LetterTrouble.NOT_REACHED, detail, Duration.ZERO);
            case ENDED ->
                refusal == null
                        ? new Delivery.Unclear(LetterTrouble.NO_ANSWER.why(detail))
                        : refusal.isForGood()
                                ? new Delivery.Impossible(LetterTrouble.REFUSED.why(detail))
                                : later(LetterTrouble.NOT_REACHED, detail, Duration.ZERO);
        };
    }

    private static Delivery later(LetterTrouble trouble, String detail, Duration pause) {
        return new Delivery.Later(trouble.why(detail), pause);
    }

    private static String plain(NoToken e) {
        return withoutAddresses(String.valueOf(e.getMessage()));
    }

    /** What went wrong, from the inside: the library says only that it could not. */
    private static String told(Throwable e) {
        Throwable inner = e;
        while (inner.getCause() != null && inner.getCause() != inner) {
            inner = inner.getCause();
        }
        return inner.getClass().getSimpleName() + ": " + inner.getMessage();
    }

    /** Servers repeat addresses in what they answer; those are personal data. */
    private static String withoutAddresses(String text) {
        String plain = text.replaceAll("[^\\s<>,;:]+@[^\\s<>,;:]+", "…")
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return plain.substring(0, Math.min(plain.length(), LONGEST_REPLY));
    }

    @Override
    public void destroy() {
        guard.shutdownNow();
    }

    /** The connection of one attempt, which can be cut from outside at any moment. */
    private static final class Line extends SocketFactory {

        private @Nullable Socket socket;
        private boolean isCut;

        @Override
        public synchronized Socket createSocket() throws IOException {
            if (isCut) {
                throw new IOException("the attempt has taken too long");
            }
            var fresh = new Socket();
            socket = fresh;
            return fresh;
        }

        synchronized void cut() {
            isCut = true;
            Socket open = socket;
            if (open != null) {
                try {
                    open.close();
                } catch (IOException e) {
                    log.debug("a connection to the mail server could not be closed: {}", e.toString());
                }
            }
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException("connected by the mail library");
        }

        @Override
        public Socket createSocket(String host, int port, java.net.InetAddress local, int localPort) {
            throw new UnsupportedOperationException("connected by the mail library");
        }

        @Override
        public Socket createSocket(java.net.InetAddress host, int port) {
            throw new UnsupportedOperationException("connected by the mail library");
        }

        @Override
        public Socket createSocket(java.net.InetAddress host, int port, java.net.InetAddress local, int localPort) {
            throw new UnsupportedOperationException("connected by the mail library");
        }
    }
}
