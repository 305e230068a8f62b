package org.disputedesk.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.disputedesk.letter.LetterTrouble;
import org.disputedesk.letter.OutgoingLetter;
import org.disputedesk.outbox.OutboxChannel.Delivery;
import org.disputedesk.rig.ScriptedMailServer;
import org.disputedesk.rig.ScriptedMailServer.Conversation;
import org.disputedesk.rig.TokenEndPoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.env.MockEnvironment;

/** What each way a conversation with a mail server can end means for the letter (000-19). */
class LetterPostTest {

    private static final String ID = "5f".repeat(32);
    private static final String RELAY = "a1b2c3d4e5f6g7h+0f8fad5b-d9cb-469f-a165-70867728950e@marketplace.amazon.co.jp";

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-24T00:00:00Z"), ZoneOffset.UTC);
    private final AtomicInteger handedOver = new AtomicInteger();
    private ScriptedMailServer server;

    @BeforeEach
    void opens() throws IOException {
        server = new ScriptedMailServer();
    }

    @AfterEach
    void closes() throws IOException {
        server.close();
    }

    static Stream<Arguments> conversations() {
        return Stream.of(
                Arguments.of(Conversation.CLOSES_AT_ONCE, Delivery.Later.class, LetterTrouble.NOT_REACHED, 0),
                Arguments.of(Conversation.GREETS_WITH_421, Delivery.Later.class, LetterTrouble.NOT_REACHED, 0),
                Arguments.of(Conversation.NEVER_GREETS, Delivery.Later.class, LetterTrouble.NOT_REACHED, 0),
                Arguments.of(Conversation.GREETS_WITHOUT_END, Delivery.Later.class, LetterTrouble.NOT_REACHED, 0),
                Arguments.of(Conversation.REFUSES_THE_LOGIN, Delivery.Later.class, LetterTrouble.LOGIN_REFUSED, 0),
                Arguments.of(Conversation.REFUSES_THE_SENDER, Delivery.Later.class, LetterTrouble.SENDER_REFUSED, 0),
                Arguments.of(Conversation.RECIPIENT_450, Delivery.Later.class, LetterTrouble.NOT_REACHED, 0),
                Arguments.of(Conversation.RECIPIENT_550, Delivery.Impossible.class, LetterTrouble.REFUSED, 0),
                Arguments.of(Conversation.DATA_451, Delivery.Later.class, LetterTrouble.NOT_REACHED, 0),
                Arguments.of(Conversation.DATA_552, Delivery.Impossible.class, LetterTrouble.REFUSED, 0),
                Arguments.of(Conversation.END_451, Delivery.Later.class, LetterTrouble.NOT_REACHED, 1),
                Arguments.of(Conversation.END_421_AND_CLOSES, Delivery.Later.class, LetterTrouble.NOT_REACHED, 1),
                Arguments.of(Conversation.END_554, Delivery.Impossible.class, LetterTrouble.REFUSED, 1),
                Arguments.of(Conversation.END_AND_CLOSES, Delivery.Unclear.class, LetterTrouble.NO_ANSWER, 1),
                Arguments.of(Conversation.END_AND_RESETS, Delivery.Unclear.class, LetterTrouble.NO_ANSWER, 1),
                Arguments.of(Conversation.END_ANSWERED_TOO_LATE, Delivery.Unclear.class, LetterTrouble.NO_ANSWER, 1));
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void what_a_conversation_means(
            Conversation conversation, Class<? extends Delivery> meaning, LetterTrouble trouble, int handedOvers) {
        server.nextConversations(conversation);
        Delivery delivery = post(letter("お待ちください。"), "shop");
        assertThat(delivery).isInstanceOf(meaning);
        assertThat(LetterTrouble.of(why(delivery))).as(why(delivery)).isEqualTo(trouble);
        assertThat(LetterTrouble.detail(why(delivery))).isNotBlank().doesNotContain("@", "a1b2c3d4e5f6g7h");
        assertThat(handedOver).hasValue(handedOvers);
        boolean mayBeThere = delivery instanceof Delivery.Unclear;
        assertThat(server.taken()).hasSize(mayBeThere ? 1 : 0);
    }

    /** Enough that the server's system cannot keep it all before it closes. */
    @Test
    void a_server_that_closes_within_the_letter_has_not_taken_it() {
        server.nextConversations(Conversation.CLOSES_IN_THE_BODY);
        Delivery delivery = post(letter("This letter is far too long. ".repeat(400_000)), "");
        assertThat(delivery).isInstanceOf(Delivery.Later.class);
        assertThat(handedOver).hasValue(0);
        assertThat(server.taken()).isEmpty();
    }

    @Test
    void a_server_that_nobody_runs_is_tried_again() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        assertThat(post(settings("127.0.0.1", nobody, ""), letter("Hello."), () -> true))
                .isInstanceOf(Delivery.Later.class);
        assertThat(post(settings("no-such-host.invalid", 25, ""), letter("Hello."), () -> true))
                .isInstanceOf(Delivery.Later.class);
    }

