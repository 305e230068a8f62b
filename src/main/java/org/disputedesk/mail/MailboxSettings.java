package org.disputedesk.mail;

import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mailbox to read, {@code desk.mail.imap}; without a host none is read.
 *
 * @param host of the IMAP server; empty when the desk reads no mailbox
 * @param port 0 for the usual one
 * @param security {@code ssl}, {@code starttls}, or {@code none} for a server on the same machine
 * @param password empty when the mailbox is opened with a token ({@link TokenSettings})
 * @param folder as the server names it
 * @param days how far back mails are read that were there before the desk was
 */
@ConfigurationProperties("desk.mail.imap")
record MailboxSettings(
        @DefaultValue("") String host,
        @DefaultValue("0") int port,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("ssl") String security,
        @DefaultValue("INBOX") String folder,
        @DefaultValue("3") int days) {

    private static final Set<String> SECURITY = Set.of("ssl", "starttls", "none");
    private static final String TIMEOUT_MILLIS = "20000";

    /** Longer than a connection is silent, since it is nudged before. */
    private static final String SILENCE_MILLIS = "400000";

    MailboxSettings {
        if (!SECURITY.contains(security.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("desk.mail.imap.security must be ssl, starttls or none.");
        }
        if (!host.isBlank() && user.isBlank()) {
            throw new IllegalArgumentException("desk.mail.imap.user is missing.");
        }
        if (days < 0 || days > 365) {
            throw new IllegalArgumentException("desk.mail.imap.days must be between 0 and 365.");
        }
    }

    /** How the table of mails names this mailbox. */
    String account() {
        String account = user + "@" + host + "/" + folder;
        return account.length() > 120 ? account.substring(account.length() - 120) : account;
    }

    String protocol() {
        return security.equalsIgnoreCase("ssl") ? "imaps" : "imap";
    }

    /** Nothing is marked as read, and nobody between the desk and the server reads along. */
    Properties properties(boolean byToken) {
        var properties = new Properties();
        String prefix = "mail." + protocol() + ".";
        if (byToken) {
            properties.setProperty(prefix + "auth.mechanisms", "XOAUTH2");
        }
        properties.setProperty(prefix + "connectiontimeout", TIMEOUT_MILLIS);
        properties.setProperty(prefix + "timeout", SILENCE_MILLIS);
        properties.setProperty(prefix + "writetimeout", TIMEOUT_MILLIS);
        properties.setProperty(prefix + "peek", "true");
        properties.setProperty(prefix + "partialfetch", "false");
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        if (security.equalsIgnoreCase("starttls")) {
            properties.setProperty(prefix + "starttls.enable", "true");
            properties.setProperty(prefix + "starttls.required", "true");
        }
        return properties;
    }

    @Override
    public String toString() {
        return account();
    }
}
