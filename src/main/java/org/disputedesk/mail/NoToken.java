package org.disputedesk.mail;

import jakarta.mail.MessagingException;

/** The desk got no access token for a mailbox, and so could not even ask the mail server. */
final class NoToken extends MessagingException {

    private static final long serialVersionUID = 1L;

    private final boolean isRefused;

    /**
     * @param why without secrets
     * @param isRefused whether somebody has to do something; otherwise the end point did not answer as it should
     */
    NoToken(String why, boolean isRefused, Exception cause) {
        super(why, cause);
        this.isRefused = isRefused;
    }

    boolean isRefused() {
        return isRefused;
    }
}
