package org.disputedesk.mail;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * How mails are sent: {@code spring.mail.*} as every Spring Boot program knows it, and {@code desk.mail.from}. Sending is on
 * when both a host and a sender are set.
 */
@Component
class SmtpSettings {

    private static final Logger log = LoggerFactory.getLogger(SmtpSettings.class);
    private static final int PORT_WITH_TLS_FROM_THE_START = 465;
    private static final int PORT_FOR_SUBMISSION = 587;

    /** Nothing but an address: no name, no comment, no list. */
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+");

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);

    private final String host;
    private final int port;
    private final @Nullable String user;
    private final @Nullable String password;
    private final Map<String, String> properties;
    private final String from;
    private final Duration lease;
    private final Duration takeBack;

    SmtpSettings(
            Environment environment,
            @Value("${spring.mail.host:}") String host,
            @Value("${spring.mail.port:0}") int port,
            @Value("${spring.mail.username:}") String user,
            @Value("${spring.mail.password:}") String password,
            @Value("${desk.mail.from:}") String from,
            @Value("${desk.mail.take-back:PT60S}") Duration takeBack,
            @Value("${desk.outbox.lease:90s}") Duration lease) {
        this.properties = Binder.get(environment)
                .bind("spring.mail.properties", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
        this.host = host.strip();
        this.port = port == 0
                ? Boolean.parseBoolean(properties.getOrDefault("mail.smtp.ssl.enable", "false"))
                        ? PORT_WITH_TLS_FROM_THE_START
                        : PORT_FOR_SUBMISSION
                : port;
        this.user = user.isBlank() ? null : user;
        this.password = user.isBlank() ? null : password;
        this.from = from.strip();
        this.lease = lease;
        this.takeBack = takeBack;
        if (!this.from.isEmpty() && !ADDRESS.matcher(this.from).matches()) {
            throw new IllegalArgumentException(
                    "desk.mail.from must be one mail address and nothing else, such as shop@example.com");
        }
        if (takeBack.isNegative() || takeBack.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("desk.mail.take-back must lie between PT0S and PT1H");
        }
        if (isOn()) {
            log.info("letters leave by mail, through {} port {}", this.host, this.port);
        } else if (!this.host.isEmpty() || !this.from.isEmpty()) {
            log.warn("letters do not leave by mail: spring.mail.host and desk.mail.from are needed both");
        }
    }

    boolean isOn() {
        return !host.isEmpty() && !from.isEmpty();
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    @Nullable
    String user() {
        return user;
    }

    @Nullable
    String password() {
        return password;
    }

    /** Whether somebody is to log in, but not with a password. */
    boolean needsToken() {
        return user != null && (password == null || password.isEmpty());
    }

    /** The shop's address, as it is authorised in Seller Central. */
    String from() {
        return from;
    }

    /** How long a letter waits and can be taken back. */
    Duration takeBack() {
        return takeBack;
    }

    /** After this the connection is cut, whatever the server does, so that no attempt outlives its lease. */
    Duration longest() {
        return lease.dividedBy(2);
    }

    /**
     * What the mail library is told. TLS is asked for unless somebody has switched it off, since the password and what is
     * written to buyers would be readable otherwise; nobody can lengthen the waiting or have a letter leave in another way.
     */
    Properties forLibrary(SocketFactory sockets, boolean byToken) {
        var told = new Properties();
        boolean tlsFromTheStart = port == PORT_WITH_TLS_FROM_THE_START;
        told.setProperty("mail.smtp.ssl.enable", String.valueOf(tlsFromTheStart));
        told.setProperty("mail.smtp.starttls.enable", String.valueOf(!tlsFromTheStart));
        told.setProperty("mail.smtp.starttls.required", String.valueOf(!tlsFromTheStart));
        told.setProperty("mail.smtp.auth", String.valueOf(user != null));
        told.setProperty("mail.smtp.localhost", host(from));
        told.putAll(properties);
        if (byToken) {
            told.setProperty("mail.smtp.auth.mechanisms", "XOAUTH2");
        }
        cap(told, "mail.smtp.connectiontimeout", LONGEST_CONNECT);
        cap(told, "mail.smtp.timeout", LONGEST_ANSWER);
        told.setProperty("mail.smtp.from", from);
        told.setProperty("mail.smtp.quitwait", "false");
        told.setProperty("mail.smtp.reportsuccess", "false");
        told.setProperty("mail.smtp.sendpartial", "false");
        told.setProperty("mail.smtp.allow8bitmime", "false");
        told.setProperty("mail.mime.allowutf8", "false");
        told.remove("mail.smtp.chunksize");
        told.remove("mail.smtp.writetimeout");
        told.remove("mail.smtp.ssl.socketFactory.class");
        told.put("mail.smtp.socketFactory", sockets);
        told.setProperty("mail.smtp.socketFactory.fallback", "false");
        return told;
    }

    private void cap(Properties told, String name, Duration most) {
        long longest = Math.min(most.toMillis(), lease.dividedBy(4).toMillis());
        String wanted = Objects.requireNonNullElse(told.getProperty(name), "");
        long millis = wanted.matches("[1-9]\\d{0,8}") ? Math.min(Long.parseLong(wanted), longest) : longest;
        told.setProperty(name, String.valueOf(millis));
    }

    private static String host(String address) {
        return address.substring(address.indexOf('@') + 1).toLowerCase(Locale.ROOT);
    }
}
