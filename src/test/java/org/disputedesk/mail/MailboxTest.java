package org.disputedesk.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.disputedesk.DeskTest;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.rig.TokenEndPoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A real IMAP server, whatever happens to it. */
@DeskTest
@Tag("slow")
@ExtendWith(OutputCaptureExtension.class)
class MailboxTest {

    private static final String HOST = "127.0.0.1";
    private static final String PASSWORD = "secret";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Autowired
    private MailIntake intake;

    @Autowired
    private MailboxProgress progress;

    @Autowired
    private CaseTexts texts;

    @Autowired
    private JdbcClient db;

    @Autowired
    private Clock clock;

    private final String orderId =
            "503-9" + String.format(java.util.Locale.ROOT, "%06d", NUMBER.incrementAndGet()) + "-7654321";
    private final String alias =
            "y" + UUID.randomUUID().toString().replace("-", "").substring(0, 14);
    private final String user = "shop-" + UUID.randomUUID() + "@kaze.example";
    private final List<Mailbox> mailboxes = new ArrayList<>();
    private GreenMail server = new GreenMail(new ServerSetup(0, HOST, ServerSetup.PROTOCOL_IMAP));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        mailboxes.forEach(Mailbox::stop);
        server.stop();
    }

    private GreenMailUser account() {
        return server.setUser(user, user, PASSWORD);
    }

    private void reads() {
        var settings = new MailboxSettings(HOST, server.getImap().getPort(), user, PASSWORD, "none", "INBOX", 3);
        var mailbox = new Mailbox(settings, tokens(""), intake, progress, Duration.ofMillis(100));
        mailboxes.add(mailbox);
        mailbox.start();
    }

    private MailTokens tokens(String uri) {
        return new MailTokens(
                new TokenSettings(uri, uri.isEmpty() ? "" : "desk-app", uri.isEmpty() ? "" : "s3cr3t", "", ""),
                clock,
                Duration.ofSeconds(80));
    }

    /** Nothing is lost while the provider or the server refuses; each attempt comes with a new token. */
    @Test
    void a_mailbox_without_a_password_is_opened_by_a_token(CapturedOutput output) throws Exception {
        // this server takes as a token what it knows as the password
        GreenMailUser account = server.setUser(user, user, "token-2");
        try (var endPoint = new TokenEndPoint()) {
            endPoint.next(TokenEndPoint.Answer.json(
                    401, "{\"error\":\"invalid_client\",\"error_description\":\"s3cr3t has expired\"}"));
            var settings = new MailboxSettings(HOST, server.getImap().getPort(), user, "", "none", "INBOX", 3);
            var mailbox = new Mailbox(settings, tokens(endPoint.uri()), intake, progress, Duration.ofMillis(100));
            mailboxes.add(mailbox);
            account.deliver(mail("1", "荷物が届きません。"));
            mailbox.start();
            await().atMost(SOON).untilAsserted(() -> assertThat(told()).containsExactly("荷物が届きません。"));
            assertThat(endPoint.asked()).hasSize(3);
            assertThat(output.getAll())
                    .contains("invalid_client", "look at desk.mail.oauth2")
                    .contains("the server refuses the access token of 127.0.0.1")
                    .doesNotContain("s3cr3t", "token-1", "token-2");
            account.deliver(mail("2", "まだ届きません。"));
            await().atMost(SOON).untilAsserted(() -> assertThat(told()).hasSize(2));
            assertThat(endPoint.asked()).hasSize(3);
        }
    }

    @Test
    void a_wrong_password_says_where_to_look(CapturedOutput output) {
        account();
        var settings = new MailboxSettings(HOST, server.getImap().getPort(), user, "wr0ng", "none", "INBOX", 3);
        var mailbox = new Mailbox(settings, tokens(""), intake, progress, Duration.ofMillis(100));
        mailboxes.add(mailbox);
        mailbox.start();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(output.getAll())
                        .contains("refuses the user name or password; look at desk.mail.imap.user")
                        .doesNotContain("wr0ng"));
    }

    private MimeMessage mail(String id, String text) throws Exception {
        return new MimeMessage(
                null,
                new ByteArrayInputStream(("From: " + alias + "@marketplace.amazon.co.jp\r\nTo: " + user
                                + "\r\nSubject: Order inquiry (Order: " + orderId + ")\r\nMessage-ID: <" + id + "@"
                                + orderId
                                + ".example>\r\nDate: " + new MailDateFormat().format(Date.from(clock.instant()))
                                + "\r\nX-Marketplace-ID: A1VC38T7YXB528\r\nMIME-Version: 1.0\r\n"
                                + "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                                + text
                                + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> told() {
        return db
                .sql("select case_number from dispute_case where order_id = ?")
                .param(orderId)
                .query(String.class)
                .list()
                .stream()
                .flatMap(number -> texts.messages(number).stream())
                .map(CaseTexts.Message::content)
                .toList();
    }

    @Test
    void a_delivered_mail_wakes_the_desk_and_stays_unread() throws Exception {
        GreenMailUser account = account();
        reads();
        account.deliver(mail("1", "荷物が届きません。"));
        await().atMost(SOON).untilAsserted(() -> assertThat(told()).containsExactly("荷物が届きません。"));
        account.deliver(mail("2", "まだ届きません。"));
        await().atMost(SOON).untilAsserted(() -> assertThat(told()).containsExactly("荷物が届きません。", "まだ届きません。"));
        assertThat(server.getReceivedMessages())
                .allSatisfy(
                        message -> assertThat(message.isSet(Flags.Flag.SEEN)).isFalse());
    }

    /** The server announces nothing that came between the desk's last look and its wait. */
    @Test
    void a_mail_that_comes_the_moment_another_is_read_waits_for_no_next_one() throws Exception {
        GreenMailUser account = account();
        reads();
        for (int n = 1; n <= 12; n++) {
            account.deliver(mail(String.valueOf(n), "届きません " + n));
            int expected = n;
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(told()).hasSize(expected));
        }
    }

    @Test
    void mails_that_came_while_the_desk_was_down_are_read() throws Exception {
        GreenMailUser account = account();
        account.deliver(mail("1", "荷物が届きません。"));
        reads();
        await().atMost(SOON).untilAsserted(() -> assertThat(told()).hasSize(1));
        mailboxes.get(0).stop();
        account.deliver(mail("2", "まだ届きません。"));
        reads();
        await().atMost(SOON).untilAsserted(() -> assertThat(told()).hasSize(2));
    }

    /** The server loses its numbers with it, so that they begin anew under another validity. */
    @Test
    void a_server_that_starts_anew_with_other_numbers_brings_nothing_twice() throws Exception {
        account().deliver(mail("1", "荷物が届きません。"));
        reads();
        await().atMost(SOON).untilAsserted(() -> assertThat(told()).hasSize(1));
        long validity = validity();
        int port = server.getImap().getPort();
        server.stop();
        // its validity is the second in which the mailbox was made
        await().atMost(SOON).until(() -> validityOfANewServer(port) != validity);
        GreenMailUser account = account();
        account.deliver(mail("1", "荷物が届きません。"));
        account.deliver(mail("2", "まだ届きません。"));
        server.start();
        await().atMost(SOON).untilAsserted(() -> assertThat(told()).containsExactly("荷物が届きません。", "まだ届きません。"));
        assertThat(validity()).isNotEqualTo(validity);
    }

    private long validityOfANewServer(int port) throws Exception {
        server = new GreenMail(new ServerSetup(port, HOST, ServerSetup.PROTOCOL_IMAP));
        return server.getManagers().getImapHostManager().getInbox(account()).getUidValidity();
    }

    private long validity() {
        return db.sql("select uid_validity from mailbox where account like ?")
                .param(user + "%")
                .query(Long.class)
                .single();
    }

    @Test
    void two_desks_on_one_mailbox_are_one_case_and_one_entry_each() throws Exception {
        GreenMailUser account = account();
        reads();
        reads();
        for (int n = 1; n <= 5; n++) {
            account.deliver(mail(String.valueOf(n), "届きません " + n));
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(told()).hasSize(5));
        assertThat(told()).doesNotHaveDuplicates();
        assertThat(db.sql("select count(*) from dispute_case where order_id = ?")
                        .param(orderId)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void a_wrong_password_is_tried_again_and_stops_at_once() {
        account();
        var settings = new MailboxSettings(HOST, server.getImap().getPort(), user, "wrong", "none", "INBOX", 3);
        var mailbox = new Mailbox(settings, tokens(""), intake, progress, Duration.ofMillis(50));
        mailbox.start();
        assertThat(mailbox.isRunning()).isTrue();
        mailbox.stop();
        assertThat(mailbox.isRunning()).isFalse();
    }
}
