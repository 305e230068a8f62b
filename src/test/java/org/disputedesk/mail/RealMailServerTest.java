package org.disputedesk.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.disputedesk.letter.LetterTrouble;
import org.disputedesk.letter.OutgoingLetter;
import org.disputedesk.outbox.OutboxChannel.Delivery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** Letters to a mail server that others wrote: with a login, over TLS from the start. */
@Tag("slow")
class RealMailServerTest {

    private static final String RELAY = "a1b2c3d4e5f6g7h@marketplace.amazon.co.jp";

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final GreenMail tls = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));

    @BeforeEach
    void start() {
        for (GreenMail one : List.of(server, tls)) {
            one.start();
            one.setUser("shop@example.com", "shop", "secret");
            one.getUserManager().setAuthRequired(true);
        }
    }

    @AfterEach
    void stop() {
        server.stop();
        tls.stop();
    }

    @Test
    void a_letter_arrives_as_it_was_written() throws Exception {
        assertThat(post(settings(server.getSmtp().getPort(), "secret", false))).isInstanceOf(Delivery.Delivered.class);
        arrived(server);
    }

    @Test
    void over_tls_as_well() throws Exception {
        assertThat(post(settings(tls.getSmtps().getPort(), "secret", true))).isInstanceOf(Delivery.Delivered.class);
        arrived(tls);
    }

    /** The server's certificate is its own; nobody but the test trusts it. */
    @Test
    void a_server_nobody_vouches_for_is_told_nothing() throws Exception {
        var settings = settings(
                tls.getSmtps().getPort(),
                "secret",
                new MockEnvironment().withProperty("spring.mail.properties.mail.smtp.ssl.enable", "true"));
        assertThat(post(settings)).isInstanceOf(Delivery.Later.class);
        assertThat(tls.getReceivedMessages()).isEmpty();
    }

    @Test
    void a_wrong_password_waits_for_the_operator() throws Exception {
        Delivery delivery = post(settings(server.getSmtp().getPort(), "wrong", false));
        assertThat(delivery).isInstanceOfSatisfying(Delivery.Later.class, later -> {
            assertThat(LetterTrouble.of(later.why())).isEqualTo(LetterTrouble.LOGIN_REFUSED);
            assertThat(later.pause()).isPositive();
        });
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    private static void arrived(GreenMail at) throws Exception {
        MimeMessage[] mails = at.getReceivedMessages();
        assertThat(mails).hasSize(1);
        assertThat(mails[0].getAllRecipients()).hasSize(1);
        assertThat(mails[0].getAllRecipients()[0]).hasToString(RELAY);
        assertThat(mails[0].getSubject()).isEqualTo("Re: お問い合わせ");
        assertThat(String.valueOf(mails[0].getContent()).strip()).isEqualTo("お待ちください。髙①㈱");
    }

    private static Delivery post(SmtpSettings settings) throws Exception {
        var post = new LetterPost(
                settings,
                new MailTokens(new TokenSettings("", "", "", "", ""), Clock.systemUTC(), Duration.ofSeconds(40)),
                Clock.fixed(Instant.parse("2026-11-24T00:00:00Z"), ZoneOffset.UTC));
        try {
            return post.post(
                    "5f".repeat(32),
                    new OutgoingLetter(
                            "x/y",
                            "ja",
                            "JP",
                            null,
                            "ご注文",
                            "お待ちください。髙①㈱",
                            RELAY,
                            "<0101@eu-west-1.amazonses.com>",
                            List.of(),
                            "お問い合わせ",
                            null,
                            List.of()),
                    () -> true);
        } finally {
            post.destroy();
        }
    }

    private static SmtpSettings settings(int port, String password, boolean tls) {
        return settings(
                port,
                password,
                tls
                        ? new MockEnvironment()
                                .withProperty("spring.mail.properties.mail.smtp.ssl.enable", "true")
                                .withProperty("spring.mail.properties.mail.smtp.ssl.trust", "*")
                                .withProperty("spring.mail.properties.mail.smtp.ssl.checkserveridentity", "false")
                        : new MockEnvironment()
                                .withProperty("spring.mail.properties.mail.smtp.starttls.required", "false"));
    }

    private static SmtpSettings settings(int port, String password, MockEnvironment environment) {
        return new SmtpSettings(
                environment,
                "127.0.0.1",
                port,
                "shop",
                password,
                "shop@example.com",
                Duration.ZERO,
                Duration.ofSeconds(40));
    }
}
