package org.disputedesk.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with a mail server that remembers how far it came. What the library throws does not tell: after a refusal
 * it goes on to reset the conversation, and a failure there hides the answer that counts.
 */
final class LetterTransport extends SMTPTransport {

    /** How far a conversation came. Until {@link #ENDED} the server cannot have taken the letter. */
    enum Stage {
        CONNECTING,
        NAMING_SENDER,
        NAMING_RECIPIENT,
        WRITING,
        /** The line that ends a letter is being written, or was. */
        ENDED
    }

    /** An answer by which a server refuses something. */
    record Refusal(int code, String text) {

        /** Whether the server says that it would be of no use to try again. */
        boolean isForGood() {
            return code >= 500;
        }
    }

    /** Somebody else has taken the letter over meanwhile. */
    static final class TakenOver extends IOException {

        private static final long serialVersionUID = 1L;

        TakenOver() {
            super("another node has taken this letter over");
        }
    }

    private static final int LOWEST_REFUSAL = 400;
    private static final int HIGHEST_REFUSAL = 599;

    private final BooleanSupplier handOver;
    private Stage stage = Stage.CONNECTING;
    private @Nullable Refusal refusal;
    private boolean isAnswered;

    /** @param handOver asked once, before the line that ends the letter; when it says no, the line is not written */
    LetterTransport(Session session, String host, int port, BooleanSupplier handOver) {
        super(session, new URLName("smtp", host, port, null, null, null));
        this.handOver = handOver;
    }

    Stage stage() {
        return stage;
    }

    /** The first refusal of the stage at which the conversation ended; null when nothing was refused there. */
    @Nullable
    Refusal refusal() {
        return refusal;
    }

    private void reach(Stage next) {
        stage = next;
        refusal = null;
        isAnswered = false;
    }

    @Override
    protected void mailFrom() throws MessagingException {
        reach(Stage.NAMING_SENDER);
        super.mailFrom();
    }

    @Override
    protected void rcptTo() throws MessagingException, SendFailedException {
        reach(Stage.NAMING_RECIPIENT);
        super.rcptTo();
    }

    @Override
    protected OutputStream data() throws MessagingException {
        reach(Stage.WRITING);
        return super.data();
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        if (!handOver.getAsBoolean()) {
            throw new TakenOver();
        }
        reach(Stage.ENDED);
        super.finishData();
    }

    /** The first answer at the end of the letter is the one that counts; those that follow answer the reset. */
    @Override
    protected int readServerResponse() throws MessagingException {
        try {
            int code = super.readServerResponse();
            boolean counts = !(stage == Stage.ENDED && isAnswered);
            if (counts && refusal == null && code >= LOWEST_REFUSAL && code <= HIGHEST_REFUSAL) {
                refusal = new Refusal(code, String.valueOf(getLastServerResponse()));
            }
            return code;
        } finally {
            isAnswered = true;
        }
    }
}