    @Test
    void a_letter_that_is_taken_arrives_as_it_was_written() {
        assertThat(post(letter("お待ちください。\n.\n..\n①㈱髙 – 送信します"), "")).isInstanceOf(Delivery.Delivered.class);
        ScriptedMailServer.Taken taken = server.taken().get(0);
        assertThat(taken.from()).contains("<shop@example.com>");
        assertThat(taken.to()).containsExactly("<" + RELAY + ">");
        ReadMail read =
                new MailReader(new MailText()).read(taken.mail().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(read.body()).contains("お待ちください。\n.\n..\n①㈱髙 – 送信します");
        assertThat(Characters.header(taken.header("Subject")))
                .isEqualTo("Re: Kaze さんからのお問い合わせ(注文: 503-0000001-0000001)");
        assertThat(read.messageId()).isEqualTo("<letter-" + ID + "@example.com>");
        assertThat(taken.header("In-Reply-To")).isEqualTo("<0101abc@eu-west-1.amazonses.com>");
        assertThat(taken.header("References"))
                .isEqualTo("<0100@eu-west-1.amazonses.com> <0101abc@eu-west-1.amazonses.com>");
        assertThat(taken.header("Date")).startsWith("Tue, 24 Nov 2026");
    }

    @Test
    void a_letter_that_somebody_else_has_taken_over_is_not_handed_over() {
        Delivery delivery = post(settings("127.0.0.1", server.port(), ""), letter("Hello."), () -> false);
        assertThat(delivery).isInstanceOf(Delivery.Later.class);
        assertThat(server.taken()).isEmpty();
    }

    @Test
    void a_desk_whose_database_is_away_hands_nothing_over() {
        Delivery delivery = post(settings("127.0.0.1", server.port(), ""), letter("Hello."), () -> {
            throw new IllegalStateException("the database is away");
        });
        assertThat(delivery).isInstanceOf(Delivery.Later.class);
        assertThat(server.taken()).isEmpty();
    }

    @Test
    void nothing_but_a_relay_address_is_written_to() {
        for (String to : new String[] {
            "buyer@example.com",
            "a1b2c3d4e5f6g7h@marketplace.amazon.com.evil.example",
            RELAY + ",b1b2c3d4e5f6g7h@marketplace.amazon.co.jp",
            "Buyer <" + RELAY + ">",
            RELAY + "\r\nBcc: b1b2c3d4e5f6g7h@marketplace.amazon.co.jp",
            null
        }) {
            assertThat(post(letter(to, "Hello."), ""))
                    .isInstanceOf(Delivery.Impossible.class)
                    .extracting(LetterPostTest::why)
                    .extracting(LetterTrouble::of)
                    .isEqualTo(LetterTrouble.NO_RELAY_ADDRESS);
        }
        assertThat(server.heard()).isEmpty();
    }

    @Test
    void without_settings_nothing_is_tried() {
        var off = new SmtpSettings(
                new MockEnvironment(), "", 0, "", "", "shop@example.com", Duration.ZERO, Duration.ofSeconds(90));
        assertThat(post(off, letter("Hello."), () -> true))
                .extracting(LetterPostTest::why)
                .extracting(LetterTrouble::of)
                .isEqualTo(LetterTrouble.SWITCHED_OFF);
    }

    /** A password on a line that others read would be worse than a letter that waits. */
    @Test
    void without_tls_nothing_is_said_unless_it_is_switched_off() {
        var settings = new SmtpSettings(
                new MockEnvironment(),
                "127.0.0.1",
                server.port(),
                "shop",
                "secret",
                "shop@example.com",
                Duration.ZERO,
                Duration.ofSeconds(8));
        assertThat(post(settings, letter("Hello."), () -> true)).isInstanceOf(Delivery.Later.class);
        assertThat(server.heard()).allMatch(line -> line.startsWith("EHLO"));
    }

    private Delivery post(OutgoingLetter letter, String user) {
        return post(settings("127.0.0.1", server.port(), user), letter, () -> {
            handedOver.incrementAndGet();
            return true;
        });
    }

    private static MailTokens tokens(String uri) {
        return new MailTokens(
                new TokenSettings(uri, uri.isEmpty() ? "" : "desk-app", uri.isEmpty() ? "" : "s3cr3t", "", ""),
                Clock.systemUTC(),
                Duration.ofSeconds(8));
    }

    private SmtpSettings withoutPassword() {
        return new SmtpSettings(
                new MockEnvironment().withProperty("spring.mail.properties.mail.smtp.starttls.required", "false"),
                "127.0.0.1",
                server.port(),
                "shop@example.com",
                "",
                "shop@example.com",
                Duration.ZERO,
                Duration.ofSeconds(8));
    }

    /** Microsoft 365 and Gmail take no passwords everywhere */
    @Test
    void a_letter_leaves_by_an_access_token() throws IOException {
        try (var endPoint = new TokenEndPoint()) {
            server.wantsToken("shop@example.com", "token-1");
            MailTokens tokens = tokens(endPoint.uri());
            assertThat(post(withoutPassword(), tokens, letter("Hello."), () -> true))
                    .isInstanceOf(Delivery.Delivered.class);
            assertThat(post(withoutPassword(), tokens, letter("Hello again."), () -> true))
                    .isInstanceOf(Delivery.Delivered.class);
            assertThat(server.taken()).hasSize(2);
            assertThat(endPoint.asked()).hasSize(1);
        }
    }

    /** Nothing is lost, and an operator is told; the next attempt has a new token */
    @Test
    void a_token_that_the_server_refuses_is_told_as_a_wrong_password_and_fetched_anew() throws IOException {
        try (var endPoint = new TokenEndPoint()) {
            server.wantsToken("shop@example.com", "token-2");
            MailTokens tokens = tokens(endPoint.uri());
            Delivery first = post(withoutPassword(), tokens, letter("Hello."), () -> true);
            assertThat(first).isInstanceOf(Delivery.Later.class);
            assertThat(LetterTrouble.of(why(first))).as(why(first)).isEqualTo(LetterTrouble.NO_TOKEN);
            assertThat(why(first)).doesNotContain("token-1").contains("refuses the access token of 127.0.0.1");
            assertThat(server.taken()).isEmpty();
            assertThat(post(withoutPassword(), tokens, letter("Hello."), () -> true))
                    .isInstanceOf(Delivery.Delivered.class);
        }
    }

    @Test
    void without_a_token_the_letter_waits_and_the_reason_is_told() throws IOException {
        try (var endPoint = new TokenEndPoint()) {
            server.wantsToken("shop@example.com", "token-1");
            MailTokens tokens = tokens(endPoint.uri());
            endPoint.next(
                    TokenEndPoint.Answer.json(
                            401, "{\"error\":\"invalid_client\",\"error_description\":\"s3cr3t has expired\"}"),
                    TokenEndPoint.Answer.json(503, ""));
            Delivery refused = post(withoutPassword(), tokens, letter("Hello."), () -> true);
            assertThat(LetterTrouble.of(why(refused))).isEqualTo(LetterTrouble.NO_TOKEN);
            assertThat(why(refused)).contains("invalid_client").doesNotContain("s3cr3t");
            assertThat(((Delivery.Later) refused).pause()).isGreaterThan(Duration.ofMinutes(5));
            Delivery away = post(withoutPassword(), tokens, letter("Hello."), () -> true);
            assertThat(LetterTrouble.of(why(away))).isEqualTo(LetterTrouble.NOT_REACHED);
            assertThat(server.conversations())
                    .as("nobody was asked without a token")
                    .isZero();
            assertThat(post(withoutPassword(), tokens, letter("Hello."), () -> true))
                    .isInstanceOf(Delivery.Delivered.class);
        }
    }

    private Delivery post(SmtpSettings settings, OutgoingLetter letter, BooleanSupplier handOver) {
        return post(settings, tokens(""), letter, handOver);
    }

    private Delivery post(SmtpSettings settings, MailTokens tokens, OutgoingLetter letter, BooleanSupplier handOver) {
        var post = new LetterPost(settings, tokens, clock);
        try {
            return assertTimeoutPreemptively(Duration.ofSeconds(30), () -> post.post(ID, letter, handOver));
        } finally {
            post.destroy();
        }
    }

    private static SmtpSettings settings(String host, int port, String user) {
        return new SmtpSettings(
                new MockEnvironment().withProperty("spring.mail.properties.mail.smtp.starttls.required", "false"),
                host,
                port,
                user,
                "secret",
                "shop@example.com",
                Duration.ZERO,
                Duration.ofSeconds(8));
    }

    private static OutgoingLetter letter(String body) {
        return letter(RELAY, body);
    }

    private static OutgoingLetter letter(@Nullable String to, String body) {
        return new OutgoingLetter(
                "settle-non-arrival/please-wait",
                "ja",
                "JP",
                "503-0000001-0000001",
                "ご注文について",
                body,
                to,
                "<0101abc@eu-west-1.amazonses.com>",
                List.of("<0100@eu-west-1.amazonses.com>"),
                "RE: Re:返信：Kaze さんからのお問い合わせ(注文: 503-0000001-0000001)",
                null,
                null);
    }

    private static String why(Delivery delivery) {
        if (delivery instanceof Delivery.Later later) {
            return later.why();
        } else if (delivery instanceof Delivery.Impossible impossible) {
            return impossible.why();
        } else if (delivery instanceof Delivery.Unclear unclear) {
            return unclear.why();
        }
        return "";
    }
}
