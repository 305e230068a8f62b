package org.disputedesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.disputedesk.DeskTest;
import org.disputedesk.process.SecondDispute;
import org.disputedesk.web.Caller.Reply;
import org.disputedesk.web.Caller.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code POST /api/cases/{number}/split}: each problem once, all of them or none, and nothing for who means harm (004-15). */
@DeskTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SplitApiTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String PART = "The box was crushed.";
    private static final String WORDS = "My parcel is not here.\n" + PART + " <script>alert(1)</script>";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient db;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private RepositoryService repository;

    private Caller caller;
    private Inventory inventory;
    private SecondDispute second;

    @BeforeAll
    void deploy() throws IOException {
        second = SecondDispute.deploy(repository);
    }

    @AfterAll
    void takeAway() {
        second.close();
    }

    @BeforeEach
    void look() {
        caller = new Caller(port);
        inventory = new Inventory(caller, db);
    }

    @AfterEach
    void tidy() {
        runtime.createProcessInstanceQuery().rootProcessInstances().list().stream()
                .filter(instance -> instance.getBusinessKey() != null)
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "the test is over"));
    }

    private static String json(Object value) {
        try {
            return Caller.JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String nextOrder() {
        return "%03d-%07d-8888888".formatted(903, NUMBER.incrementAndGet());
    }

    private String opened(String message) {
        Reply reply = caller.send(Request.of("POST", "/api/cases")
                .as("agent")
                .json("{\"kind\":\"order-not-received\",\"marketplace\":\"US\",\"orderId\":\"" + nextOrder() + "\""
                        + message + "}"));
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        return reply.json().path("caseNumber").asText();
    }

    private String opened() {
        return opened(",\"message\":" + json(Map.of("text", WORDS)));
    }

    private static Request split(String caseNumber, Object problems) {
        return Request.of("POST", "/api/cases/" + caseNumber + "/split")
                .as("agent")
                .json(json(Map.of("problems", problems)));
    }

    private static Map<String, Object> problem(String kind, String text) {
        return Map.of("kind", kind, "text", text, "reason", "Another matter.");
    }

    private JsonNode shown(String caseNumber) {
        return caller.send(Request.of("GET", "/api/cases/" + caseNumber).as("agent"))
                .json();
    }

    @Test
    void the_same_problem_again_is_known() {
        String number = opened();
        Request request = split(number, List.of(problem(SecondDispute.KIND, PART)));
        Reply first = caller.send(request);
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        JsonNode made = first.json().path("cases").path(0);
        assertThat(made.path("isNew").asBoolean()).isTrue();
        Map<String, Long> before = inventory.count();
        Reply again = caller.send(request);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("cases").path(0).path("caseNumber")).isEqualTo(made.path("caseNumber"));
        assertThat(again.json().path("cases").path(0).path("isNew").asBoolean()).isFalse();
        assertThat(inventory.count()).isEqualTo(before);
        String other = made.path("caseNumber").asText();
        assertThat(shown(number).path("linkedCases").path(0).path("caseNumber").asText())
                .isEqualTo(other);
        assertThat(shown(other).path("linkedCases").path(0).path("how").asText())
                .isEqualTo("SPLIT_FROM");
        assertThat(shown(other).path("facts").path("messageReceivedAt"))
                .isEqualTo(shown(number).path("facts").path("messageReceivedAt"));
    }

    @Test
    void told_many_times_at_once_it_opens_one_case() throws Exception {
        String number = opened();
        Request request = split(number, List.of(problem(SecondDispute.KIND, PART)));
        ExecutorService people = Executors.newFixedThreadPool(6);
        List<Future<Reply>> replies = new ArrayList<>();
        CountDownLatch start = new CountDownLatch(1);
        try {
            for (int i = 0; i < 6; i++) {
                replies.add(people.submit(() -> {
                    start.await();
                    return new Caller(port).send(request);
                }));
            }
            start.countDown();
            for (Future<Reply> reply : replies) {
                assertThat(reply.get().status()).as(reply.get().body()).isIn(200, 201, 409);
                Inventory.decent(request, reply.get());
            }
        } finally {
            people.shutdownNow();
        }
        assertThat(shown(number).path("linkedCases")).hasSize(1);
        assertThat(db.sql("select count(*) from case_link where case_number = ?")
                        .param(number)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void what_makes_no_sense_is_refused_and_leaves_nothing() {
        String number = opened();
        Map<String, Object> right = problem(SecondDispute.KIND, PART);
        Map<String, Object> bodies = new LinkedHashMap<>();
        bodies.put("nothing", List.of());
        bodies.put("six", List.of(right, right, right, right, right, right));
        bodies.put("twice", List.of(right, right));
        bodies.put("own kind", List.of(problem("order-not-received", PART)));
        bodies.put("room", List.of(problem("answer-buyer", PART)));
        bodies.put("triage", List.of(problem("message-triage", PART)));
        bodies.put("expression", List.of(problem("${7*7}", PART)));
        bodies.put("query", List.of(problem("' or '1'='1", PART)));
        bodies.put("other words", List.of(problem(SecondDispute.KIND, "Refund everything.")));
        bodies.put("other words beside", List.of(problem(SecondDispute.KIND, PART + "\nRefund everything.")));
        bodies.put("long", List.of(problem(SecondDispute.KIND, "x".repeat(30_000))));
        bodies.put("half a character", List.of(problem(SecondDispute.KIND, "\ud83d")));
        bodies.put("no reason", List.of(Map.of("kind", SecondDispute.KIND, "text", PART)));
        bodies.put("blank reason", List.of(Map.of("kind", SecondDispute.KIND, "reason", "\u200b \n")));
        bodies.put("long reason", List.of(Map.of("kind", SecondDispute.KIND, "reason", "x".repeat(2000))));
        bodies.put("unknown field", List.of(Map.of("kind", SecondDispute.KIND, "order", "903-0000001-8888888")));
        bodies.put("text", "x");
        bodies.put("lists", List.of(List.of()));
        bodies.put("one right, one wrong", List.of(right, problem("no-such-kind", PART)));
        bodies.forEach((name, body) -> inventory.refused(split(number, body), 400));
        inventory.refused(
                Request.of("POST", "/api/cases/" + number + "/split")
                        .as("agent")
                        .json("{\"problems\":[null]}"),
                400);
        inventory.refused(
                Request.of("POST", "/api/cases/" + number + "/split")
                        .as("agent")
                        .json("null"),
                400);
        inventory.refused(split("D-2026-999999", List.of(right)), 404);
        inventory.refused(split("nope", List.of(right)), 400);
        Reply named = inventory.refused(
                split(number, List.of(problem("x", "Refund everything."), Map.of("kind", SecondDispute.KIND))), 400);
        assertThat(named.json().path("errors").findValuesAsText("field"))
                .contains("problems[0].kind", "problems[1].reason");
    }

    private static Map<String, Object> about(String orderId) {
        return Map.of("kind", "order-not-received", "text", PART, "reason", "The other order.", "orderId", orderId);
    }

    /** The kind may be the same, since the order is another; each order has a case of its own. */
    @Test
    void a_problem_of_another_order_gets_a_case_of_that_order() {
        String number = opened();
        String order = nextOrder();
        Request request = split(number, List.of(about(order), about(nextOrder()), problem(SecondDispute.KIND, PART)));
        Reply first = caller.send(request);
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        String other = first.json().path("cases").path(0).path("caseNumber").asText();
        assertThat(shown(other).path("orderId").asText()).isEqualTo(order);
        assertThat(shown(other).path("facts").path("messageReceivedAt"))
                .isEqualTo(shown(number).path("facts").path("messageReceivedAt"));
        assertThat(shown(other).path("linkedCases").findValuesAsText("caseNumber"))
                .containsExactly(number);
        assertThat(shown(number).path("linkedCases").findValuesAsText("orderId"))
                .hasSize(3)
                .contains(order);
        assertThat(first.json().path("cases").findValuesAsText("caseNumber")).doesNotHaveDuplicates();
        Map<String, Long> before = inventory.count();
        assertThat(caller.send(request).status()).isEqualTo(200);
        assertThat(inventory.count()).isEqualTo(before);
        // a message in another case about the same order goes to the case that is there
        String third = opened();
        JsonNode joined = caller.send(split(third, List.of(about(order))))
                .json()
                .path("cases")
                .path(0);
        assertThat(joined.path("caseNumber").asText()).isEqualTo(other);
        assertThat(joined.path("isNew").asBoolean()).isFalse();
        assertThat(page(number, "agent", "en")).contains("another order, " + order);
    }

    @Test
    void another_order_must_be_one_and_of_the_same_marketplace() {
        String number = opened();
        for (String wrong : List.of("903-1-8", "x".repeat(100_000), "${7*7}", "903-0000001-8888888\r\nBcc: a@b.c")) {
            Reply reply = inventory.refused(split(number, List.of(about(wrong))), 400);
            assertThat(reply.json().path("errors").path(0).path("field").asText())
                    .isEqualTo("problems[0].orderId");
        }
        String order = nextOrder();
        assertThat(caller.send(Request.of("POST", "/api/cases")
                                .as("agent")
                                .json("{\"kind\":\"" + SecondDispute.KIND + "\",\"marketplace\":\"DE\",\"orderId\":\""
                                        + order + "\"}"))
                        .status())
                .isEqualTo(201);
        Reply reply = inventory.refused(split(number, List.of(about(order))), 400);
        assertThat(reply.body()).contains("is an order of marketplace DE, and this case is of US");
        // the order of the case itself is no other order
        inventory.refused(
                split(number, List.of(about(shown(number).path("orderId").asText()))), 400);
    }

    @Test
    void a_case_without_a_message_and_a_closed_one_are_not_split() {
        String silent = opened("");
        inventory.refused(split(silent, List.of(problem(SecondDispute.KIND, ""))), 409);
        String closed = opened();
        tidy();
        inventory.refused(split(closed, List.of(problem(SecondDispute.KIND, PART))), 409);
    }

    /** What the buyer and staff wrote is shown as text, to those who may read it. */
    @Test
    void both_pages_show_the_link() {
        String number = opened();
        String other = caller.send(split(
                        number,
                        List.of(Map.of(
                                "kind",
                                SecondDispute.KIND,
                                "text",
                                PART + " <script>alert(1)</script>",
                                "reason",
                                "<b>crushed</b>"))))
                .json()
                .path("cases")
                .path(0)
                .path("caseNumber")
                .asText();
        for (String language : List.of("en", "ja", "zh")) {
            String page = page(other, "agent", language);
            assertThat(page)
                    .contains("href=\"/cases/" + number + "\"", "&lt;b&gt;crushed")
                    .doesNotContain("<script>alert", "<b>crushed");
            assertThat(page(number, "agent", language)).contains("href=\"/cases/" + other + "\"");
        }
        assertThat(page(other, "analyst", "en")).contains("/cases/" + number).doesNotContain("crushed");
    }

    private String page(String number, String user, String language) {
        Reply reply = caller.send(Request.of("GET", "/cases/" + number)
                .as(user)
                .with("Accept", "text/html")
                .with("Accept-Language", language));
        assertThat(reply.status()).isEqualTo(200);
        return reply.body();
    }
}
