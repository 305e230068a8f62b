package org.disputedesk.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.disputedesk.rig.TokenEndPoint;
import org.disputedesk.rig.TokenEndPoint.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tokens are fetched once, renewed in time, and what goes wrong is told without secrets. */
@ExtendWith(OutputCaptureExtension.class)
class MailTokensTest {

    private static final String SECRET = "s3cr3t-of-the-desk";
    private static final String REFRESH = "1//refresh-of-the-shop";
    private static final Duration LEASE = Duration.ofSeconds(8);

    private final Time time = new Time();
    private TokenEndPoint endPoint;

    /** The library stamps tokens with the machine's time, so the test's runs from there. */
    private static final class Time extends Clock {
        private Duration passed = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(passed);
        }
    }

    @BeforeEach
    void opens() throws IOException {
        endPoint = new TokenEndPoint();
    }

    @AfterEach
    void closes() {
        endPoint.close();
    }

    private MailTokens ofTheDesk() {
        return new MailTokens(
                new TokenSettings(endPoint.uri(), "desk-app", SECRET + "\n", "", "https://mail.example/.default"),
                time,
                LEASE);
    }

    private MailTokens ofAPerson(String secret) {
        return new MailTokens(
                new TokenSettings(endPoint.uri(), "desk-app", secret, REFRESH, "https://mail.example/ offline_access"),
                time,
                LEASE);
    }

    @Test
    void the_desk_asks_for_itself_and_keeps_what_it_got() throws Exception {
        MailTokens tokens = ofTheDesk();
        assertThat(tokens.token()).isEqualTo("token-1");
        assertThat(tokens.token()).isEqualTo("token-1");
        assertThat(endPoint.asked())
                .containsExactly(Map.of(
                        "grant_type", "client_credentials",
                        "client_id", "desk-app",
                        "client_secret", SECRET,
                        "scope", "https://mail.example/.default"));
    }

    @Test
    void a_token_is_renewed_before_it_expires() throws Exception {
        for (MailTokens tokens : List.of(ofTheDesk(), ofAPerson(SECRET))) {
            time.passed = Duration.ZERO;
            String first = tokens.token();
            time.passed = Duration.ofMinutes(58);
            assertThat(tokens.token()).isEqualTo(first);
            time.passed = Duration.ofMinutes(59).plusSeconds(30);
            assertThat(tokens.token()).isNotEqualTo(first);
        }
    }

    @Test
    void with_a_refresh_token_the_desk_asks_for_a_person() throws Exception {
        MailTokens tokens = ofAPerson(SECRET);
        endPoint.next(Answer.token("first", "1//the-next-one"));
        assertThat(tokens.token()).isEqualTo("first");
        assertThat(endPoint.asked().get(0))
                .containsEntry("grant_type", "refresh_token")
                .containsEntry("refresh_token", REFRESH)
                .containsEntry("client_secret", SECRET);
        assertThat(endPoint.asked().get(0).getOrDefault("scope", "").split(" ", -1))
                .containsExactlyInAnyOrder("https://mail.example/", "offline_access");
        // what the provider gives in its place counts from now on
        tokens.isRefused();
        assertThat(tokens.token()).isEqualTo("token-1");
        assertThat(endPoint.asked().get(1)).containsEntry("refresh_token", "1//the-next-one");
        // and stays when nothing new comes
        tokens.isRefused();
        assertThat(tokens.token()).isEqualTo("token-2");
        assertThat(endPoint.asked().get(2)).containsEntry("refresh_token", "1//the-next-one");
    }

    @Test
    void an_application_without_a_secret_sends_none() throws Exception {
        assertThat(ofAPerson("").token()).isEqualTo("token-1");
        assertThat(endPoint.asked().get(0))
                .containsEntry("client_id", "desk-app")
                .doesNotContainKey("client_secret");
    }

    @Test
    void a_token_that_a_mail_server_refused_is_not_used_again() throws Exception {
        MailTokens tokens = ofTheDesk();
        assertThat(tokens.token()).isEqualTo("token-1");
        tokens.isRefused();
        assertThat(tokens.token()).isEqualTo("token-2");
    }

    static Stream<Arguments> troubles() {
        String aad = "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid client secret "
                + SECRET + " \\r\\n\\r\\nTrace: " + REFRESH + "\"}";
        return Stream.of(
                Arguments.of(Answer.json(401, aad), true),
                Arguments.of(Answer.json(400, aad), true),
                Arguments.of(Answer.json(400, "{\"error\":\"invalid_grant\"}"), true),
                Arguments.of(Answer.json(403, ""), true),
                Arguments.of(Answer.json(400, "no json"), true),
                Arguments.of(new Answer(200, "text/html", "<html>Log in</html>", 0), true),
                Arguments.of(Answer.json(200, "{}"), true),
                Arguments.of(Answer.json(200, "[]"), true),
                Arguments.of(Answer.json(200, "{\"access_token\":\"x\",\"token_type\":\"mac\"}"), true),
                Arguments.of(Answer.json(302, ""), true),
                Arguments.of(Answer.json(500, "{\"error\":\"server_error\"}"), false),
                Arguments.of(Answer.json(503, "later"), false),
                Arguments.of(Answer.json(429, "{\"error\":\"slow_down\"}"), false),
                Arguments.of(Answer.token("late").after(3_000), false));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void what_the_end_point_does_not_give_is_told_without_secrets_and_asked_for_again(
            Answer answer, boolean isRefused, CapturedOutput output) throws Exception {
        // the desk that acts for itself knows of no refresh token
        List<String> secrets = List.of(SECRET);
        for (MailTokens tokens : List.of(ofTheDesk(), ofAPerson(SECRET))) {
            endPoint.next(answer);
            NoToken none = catchThrowableOfType(NoToken.class, tokens::token);
            assertThat(none).as("refused").isNotNull();
            assertThat(none.isRefused()).as(none.getMessage()).isEqualTo(isRefused);
            assertThat(none.getMessage())
                    .startsWith("no access token from 127.0.0.1: ")
                    .doesNotContain(SECRET, "\n", "\r")
                    .hasSizeLessThan(400);
            secrets.forEach(secret -> assertThat(none.getMessage()).doesNotContain(secret));
            secrets = List.of(SECRET, REFRESH);
            assertThat(tokens.token()).startsWith("token-");
        }
        assertThat(output.getAll()).doesNotContain(SECRET, REFRESH);
    }

    @Test
    void an_end_point_that_nobody_runs_is_not_reached() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        var tokens = new MailTokens(
                new TokenSettings("http://127.0.0.1:" + nobody + "/token", "desk-app", SECRET, "", ""), time, LEASE);
        NoToken none = catchThrowableOfType(NoToken.class, tokens::token);
        assertThat(none.isRefused()).isFalse();
    }

    @Test
    void two_who_need_a_token_at_once_ask_for_one() throws Exception {
        MailTokens tokens = ofTheDesk();
        ExecutorService both = Executors.newFixedThreadPool(4);
        try {
            Callable<String> ask = tokens::token;
            for (Future<String> answer : both.invokeAll(List.of(ask, ask, ask, ask))) {
                assertThat(answer.get()).isEqualTo("token-1");
            }
        } finally {
            both.shutdownNow();
        }
        assertThat(endPoint.asked()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "http://login.example/token, app, secret, ''",
        "ftp://login.example/token, app, secret, ''",
        "https:///token, app, secret, ''",
        "no address, app, secret, ''",
        "https://login.example/token, '', secret, ''",
        "https://login.example/token, app, '', ''"
    })
    void settings_that_cannot_work_stop_the_start(String uri, String id, String secret, String refresh) {
        assertThatThrownBy(() -> new TokenSettings(uri, id, secret, refresh, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("desk.mail.oauth2");
    }

    @Test
    void secrets_are_not_in_what_is_logged_of_the_settings() {
        assertThat(new TokenSettings("https://login.example/token", "app", SECRET, REFRESH, ""))
                .hasToString("login.example");
        assertThat(new TokenSettings("", "", "", "", "")).hasToString("none");
    }
}
