package org.disputedesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.disputedesk.DeskTest;
import org.disputedesk.vault.Subject;
import org.disputedesk.vault.Vault;
import org.disputedesk.web.Caller.Reply;
import org.disputedesk.web.Caller.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What buyers, broken scripts and attackers send: it is refused with a sentence that says what to do, or kept as the inert
 * text it is; nothing is stored when it is refused, and no answer is a failure of the desk or shows its insides.
 */
@DeskTest
class HostileApiTest {

    private static final List<String> PAYLOADS = List.of(
            "${7*7}",
            "#{7*7}",
            "{{7*7}}",
            "{{constructor('alert(1)')()}}",
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "${''.getClass().getName()}",
            "<#assign x=7*7>${x*1}",
            "'; drop table dispute_case; --",
            "=cmd|' /C calc'!A0",
            "../../../etc/passwd",
            "\u202Egnp.exe",
            "${promisedDate}${orderId}");

    private static final AtomicInteger NEXT_ORDER = new AtomicInteger();

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient db;

    @Autowired
    private Vault vault;

    @Autowired
    private Clock clock;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private RepositoryService repository;

    private Caller caller;
    private Inventory inventory;

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

    private static String nextOrder() {
        return "%03d-%07d-7777777".formatted(901, NEXT_ORDER.incrementAndGet());
    }

    private static LocalDate tomorrow() {
        return LocalDate.now(ZoneOffset.UTC).plusDays(1);
    }

    private static Request openCase(String json) {
        return Request.of("POST", "/api/cases").as("agent").json(json);
    }

