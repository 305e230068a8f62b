package org.disputedesk.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.disputedesk.rig.DeskNode;
import org.disputedesk.web.Caller.Reply;
import org.disputedesk.web.Caller.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A desk in an empty folder, told nothing but two passwords: who may come in, and what it shows to those who may not. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstStartTest {

    private static final String AGENTS_PASSWORD = "chosen-by-the-shop-1";

    private static DeskNode node;
    private static Caller caller;

    @BeforeAll
    static void start() throws IOException {
        node = DeskNode.startFresh(
                "first-start",
                DeskNode.place("first-start").resolve("home"),
                Map.of("DESK_PASSWORD_AGENT", AGENTS_PASSWORD, "DESK_PASSWORD_LEAD", AGENTS_PASSWORD));
        caller = new Caller(node.port());
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static Map<String, String> firstLogins() throws IOException {
        Map<String, String> logins = new HashMap<>();
        for (String line : Files.readAllLines(node.home().resolve("first-logins.txt"))) {
            String[] parts = line.split(" ", -1);
            if (parts.length == 2) {
                logins.put(parts[0], parts[1]);
            }
        }
        return logins;
    }

    private static Reply get(String path, String login) {
        return caller.send(Request.of("GET", path).as(login));
    }

    @Test
    void the_passwords_nobody_chose_are_random_and_in_a_file_only_its_owner_reads() throws IOException {
        Map<String, String> logins = firstLogins();
        assertThat(logins.keySet()).containsExactlyInAnyOrder("analyst", "operator", "admin");
        assertThat(logins.values())
                .doesNotHaveDuplicates()
                .allSatisfy(password -> assertThat(password).hasSize(20));
        Path file = node.home().resolve("first-logins.txt");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(node.home())))
                .isEqualTo("rwx------");
        String log = Files.readString(node.log(), StandardCharsets.UTF_8);
        assertThat(log).contains(file.toString());
        assertThat(log).doesNotContain(AGENTS_PASSWORD);
        logins.values().forEach(password -> assertThat(log).doesNotContain(password));
    }

    @Test
    void each_first_user_is_in_its_group_and_in_no_other() throws IOException {
        Map<String, String> logins = firstLogins();
        logins.put("agent", AGENTS_PASSWORD);
        logins.put("lead", AGENTS_PASSWORD);
        Map<String, String> groups = Map.of(
                "agent", "agents",
                "lead", "leads",
                "analyst", "analysts",
                "operator", "operators",
                "admin", "camunda-admin");
        String admin = "admin:" + logins.get("admin");
        Reply answer = get("/engine-rest/user?maxResults=100", admin);
        JsonNode users = answer.json();
        assertThat(users.findValuesAsText("id"))
                .as(answer.toString())
                .containsExactlyInAnyOrderElementsOf(groups.keySet());
        groups.forEach((user, group) -> {
            assertThat(get("/api/cases", user + ":" + logins.get(user)).status())
                    .as(user)
                    .isEqualTo(200);
            assertThat(get("/engine-rest/group?maxResults=100&member=" + user, admin)
                            .json()
                            .findValuesAsText("id"))
                    .containsExactly(group);
        });
    }

    /** Last, because a wrong password locks its user out for some seconds. */
    @ParameterizedTest
    @Order(Integer.MAX_VALUE)
    @ValueSource(
            strings = {
                "admin:admin",
                "demo:demo",
                "agent:agent",
                "lead:lead",
                "operator:operator",
                "analyst:analyst",
                "camunda:camunda",
                "root:root",
                "user:password",
                "admin:",
                ":",
                "agent:chosen-by-the-shop-2",
                "AGENT:chosen-by-the-shop-1",
                "agent :chosen-by-the-shop-1",
                "sa:"
            })
    void there_is_no_password_to_guess(String login) {
        for (String path : List.of("/api/cases", "/engine-rest/task", "/actuator/prometheus")) {
            assertThat(get(path, login).status()).isEqualTo(401);
        }
    }

    @Test
    void without_a_login_there_is_health_and_nothing_else() throws IOException {
        for (String path : List.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness")) {
            Reply reply = caller.send(Request.of("GET", path));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.json().path("status").asText()).isEqualTo("UP");
            assertThat(reply.json().has("components")).isFalse();
        }
        for (String path : List.of(
                "/actuator",
                "/actuator/prometheus",
                "/actuator/env",
                "/actuator/heapdump",
                "/actuator/health/db",
                "/api/cases",
                "/api/openapi.json",
                "/api/docs",
                "/engine-rest/engine",
                "/engine-rest/user",
                "/h2-console",
                "/swagger-ui/index.html",
                "/v3/api-docs")) {
            Reply reply = caller.send(Request.of("GET", path));
            assertThat(reply.status()).as(path).isIn(401, 404);
            assertThat(reply.header("Set-Cookie")).as(path).isEmpty();
        }
        Map<String, String> logins = firstLogins();
        assertThat(get("/actuator/prometheus", "agent:" + AGENTS_PASSWORD).status())
                .isEqualTo(403);
        Reply metrics = get("/actuator/prometheus", "operator:" + logins.get("operator"));
        assertThat(metrics.status()).isEqualTo(200);
        assertThat(metrics.body()).contains("jvm_memory_used_bytes");
    }

    @Test
    void cookies_and_headers_are_those_of_a_house_with_closed_doors() {
        Reply page = caller.send(Request.of("GET", "/camunda/app/tasklist/default/"));
        assertThat(page.status()).isEqualTo(200);
        String cookies = page.header("Set-Cookie");
        assertThat(cookies).isNotEmpty();
        assertThat(cookies.lines())
                .allSatisfy(cookie -> assertThat(cookie).contains("Secure").containsIgnoringCase("SameSite=Strict"));
        assertThat(cookies.lines().filter(cookie -> cookie.startsWith("JSESSIONID")))
                .allSatisfy(cookie -> assertThat(cookie).contains("HttpOnly"));
        assertThat(page.header("Strict-Transport-Security")).contains("max-age=");
        assertThat(page.header("Content-Security-Policy")).contains("base-uri 'self'");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Server")).isEmpty();
        for (String path : List.of("/", "/api/cases", "/actuator/health")) {
            Reply reply = caller.send(Request.of("GET", path));
            assertThat(reply.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(reply.header("Content-Security-Policy")).as(path).startsWith("default-src 'none'");
            assertThat(reply.header("Referrer-Policy")).as(path).isEqualTo("same-origin");
            assertThat(reply.header("X-Frame-Options")).as(path).isEqualTo("SAMEORIGIN");
            assertThat(reply.header("Server") + reply.header("X-Powered-By"))
                    .as(path)
                    .isEmpty();
        }
    }

    @Test
    void only_this_machine_reaches_it() throws IOException {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
        for (InetAddress other : others) {
            assertThatThrownBy(() -> {
                        try (Socket socket = new Socket()) {
                            socket.connect(new InetSocketAddress(other, node.port()), 2_000);
                        }
                    })
                    .as(other.toString())
                    .isInstanceOf(ConnectException.class);
        }
        assertThat(caller.send(Request.of("GET", "/actuator/health")).status()).isEqualTo(200);
    }

    @Test
    void nothing_in_the_home_is_open_to_others() throws IOException {
        try (Stream<Path> files = Files.list(node.home())) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .contains("desk.mv.db", "first-logins.txt", "inbox");
        }
    }
}