    private static String written(Object value) {
        try {
            return Caller.JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String caseWith(String more) {
        return "{\"kind\":\"order-not-received\",\"marketplace\":\"JP\",\"orderId\":\"" + nextOrder() + "\"" + more
                + "}";
    }

    private String openedCase() {
        Reply reply = caller.send(openCase(caseWith("")));
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        return reply.json().path("caseNumber").asText();
    }

    static Stream<Arguments> bodies() {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("empty", "");
        bodies.put("no JSON", "kind=order-not-received");
        bodies.put("half", "{\"kind\":\"order-not");
        bodies.put("nothing", "{}");
        bodies.put("null", "null");
        bodies.put("list", "[]");
        bodies.put("text", "\"order-not-received\"");
        bodies.put("two objects", caseWith("") + caseWith(""));
        bodies.put("unknown field", caseWith(",\"priority\":1"));
        bodies.put("unknown field inside", caseWith(",\"message\":{\"text\":\"x\",\"html\":\"y\"}"));
        bodies.put("field of the class", caseWith(",\"@class\":\"java.lang.Runtime\""));
        bodies.put("unknown fact", caseWith(",\"facts\":{\"isAdmin\":true}"));
        bodies.put("fact of the desk", caseWith(",\"facts\":{\"caseNumber\":\"D-2026-000001\"}"));
        bodies.put("fact found out by the desk", caseWith(",\"facts\":{\"claimEligible\":true}"));
        bodies.put("fact computed for forms", caseWith(",\"facts\":{\"caseSummary\":\"x\"}"));
        bodies.put("fact with a wrong value", caseWith(",\"facts\":{\"fulfilment\":\"MAGIC\"}"));
        bodies.put("fact of a wrong type", caseWith(",\"facts\":{\"orderValue\":{\"a\":1}}"));
        bodies.put("fact as a list", caseWith(",\"facts\":{\"carrier\":[\"YAMATO\"]}"));
        bodies.put("number that is none", caseWith(",\"facts\":{\"orderValue\":\"NaN\"}"));
        bodies.put("endless number", caseWith(",\"facts\":{\"orderValue\":1e999}"));
        bodies.put("negative number", caseWith(",\"facts\":{\"orderValue\":-5}"));
        bodies.put("facts as a list", caseWith(",\"facts\":[]"));
        bodies.put("facts as text", caseWith(",\"facts\":\"x\""));
        bodies.put("message as text", caseWith(",\"message\":\"x\""));
        bodies.put("text as a list", caseWith(",\"message\":{\"text\":[\"x\"]}"));
        bodies.put("text as an object", caseWith(",\"message\":{\"text\":{\"a\":1}}"));
        bodies.put("moment that is none", caseWith(",\"message\":{\"receivedAt\":\"yesterday\"}"));
        bodies.put("moment without a zone", caseWith(",\"message\":{\"receivedAt\":\"2026-11-23T10:00\"}"));
        bodies.put("moment in the future", caseWith(",\"message\":{\"receivedAt\":\"2099-01-01T00:00:00Z\"}"));
        bodies.put("moment beyond time", caseWith(",\"message\":{\"receivedAt\":\"+999999999-01-01T00:00:00Z\"}"));
        bodies.put("moment before time", caseWith(",\"message\":{\"receivedAt\":\"-999999999-01-01T00:00:00Z\"}"));
        bodies.put("language that is none", caseWith(",\"message\":{\"language\":\"../../etc\"}"));
        bodies.put("language of the wrong length", caseWith(",\"message\":{\"language\":\"japanese\"}"));
        bodies.put("long external id", caseWith(",\"message\":{\"externalId\":\"" + "x".repeat(500) + "\"}"));
        bodies.put("long text", caseWith(",\"message\":{\"text\":\"" + "x".repeat(30_000) + "\"}"));
        bodies.put("long fact", caseWith(",\"facts\":{\"trackingNumber\":\"" + "1".repeat(10_000) + "\"}"));
        bodies.put("NUL in a text", caseWith(",\"message\":{\"text\":\"a\\u0000b\"}"));
        bodies.put("NUL in a fact", caseWith(",\"facts\":{\"carrier\":\"a\\u0000b\"}"));
        bodies.put("NUL in an id", caseWith(",\"message\":{\"externalId\":\"a\\u0000b\"}"));
        bodies.put("half a character", caseWith(",\"message\":{\"text\":\"a\\ud83db\"}"));
        bodies.put("half a character in an id", caseWith(",\"message\":{\"externalId\":\"a\\ude00b\"}"));
        bodies.put("deep", caseWith(",\"facts\":" + "{\"a\":".repeat(3000) + "1" + "}".repeat(3000)));
        bodies.put("deep list", caseWith(",\"facts\":" + "[".repeat(100_000)));
        bodies.put("called room", "{\"kind\":\"answer-buyer\",\"marketplace\":\"JP\"}");
        bodies.put("unknown kind", "{\"kind\":\"${7*7}\",\"marketplace\":\"JP\"}");
        bodies.put("unknown marketplace", order("250-1234567-1234567").replace("\"JP\"", "\"XX\""));
        bodies.put("marketplace as a path", order("250-1234567-1234567").replace("\"JP\"", "\"../JP\""));
        bodies.put("no marketplace", order("250-1234567-1234567").replace("\"JP\"", "null"));
        bodies.put("order as a number", order("250-1234567-1234567").replace("\"250-1234567-1234567\"", "250"));
        for (String order : List.of(
                "",
                "ABC-1234567-1234567",
                "25O-1234567-1234567",
                "２５０-1234567-1234567",
                "250-１２３４５６７-1234567",
                "٢٥٠-1234567-1234567",
                "250‐1234567‐1234567",
                "250-1234567-1234567 ",
                "250-1234567-1234567\\n",
                "250-1234567-12345678",
                "250-1234567-1234567' or '1'='1",
                "%",
                "../../../../etc/passwd")) {
            bodies.put("order \"" + order + "\"", order(order));
        }
        return bodies.entrySet().stream().map(body -> Arguments.of(body.getKey(), body.getValue()));
    }

    private static String order(String id) {
        return "{\"kind\":\"order-not-received\",\"marketplace\":\"JP\",\"orderId\":\"" + id + "\"}";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void a_case_that_makes_no_sense_is_refused(String name, String body) {
        inventory.refused(openCase(body), 400);
    }

    @Test
    void every_wrong_field_is_named_at_once() {
        Reply reply = inventory.refused(
                openCase("{\"kind\":\"order-not-received\",\"marketplace\":\"XX\",\"orderId\":\"1\"}"), 400);
        assertThat(reply.json().path("errors").findValuesAsText("field")).contains("marketplace", "orderId");
    }

    @Test
    void a_huge_file_of_evidence_is_refused_before_it_is_read() {
        Reply reply = inventory.refused(
                Request.of("POST", "/api/cases/D-2026-999999/evidence")
                        .as("agent")
                        .file("file", "huge.pdf", "application/pdf", new byte[13 << 20]),
                413);
        assertThat(reply.json().path("detail").asText()).contains("10 MB");
    }

    @Test
    void a_huge_body_is_refused_before_it_is_read() {
        String huge = caseWith(",\"message\":{\"text\":\"" + "x".repeat(2 << 20) + "\"}");
        inventory.refused(openCase(huge), 413);
        inventory.refused(openCase(huge).with("Transfer-Encoding", "chunked"), 413);
        inventory.refused(
                Request.of("POST", "/engine-rest/process-definition/key/order-not-received/start")
                        .as("agent")
                        .json("{\"businessKey\":\"" + "x".repeat(2 << 20) + "\"}"),
                413);
    }

    @Test
    void a_body_that_does_not_tell_its_length_is_taken() {
        Reply reply = caller.send(openCase(caseWith("")).with("Transfer-Encoding", "chunked"));
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    }

    @Test
    void a_wrong_type_or_method_is_refused() {
        inventory.refused(Request.of("POST", "/api/cases").as("agent").body("text/plain", new byte[] {'{', '}'}), 415);
        inventory.refused(
                Request.of("POST", "/api/cases")
                        .as("agent")
                        .body("application/xml", "<case/>".getBytes(StandardCharsets.UTF_8)),
                415);
        inventory.refused(Request.of("POST", "/api/orders/import").as("agent").json("{}"), 415);
        inventory.refused(openCase(caseWith("")).with("Accept", "application/xml"), 406);
        inventory.refused(Request.of("DELETE", "/api/cases/D-2026-000001").as("admin"), 403, 405);
        inventory.refused(Request.of("PATCH", "/api/cases").as("admin").json("{}"), 403, 405);
        assertThat(caller.send(Request.of("TRACE", "/api/cases").as("admin")).status())
                .isIn(400, 403, 405);
    }

    @Test
    void the_same_message_from_fifty_threads_opens_one_case() throws Exception {
        String body = caseWith(",\"message\":{\"text\":\"届きません\",\"externalId\":\"fifty-" + nextOrder() + "\"}");
        caller.send(Request.of("GET", "/api/cases?size=1").as("agent"));
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(50);
        List<Future<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            replies.add(threads.submit(() -> {
                go.await();
                return caller.send(openCase(body));
            }));
        }
        go.countDown();
        Set<String> cases = new TreeSet<>();
        List<Integer> statuses = new ArrayList<>();
        for (Future<Reply> reply : replies) {
            statuses.add(reply.get().status());
            cases.add(reply.get().json().path("caseNumber").asText(reply.get().body()));
        }
        threads.shutdown();
        assertThat(cases).hasSize(1);
        assertThat(statuses).containsOnly(200, 201).containsOnlyOnce(201);
    }

    @Test
    void a_key_used_for_something_else_and_a_second_case_of_an_order_are_conflicts() {
        String body = caseWith("");
        Reply first = caller.send(openCase(body).with("Idempotency-Key", "key-" + body.hashCode()));
        assertThat(first.status()).isEqualTo(201);
        assertThat(caller.send(openCase(body).with("Idempotency-Key", "key-" + body.hashCode()))
                        .status())
                .isEqualTo(200);
        inventory.refused(openCase(caseWith("")).with("Idempotency-Key", "key-" + body.hashCode()), 409);
        Reply second = inventory.refused(openCase(body).with("Idempotency-Key", "other-" + body.hashCode()), 409);
        assertThat(second.json().path("caseNumber").asText())
                .isEqualTo(first.json().path("caseNumber").asText());
        assertThat(second.json().path("rule").asText()).isEqualTo("one-case-per-problem");
        inventory.refused(openCase(caseWith("")).with("Idempotency-Key", "x".repeat(300)), 400);
        inventory.refused(openCase(caseWith("")).with("Idempotency-Key", " "), 400);
    }

    @Test
    void another_event_under_the_same_id_is_a_conflict_until_the_case_is_erased() {
        String caseNumber = openedCase();
        String told = "{\"type\":\"buyer-replied\",\"externalId\":\"m-1\",\"occurredAt\":\"" + clock.instant()
                + "\",\"facts\":{\"buyerText\":\"Where is it?\"}}";
        Request event =
                Request.of("POST", "/api/cases/" + caseNumber + "/events").as("agent");
        assertThat(caller.send(event.json(told)).status()).isEqualTo(201);
        assertThat(caller.send(event.json(told)).status()).isEqualTo(200);
        assertThat(caller.send(event.json(told.replace("Z\"", "+00:00\""))).status())
                .isEqualTo(200);

        String other = told.replace("Where is it?", "I want my money back.");
        Reply conflict = inventory.refused(event.json(other), 409);
        assertThat(conflict.json().path("detail").asText()).contains(caseNumber, "externalId of its own");
        inventory.refused(event.json(told.replaceAll("\"occurredAt\":\"[^\"]*\"", "\"occurredAt\":null")), 409);
        assertThat(db.sql("select body_hash from inbox where case_number = ? and source = 'event'")
                        .param(caseNumber)
                        .query(String.class)
                        .single())
                .as("keyed, so that it tells nothing once the key is gone")
                .isNotEmpty();

        db.sql("update inbox set body_hash = '' where case_number = ?")
                .param(caseNumber)
                .update();
        assertThat(caller.send(event.json(other)).status()).isEqualTo(200);
    }

    /** What the command line finds, the running desk finds as well. */
    @Test
    void a_message_that_was_changed_in_the_database_is_found_online() {
        String caseNumber = openedCase();
        Request event =
                Request.of("POST", "/api/cases/" + caseNumber + "/events").as("agent");
        for (String text : List.of("one", "two")) {
            assertThat(caller.send(event.json(
                                    "{\"type\":\"buyer-replied\",\"facts\":{\"buyerText\":\"" + text + "\"}}"))
                            .status())
                    .isEqualTo(201);
        }
        Request verify = Request.of("GET", "/api/cases/" + caseNumber + "/record?verify=true")
                .as("lead");
        Reply whole = caller.send(verify);
        assertThat(whole.json().at("/verdict/intact").asBoolean())
                .as(whole.body())
                .isTrue();
        assertThat(whole.json().at("/check/complete").asBoolean())
                .as(whole.body())
                .isTrue();
        assertThat(whole.json().path("check").path("said").toString()).contains("2 of 2 messages");

        String sealed = db.sql("select max(content) from case_message where case_number = ?")
                .param(caseNumber)
                .query(String.class)
                .single();
        db.sql("update case_message set content = ? where case_number = ?")
                .params(sealed, caseNumber)
                .update();
        Reply swapped = caller.send(verify);
        assertThat(swapped.json().at("/verdict/intact").asBoolean()).isFalse();
        assertThat(swapped.json().at("/verdict/problem").asText())
                .contains("message", "is not the text that the record names");
        assertThat(swapped.json().at("/check/problems")).hasSize(1);

        db.sql("delete from case_message where case_number = ?")
                .param(caseNumber)
                .update();
        assertThat(caller.send(verify).json().at("/check/problems")).hasSize(2);
    }

    @Test
    void another_text_under_the_id_of_a_message_is_a_conflict() {
        String order = nextOrder();
        String id = "mail-" + order;
        String body = caseWith(",\"message\":{\"text\":\"Where is it?\",\"externalId\":\"" + id + "\"}");
        Reply first = caller.send(openCase(body));
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(caller.send(openCase(body)).status()).isEqualTo(200);

        Reply conflict = inventory.refused(openCase(body.replace("Where is it?", "Never mind.")), 409);
        assertThat(conflict.json().path("detail").asText())
                .contains(first.json().path("caseNumber").asText(), "buyer-replied");
        inventory.refused(openCase(body.replace("\"text\":\"Where is it?\",", "")), 409);
    }

    static Stream<String> events() {
        return Stream.of(
                "",
                "{}",
                "{\"type\":null}",
                "{\"type\":\"letter-handled\"}",
                "{\"type\":\"${7*7}\"}",
                "{\"type\":\"buyer-replied\"}",
                "{\"type\":\"buyer-replied\",\"facts\":{}}",
                "{\"type\":\"buyer-replied\",\"facts\":{\"buyerText\":\"\"}}",
                "{\"type\":\"buyer-replied\",\"facts\":{\"buyerText\":\" \\u3000\\u200b\\n\"}}",
                "{\"type\":\"buyer-replied\",\"unknown\":1}",
                "{\"type\":\"buyer-replied\",\"occurredAt\":\"2099-01-01T00:00:00Z\"}",
                "{\"type\":\"buyer-replied\",\"externalId\":\"\"}",
                "{\"type\":\"buyer-replied\",\"externalId\":\"" + "x".repeat(300) + "\"}",
                "{\"type\":\"buyer-replied\",\"externalId\":\"a\\u0000\"}",
                "{\"type\":\"buyer-replied\",\"facts\":{\"caseNumber\":\"D-2026-000001\"}}",
                "{\"type\":\"buyer-replied\",\"facts\":{\"letterState\":\"SENT\"}}",
                "{\"type\":\"buyer-replied\",\"facts\":{\"buyerText\":{\"a\":1}}}",
                "{\"type\":\"buyer-replied\",\"facts\":{\"buyerText\":\"a\\u0000\"}}",
                "{\"type\":\"buyer-replied\",\"facts\":{\"execution\":\"x\"}}");
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_that_makes_no_sense_is_refused(String body) {
        String caseNumber = openedCase();
        inventory.refusedAndRecorded(
                Request.of("POST", "/api/cases/" + caseNumber + "/events")
                        .as("agent")
                        .json(body),
                400,
                409);
    }

    /** Told at once by three, each with something of its own: none is lost, or whoever told it knows. */
    @Test
    void events_that_come_at_the_same_moment_are_all_taken_or_sent_back() throws Exception {
        String caseNumber = openedCase();
        List<String> texts = List.of("first", "second", "third");
        CountDownLatch together = new CountDownLatch(texts.size());
        ExecutorService tellers = Executors.newFixedThreadPool(texts.size());
        Map<String, Reply> replies = new LinkedHashMap<>();
        try {
            Map<String, Future<Reply>> told = new LinkedHashMap<>();
            for (String text : texts) {
                told.put(text, tellers.submit(() -> {
                    together.countDown();
                    together.await();
                    return caller.send(Request.of("POST", "/api/cases/" + caseNumber + "/events")
                            .as("agent")
                            .json("{\"type\":\"buyer-replied\",\"externalId\":\"" + text
                                    + "\",\"facts\":{\"buyerText\":\"" + text + "\"}}"));
                }));
            }
            for (var teller : told.entrySet()) {
                replies.put(teller.getKey(), teller.getValue().get());
            }
        } finally {
            tellers.shutdownNow();
        }
        List<String> kept = db
                .sql("select content from case_message where case_number = ? and direction = 'IN'")
                .param(caseNumber)
                .query(String.class)
                .list()
                .stream()
                .map(stored -> open(caseNumber, stored))
                .toList();
        replies.forEach((text, reply) -> {
            assertThat(reply.status()).as(text + ": " + reply.body()).isIn(201, 409);
            assertThat(kept.contains(text)).as(text + " is kept").isEqualTo(reply.status() == 201);
        });
        assertThat(replies.values()).anyMatch(reply -> reply.status() == 201);
    }

    @Test
    void events_at_impossible_times_are_refused() {
        String caseNumber = openedCase();
        String path = "/api/cases/" + caseNumber + "/events";
        inventory.refused(
                Request.of("POST", path)
                        .as("agent")
                        .json("{\"type\":\"buyer-replied\",\"occurredAt\":\"1970-01-01T00:00:00Z\"}"),
                400);
        assertThat(caller.send(Request.of("POST", path).as("agent").json("{\"type\":\"a-to-z-filed\"}"))
                        .status())
                .isEqualTo(201);
        inventory.refused(
                Request.of("POST", path)
                        .as("agent")
                        .json("{\"type\":\"amazon-decided\",\"facts\":{\"claimDecision\":\"GRANTED\"},"
                                + "\"occurredAt\":\"" + Instant.now().minus(Duration.ofDays(40)) + "\"}"),
                400);
        inventory.refused(Request.of("POST", path).as("agent").json("{\"type\":\"no-response-needed\"}"), 400);
    }

    @Test
    void an_event_the_case_cannot_take_is_a_conflict_that_says_where_it_waits() {
        String caseNumber = openedCase();
        Reply reply = inventory.refused(
                Request.of("POST", "/api/cases/" + caseNumber + "/events")
                        .as("agent")
                        .json("{\"type\":\"carrier-answered\",\"facts\":{\"carrierAnswer\":\"LOST\"}}"),
                409);
        assertThat(reply.json().path("detail").asText()).contains("Send holding reply");
        inventory.refused(
                Request.of("POST", "/api/cases/D-2026-999999/events")
                        .as("agent")
                        .json("{\"type\":\"buyer-confirmed\"}"),
                404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/cases/D-2026-999999",
                "/api/cases/D-2026-999999/record",
                "/api/cases/x",
                "/api/cases/%00",
                "/api/cases/..%2f..%2fetc%2fpasswd",
                "/api/cases/%2e%2e/%2e%2e/actuator/prometheus",
                "/api/cases/../../actuator/prometheus",
                "/api/cases/;/record",
                "/api//cases",
                "/api/cases/D-2026-000001;x=1/record",
                "/api/cases\\..\\x",
                "/api/cases/%E0%A4%A",
                "/api/cases/%F0%9F%92%A9",
                "/api/cases?page=-1",
                "/api/cases?page=99999999999999999999",
                "/api/cases?size=0",
                "/api/cases?size=1000000",
                "/api/cases?size=abc",
                "/api/cases?sort=order_id;drop",
                "/api/cases?sort=due,1",
                "/api/cases?state=BROKEN",
                "/api/cases?dueBefore=tomorrow",
                "/api/cases?dueBefore=%2B999999999-12-31T23:59:59-18:00",
                "/api/cases?q=%00",
                "/api/cases?kind=%00",
                "/api/orders/x",
                "/api/orders/250-1234567-123456%EF%BC%97",
                "/api/tracking-numbers/%00",
                "/api/tracking-numbers/4444%0A1375",
                "/api/tracking-numbers/%7F4444",
                "/api/tracking-numbers/---",
                "/api/tracking-numbers/..%2f..%2fetc%2fpasswd",
                "/api/tracking-numbers/444413758703?marketplace=XX",
                "/api/orders/999-9999999-9999999",
                "/api/deadlines",
                "/api/deadlines?from=x&to=y",
                "/api/deadlines?from=2026-01-01T00:00:00Z&to=%2B999999999-12-31T23:59:59-18:00",
                "/api/unknown",
                "/api/cases/D-2026-999999/unknown"
            })
    void a_path_or_parameter_that_makes_no_sense_is_refused(String path) {
        Map<String, Long> before = inventory.count();
        Request request = Request.of("GET", path).as("lead");
        Reply reply = caller.send(request);
        assertThat(reply.status()).as("%s: %s", request, reply.body()).isBetween(400, 499);
        assertThat(reply.body()).doesNotContain("root:", "jvm_", "at org.");
        assertThat(inventory.count()).isEqualTo(before);
    }

    @Test
    void a_tracking_number_that_is_none_has_no_candidates_or_is_refused() {
        List<String> typed = new ArrayList<>(PAYLOADS);
        // the server itself turns a slash away
        typed.removeIf(number -> number.contains("/"));
        typed.addAll(List.of("٤٤٤٤١٣٧٥٨٧٠٣", "💩", "1".repeat(101), "１".repeat(700), "GM" + "A".repeat(98)));
        for (String number : typed) {
            String path = URLEncoder.encode(number, StandardCharsets.UTF_8).replace("+", "%20");
            Request request = Request.of("GET", "/api/tracking-numbers/" + path).as("agent");
            Reply reply = caller.send(request);
            Inventory.decent(request, reply);
            assertThat(reply.status()).as("%s: %s", request, reply.body()).isIn(200, 400);
            assertThat(reply.json().path("candidates")).as(number).isEmpty();
        }
    }

    @Test
    void what_looks_like_code_is_kept_as_the_text_it_is() {
        for (String payload : PAYLOADS) {
            String quoted = written(payload);
            Request open = openCase(caseWith(",\"message\":{\"text\":" + quoted + ",\"externalId\":"
                            + written(payload + nextOrder()) + "},\"facts\":{\"carrier\":" + quoted
                            + ",\"trackingNumber\":" + quoted + "}"))
                    .with("Idempotency-Key", nextOrder());
            Reply opened = caller.send(open);
            Inventory.decent(open, opened);
            assertThat(opened.status()).as(opened.body()).isEqualTo(201);
            String caseNumber = opened.json().path("caseNumber").asText();
            JsonNode facts = opened.json().path("facts");
            assertThat(facts.path("carrier").asText()).isEqualTo(payload);
            assertThat(facts.path("trackingNumber").asText()).isEqualTo(payload);
            assertThat(text(caseNumber, "buyerText")).isEqualTo(payload);

            String task = task(opened.json(), "Task_SendHoldingReply");
            Reply form = caller.send(Request.of("GET", "/engine-rest/task/" + task + "/form-variables")
                    .as("agent"));
            assertThat(form.status()).as(form.body()).isEqualTo(200);
            assertThat(form.json().path("buyerText").path("value").asText()).isEqualTo(payload);

            Request complete = Request.of("POST", "/engine-rest/task/" + task + "/complete")
                    .as("agent")
                    .json("{\"variables\":{\"promisedDate\":{\"value\":\"" + tomorrow()
                            + "\"},\"sendReason\":{\"value\":\"x\"},\"holdingText\":{\"value\":" + quoted + "}}}");
            Reply completed = caller.send(complete);
            Inventory.decent(complete, completed);
            assertThat(completed.status()).as(completed.body()).isEqualTo(204);
            assertThat(text(caseNumber, "holdingText")).isEqualTo(payload);
            String letter = open(
                    caseNumber,
                    db.sql("select payload from outbox where case_number = ?")
                            .param(caseNumber)
                            .query(String.class)
                            .single());
            // the two names a letter may use are the only thing that is ever put in
            if (payload.contains("orderId")) {
                assertThat(letter).doesNotContain("${orderId}");
            } else {
                assertThat(letter).contains(quoted.substring(1, quoted.length() - 1));
            }
        }
    }

    @Test
    void a_letter_with_a_name_nobody_knows_a_word_for_does_not_leave() {
        Reply opened = caller.send(openCase(caseWith("")));
        String caseNumber = opened.json().path("caseNumber").asText();
        Map<String, Long> before = inventory.count();
        Request complete = Request.of(
                        "POST", "/engine-rest/task/" + task(opened.json(), "Task_SendHoldingReply") + "/complete")
                .as("agent")
                .json("{\"variables\":{\"promisedDate\":{\"value\":\"" + tomorrow() + "\"},"
                        + "\"holdingText\":{\"value\":\"${unknown}\"}}}");
        Reply reply = caller.send(complete);
        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        Inventory.decent(complete, reply);
        // only that it was tried is kept
        before.merge("record_entry", 1L, Long::sum);
        assertThat(inventory.count()).isEqualTo(before);
        assertThat(caller.send(Request.of("GET", "/api/cases/" + caseNumber + "/record")
                                .as("agent"))
                        .body())
                .contains("refused");
        assertThat(reply.body()).contains("unknown");
    }

    private static String task(JsonNode detail, String key) {
        for (JsonNode task : detail.path("openTasks")) {
            if (task.path("key").asText().equals(key)) {
                return task.path("id").asText();
            }
        }
        throw new AssertionError(key + " is not open: " + detail);
    }

    private String text(String caseNumber, String name) {
        return open(
                caseNumber,
                db.sql("select content from case_text where case_number = ? and name = ?")
                        .params(caseNumber, name)
                        .query(String.class)
                        .single());
    }

    private String open(String caseNumber, String sealed) {
        return vault.openText(Subject.ofCase(caseNumber), sealed).orElseThrow();
    }

    private static final String HEADER = "amazon-order-id\tpurchase-date\tlast-updated-date\torder-status\t"
            + "fulfillment-channel\tsales-channel\tship-service-level\tproduct-name\tsku\tquantity\tcurrency\titem-price\n";

    private static String line(String order, String product) {
        return order
                + "\t2026-11-02T01:02:03+00:00\t2026-11-04T05:06:07+00:00\tShipped\tMerchant\tAmazon.co.jp\tStandard\t"
                + product + "\tSKU-1\t1\tJPY\t1980\n";
    }

    private static Request report(String marketplace, String fileName, String type, byte[] content) {
        return Request.of("POST", "/api/orders/import?marketplace=" + marketplace)
                .as("agent")
                .file("file", fileName, type, content);
    }

    @Test
    void a_japanese_report_that_claims_to_be_utf_8_is_read_all_the_same() {
        String order = nextOrder();
        byte[] content = (HEADER + line(order, "青い湯のみ茶碗")).getBytes(Charset.forName("windows-31j"));
        Reply reply = caller.send(report("JP", "注文.txt", "text/plain; charset=UTF-8", content));
        assertThat(reply.json().path("imported").asInt()).as(reply.body()).isEqualTo(1);
        Reply shown = caller.send(Request.of("GET", "/api/orders/" + order).as("agent"));
        assertThat(shown.body()).contains("青い湯のみ茶碗");
    }

    @Test
    void a_broken_line_in_the_middle_of_a_report_does_not_stop_the_others() {
        String first = nextOrder();
        String last = nextOrder();
        String report = HEADER + line(first, "a") + "999-garbage\t\u0000\t\"unclosed\n" + line(last, "b");
        Reply reply = caller.send(report("JP", "orders.txt", "text/plain", report.getBytes(StandardCharsets.UTF_8)));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.json().path("imported").asInt()).as(reply.body()).isEqualTo(2);
        assertThat(reply.json().path("rejected").path(0).path("line").asInt()).isEqualTo(3);
    }

    @Test
    void what_looks_like_code_in_a_report_is_kept_as_the_text_it_is() {
        for (String payload : PAYLOADS) {
            String order = nextOrder();
            String tabless = payload.replace("\t", " ");
            byte[] content = (HEADER + line(order, tabless)).getBytes(StandardCharsets.UTF_8);
            Request request = report("JP", "../../" + tabless.replace("\"", "'") + ".txt", "text/plain", content);
            Reply reply = caller.send(request);
            Inventory.decent(request, reply);
            assertThat(reply.json().path("imported").asInt()).as(reply.body()).isEqualTo(1);
            JsonNode shown = caller.send(
                            Request.of("GET", "/api/orders/" + order).as("agent"))
                    .json();
            assertThat(shown.path("lines").path(0).path("title").asText()).isEqualTo(tabless);
        }
    }

    @Test
    void a_file_that_is_no_report_is_refused() {
        byte[] random = new byte[5000];
        new java.util.Random(7).nextBytes(random);
        byte[] text = "hello\nworld\n".getBytes(StandardCharsets.UTF_8);
        byte[] good = (HEADER + line("250-1234567-1234567", "a")).getBytes(StandardCharsets.UTF_8);
        inventory.refused(report("JP", "x.txt", "text/plain", new byte[0]), 400);
        inventory.refused(report("JP", "x.txt", "text/plain", random), 400);
        inventory.refused(report("JP", "x.txt", "text/plain", text), 400);
        inventory.refused(report("JP", "x.zip", "application/zip", new byte[] {'P', 'K', 3, 4, 0}), 400);
        inventory.refused(report("XX", "x.txt", "text/plain", good), 400);
        inventory.refused(report("%00", "x.txt", "text/plain", good), 400);
        inventory.refused(
                Request.of("POST", "/api/orders/import?marketplace=JP")
                        .as("agent")
                        .file("other", "x.txt", "text/plain", good),
                400);
        inventory.refused(
                Request.of("POST", "/api/orders/import?marketplace=JP")
                        .as("agent")
                        .body("multipart/form-data", new byte[] {'x'}),
                400,
                415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/camunda/api/admin/setup/default/user/create",
                "/camunda/api/admin/%73etup/default/user/create",
                "/camunda/api/admin/setup;x=1/default/user/create",
                "/camunda/api/admin/auth/../setup/default/user/create",
                "/camunda/api/admin//setup/default/user/create",
                "/camunda/app/admin/default/setup/",
                "/camunda/app/admin/default/%2573etup/"
            })
    void the_set_up_page_does_not_exist(String path) {
        String user = "{\"profile\":{\"id\":\"mallory\",\"firstName\":\"M\",\"lastName\":\"M\"},"
                + "\"credentials\":{\"password\":\"Mallory-1234567\"}}";
        for (String method : List.of("GET", "POST")) {
            Request request = Request.of(method, path);
            inventory.refused(method.equals("POST") ? request.json(user) : request, 400, 404);
        }
    }

    @Test
    void expressions_in_queries_are_refused_on_every_level() {
        String evil = "\"assigneeExpression\":\"${''.getClass()}\"";
        for (String user : List.of("agent", "lead", "operator", "admin")) {
            for (String body : List.of(
                    "{" + evil + "}",
                    "{\"orQueries\":[{" + evil + "}]}",
                    "{\"orQueries\":[{\"dueBeforeExpression\":\"${now()}\"}]}")) {
                for (String path : List.of("/engine-rest/task", "/engine-rest/task/count")) {
                    inventory.refused(Request.of("POST", path).as(user).json(body), 400);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{\"unknown\":1}",
                "{\"orQueries\":{}}",
                "{\"sorting\":[{\"sortBy\":\"evil\",\"sortOrder\":\"asc\"}]}",
                "{\"priority\":\"x\"}",
                "{\"processVariables\":[{\"name\":\"a\",\"operator\":\"evil\",\"value\":1}]}",
                "{\"dueBefore\":\"tomorrow\"}"
            })
    void a_query_of_the_engine_that_makes_no_sense_is_the_callers_mistake(String body) {
        inventory.refused(Request.of("POST", "/engine-rest/task").as("lead").json(body), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /engine-rest/task/nope/complete",
                "POST /engine-rest/task/nope/claim",
                "GET /engine-rest/task/nope",
                "GET /engine-rest/task/nope/form-variables",
                "GET /engine-rest/process-instance/nope",
                "GET /engine-rest/process-definition/key/nope",
                "POST /engine-rest/process-definition/key/nope/start",
                "GET /engine-rest/deployment/nope",
                "GET /engine-rest/unknown",
                "GET /engine-rest/task/%00",
                "GET /engine-rest/engine/nope/task"
            })
    void a_thing_the_engine_does_not_have_is_the_callers_mistake(String call) {
        String[] parts = call.split(" ", -1);
        Request request = Request.of(parts[0], parts[1]).as("lead");
        inventory.refused(parts[0].equals("POST") ? request.json("{}") : request, 400, 403, 404);
    }

    /** Each time the late ones come at another moment. */
    @RepeatedTest(10)
    void what_people_do_at_the_same_task_is_a_conflict_and_no_failure() throws Exception {
        Reply opened = caller.send(openCase(caseWith("")));
        String task = task(opened.json(), "Task_SendHoldingReply");
        Request claim = Request.of("POST", "/engine-rest/task/" + task + "/claim");
        assertThat(caller.send(claim.as("agent").json("{\"userId\":\"agent\"}")).status())
                .isEqualTo(204);
        Reply late = inventory.refused(claim.as("lead").json("{\"userId\":\"lead\"}"), 400);
        assertThat(late.json().path("message").asText()).contains("agent holds this task");

        Request complete = Request.of("POST", "/engine-rest/task/" + task + "/complete")
                .as("agent")
                .json("{\"variables\":{\"promisedDate\":{\"value\":\"" + tomorrow()
                        + "\"},\"sendReason\":{\"value\":\"x\"},\"holdingText\":{\"value\":\"We are looking.\"}}}");
        List<Reply> replies = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> tabs = new ArrayList<>();
        for (int tab = 0; tab < 6; tab++) {
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    replies.add(caller.send(complete));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            thread.start();
            tabs.add(thread);
        }
        start.countDown();
        for (Thread tab : tabs) {
            tab.join();
        }
        assertThat(replies).hasSize(6).allSatisfy(reply -> {
            Inventory.decent(complete, reply);
            assertThat(reply.status()).as(reply.body()).isIn(204, 400, 404, 409);
        });
        assertThat(replies).filteredOn(reply -> reply.status() == 204).hasSize(1);
    }

    @Test
    void what_the_engine_stumbles_over_is_the_callers_mistake() {
        String task = task(caller.send(openCase(caseWith(""))).json(), "Task_SendHoldingReply");
        String longName = "x".repeat(300);
        List<Request> requests = List.of(
                Request.of("POST", "/engine-rest/condition").json("{}"),
                Request.of("POST", "/engine-rest/condition")
                        .json("{\"variables\":{\"response\":{\"value\":\"REMEDY\"}}}"),
                Request.of("POST", "/engine-rest/condition")
                        .json("{\"variables\":{\"response\":{\"value\":1}},\"processDefinitionId\":\"nope\"}"),
                Request.of("GET", "/engine-rest/task/nope/rendered-form"),
                Request.of("GET", "/engine-rest/task/" + task + "/rendered-form"),
                Request.of("GET", "/engine-rest/process-definition/nope/rendered-form"),
                Request.of("GET", "/engine-rest/process-definition/key/order-not-received/rendered-form"),
                Request.of("POST", "/engine-rest/task/" + task + "/assignee").json("{\"userId\":\"" + longName + "\"}"),
                Request.of("POST", "/engine-rest/task/" + task + "/claim").json("{\"userId\":\"" + longName + "\"}"),
                Request.of("POST", "/engine-rest/task/" + task + "/identity-links")
                        .json("{\"userId\":\"" + longName + "\",\"type\":\"candidate\"}"),
                Request.of("POST", "/engine-rest/user/create")
                        .json(
                                "{\"profile\":{\"id\":\"" + longName
                                        + "\",\"firstName\":\"a\",\"lastName\":\"b\"},\"credentials\":{\"password\":\"Long-Enough-1234\"}}"));
        assertThat(requests).allSatisfy(request -> {
            for (String person : List.of("lead", "admin")) {
                inventory.refused(request.as(person), 400, 403, 404, 409);
            }
        });
    }

    /** The web server turns these away before the desk sees them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/cases/%E0%A4%A",
                "/api/cases\\..\\x",
                "/api/cases/{x}",
                "/api/cases/%zz",
                "/engine-rest/task/%zz",
                "/%zz",
                "/api/cases/\"x\""
            })
    void an_address_that_is_none_is_answered_as_every_other_mistake(String path) {
        Request request = Request.of("GET", path).as("lead");
        Reply reply = caller.send(request);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).as(reply.body()).startsWith("application/problem+json");
        assertThat(reply.json().path("status").asInt()).isEqualTo(400);
        assertThat(reply.json().path("detail").asText()).isNotBlank();
    }

    @Test
    void a_case_opened_through_the_engine_is_held_to_the_same_rules() {
        String start = "/engine-rest/process-definition/key/order-not-received/start";
        for (String variables : List.of(
                "{}",
                "{\"marketplace\":{\"value\":\"JP\"}}",
                "{\"marketplace\":{\"value\":\"JP\"},\"orderId\":{\"value\":\"25O-1234567-1234567\"}}",
                "{\"marketplace\":{\"value\":\"JP\"},\"orderId\":{\"value\":\"250-1234567-1234567\"},\"isAdmin\":{\"value\":true}}",
                "{\"marketplace\":{\"value\":\"JP\"},\"orderId\":{\"value\":\"250-1234567-1234567\"},"
                        + "\"buyerText\":{\"value\":\"a\\u0000b\"}}",
                "{\"marketplace\":{\"value\":\"rO0ABQ==\",\"type\":\"Object\",\"valueInfo\":"
                        + "{\"serializationDataFormat\":\"application/x-java-serialized-object\",\"objectTypeName\":\"java.util.Date\"}}}",
                "{\"marketplace\":{\"value\":\"{}\",\"type\":\"Object\",\"valueInfo\":"
                        + "{\"serializationDataFormat\":\"application/json\",\"objectTypeName\":\"Evil\"}}}",
                "{\"orderId\":{\"value\":\"x\",\"type\":\"Nonsense\"}}")) {
            inventory.refused(
                    Request.of("POST", start).as("agent").json("{\"variables\":" + variables + "}"), 400, 403);
        }
        inventory.refused(
                Request.of("POST", "/engine-rest/process-definition/key/answer-buyer/start")
                        .as("lead")
                        .json("{\"variables\":{\"marketplace\":{\"value\":\"JP\"}}}"),
                400,
                403);
    }

    @Test
    void nobody_but_the_process_changes_facts() {
        Reply opened = caller.send(openCase(caseWith("")));
        String caseNumber = opened.json().path("caseNumber").asText();
        String instance = db.sql("select process_instance_id from dispute_case where case_number = ?")
                .param(caseNumber)
                .query(String.class)
                .single();
        String task = task(opened.json(), "Task_SendHoldingReply");
        for (String user : List.of("agent", "lead", "analyst")) {
            inventory.refusedAndRecorded(
                    Request.of("PUT", "/engine-rest/process-instance/" + instance + "/variables/response")
                            .as(user)
                            .json("{\"value\":\"REMEDY\",\"type\":\"String\"}"),
                    403);
            inventory.refusedAndRecorded(
                    Request.of("POST", "/engine-rest/process-instance/" + instance + "/variables")
                            .as(user)
                            .json("{\"modifications\":{\"response\":{\"value\":\"REMEDY\"}}}"),
                    403);
            inventory.refusedAndRecorded(
                    Request.of("PUT", "/engine-rest/task/" + task + "/variables/answerDecided")
                            .as(user)
                            .json("{\"value\":true,\"type\":\"Boolean\"}"),
                    403);
            inventory.refusedAndRecorded(
                    Request.of("PUT", "/engine-rest/task/" + task + "/localVariables/x")
                            .as(user)
                            .json("{\"value\":true,\"type\":\"Boolean\"}"),
                    403);
        }
        for (String user : List.of("agent", "lead", "analyst")) {
            inventory.refusedAndRecorded(
                    Request.of("DELETE", "/engine-rest/process-instance/" + instance)
                            .as(user),
                    403);
            inventory.refusedAndRecorded(
                    Request.of("POST", "/engine-rest/process-instance/" + instance + "/modification")
                            .as(user)
                            .json("{\"instructions\":[{\"type\":\"cancel\",\"activityId\":\"Call_AnswerBuyer\"}]}"),
                    403);
            inventory.refusedAndRecorded(
                    Request.of("POST", "/engine-rest/message")
                            .as(user)
                            .json("{\"messageName\":\"no-response-needed\",\"businessKey\":\"" + caseNumber + "\"}"),
                    403);
        }
        inventory.refusedAndRecorded(
                Request.of("POST", "/engine-rest/task/" + task + "/complete")
                        .as("agent")
                        .json("{\"variables\":{\"promisedDate\":{\"value\":\"" + tomorrow()
                                + "\"},\"holdingText\":{\"value\":\"x\"}," + "\"isAdmin\":{\"value\":true}}}"),
                400);
    }

    private static final String MODEL = """
            <?xml version="1.0" encoding="UTF-8"?>
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="Definitions_Rig" targetNamespace="rig">
              <bpmn:process id="rig-sample" isExecutable="true" camunda:historyTimeToLive="P30D"
                  camunda:isStartableInTasklist="false">
                <bpmn:startEvent id="Start_It"/>
                <bpmn:sequenceFlow id="Flow_In" sourceRef="Start_It" targetRef="Task_Evil"/>
                %s
                <bpmn:sequenceFlow id="Flow_Out" sourceRef="Task_Evil" targetRef="End_It"/>
                <bpmn:endEvent id="End_It"/>
              </bpmn:process>
            </bpmn:definitions>
            """;

    private static Request deployment(String user, String task) {
        return Request.of("POST", "/engine-rest/deployment/create")
                .as(user)
                .file(
                        "rig-sample.bpmn",
                        "rig-sample.bpmn",
                        "application/octet-stream",
                        MODEL.formatted(task).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void only_operators_deploy_and_only_what_the_guard_takes() {
        String honest = "<bpmn:userTask id=\"Task_Evil\" name=\"Look\" camunda:candidateGroups=\"agents\"/>";
        inventory.refused(deployment("agent", honest).asNobody(), 401);
        for (String user : List.of("agent", "lead", "analyst")) {
            inventory.refused(deployment(user, honest), 403);
        }
        for (String evil : List.of(
                "<bpmn:serviceTask id=\"Task_Evil\" camunda:expression=\"${''.getClass().forName('x')}\"/>",
                "<bpmn:serviceTask id=\"Task_Evil\" camunda:class=\"org.disputedesk.Evil\"/>",
                "<bpmn:serviceTask id=\"Task_Evil\" camunda:type=\"shell\"/>",
                "<bpmn:scriptTask id=\"Task_Evil\" scriptFormat=\"juel\"><bpmn:script>${7*7}</bpmn:script></bpmn:scriptTask>")) {
            Reply reply = inventory.refused(deployment("operator", evil), 400);
            assertThat(reply.body()).contains("Task_Evil");
        }
        inventory.refused(deployment("operator", "<bpmn:userTask id=\"Task_Evil\">"), 400);
        Reply deployed = caller.send(deployment("operator", honest));
        assertThat(deployed.status()).as(deployed.body()).isEqualTo(200);
        repository.deleteDeployment(deployed.json().path("id").asText(), true);
    }
}
