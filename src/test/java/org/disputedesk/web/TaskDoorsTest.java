package org.disputedesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.RuntimeService;
import org.disputedesk.DeskTest;
import org.disputedesk.web.Caller.Reply;
import org.disputedesk.web.Caller.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What each role may do to a task over REST besides doing it, the way Tasklist asks for it (000-17). */
@DeskTest
class TaskDoorsTest {

    private static final AtomicInteger NEXT_ORDER = new AtomicInteger();

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient db;

    @Autowired
    private RuntimeService runtime;

    private Caller caller;
    private Inventory inventory;
    private String caseNumber;
    private String room;
    private String task;

    @BeforeEach
    void a_case() {
        caller = new Caller(port);
        inventory = new Inventory(caller, db);
        Reply opened = caller.send(Request.of("POST", "/api/cases")
                .as("agent")
                .json("{\"kind\":\"order-not-received\",\"marketplace\":\"JP\",\"orderId\":\"%03d-%07d-7777777\"}"
                        .formatted(902, NEXT_ORDER.incrementAndGet())));
        assertThat(opened.status()).as(opened.body()).isEqualTo(201);
        caseNumber = opened.json().path("caseNumber").asText();
        room = db.sql("select process_instance_id from dispute_case where case_number = ?")
                .param(caseNumber)
                .query(String.class)
                .single();
        task = caller.send(get("/task?maxResults=1&processInstanceBusinessKey=" + caseNumber)
                        .as("lead"))
                .json()
                .path(0)
                .path("id")
                .asText();
    }

    @AfterEach
    void tidy() {
        runtime.createProcessInstanceQuery()
                .rootProcessInstances()
                .processInstanceBusinessKey(caseNumber)
                .list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "the test is over"));
    }

    private static Request get(String path) {
        return Request.of("GET", "/engine-rest" + path);
    }

    private static Request post(String path, String body) {
        return Request.of("POST", "/engine-rest" + path).json(body);
    }

    private void agentHoldsIt() {
        Reply claimed = caller.send(
                post("/task/" + task + "/claim", "{\"userId\":\"agent\"}").as("agent"));
        assertThat(claimed.status()).as(claimed.body()).isEqualTo(204);
    }

    /** As Tasklist sends it: all of the task with one thing changed, and its dates cut to seconds. */
    private Request changed(String field, @Nullable Object value) {
        ObjectNode whole = (ObjectNode) caller.send(get("/task/" + task)
                        .with("Accept", "application/hal+json")
                        .as("lead"))
                .json();
        whole.remove(List.of("_links", "_embedded"));
        for (String date : List.of("due", "followUp")) {
            JsonNode at = whole.path(date);
            if (at.isTextual()) {
                whole.put(date, at.asText().replaceAll("\\.\\d{3}", ".000"));
            }
        }
        return Request.of("PUT", "/engine-rest/task/" + task)
                .json(whole.set(field, Caller.JSON.valueToTree(value)).toString());
    }

    private JsonNode whole() {
        return caller.send(get("/task/" + task).as("lead")).json();
    }

    @Test
    void whoever_holds_a_task_sets_its_follow_up_date_and_nothing_else() {
        agentHoldsIt();
        JsonNode before = whole();
        int entries = entries().length;
        Reply set =
                caller.send(changed("followUp", "2026-12-24T09:00:00.000+0000").as("agent"));
        assertThat(set.status()).as(set.body()).isEqualTo(204);
        assertThat(whole().path("followUp").asText()).startsWith("2026-12-24T09:00:00");
        assertThat(whole().path("due")).isEqualTo(before.path("due"));
        assertThat(entries()).hasSize(entries + 1);
        for (Request change : List.of(
                changed("due", "2030-01-01T00:00:00.000+0000"),
                changed("due", null),
                changed("priority", 1),
                changed("name", "Ring Frau Geheim"),
                changed("description", "Ring Frau Geheim"),
                changed("owner", "agent"),
                changed("delegationState", "PENDING"),
                changed("parentTaskId", task),
                changed("caseInstanceId", "Frau Geheim"),
                changed("tenantId", "Frau Geheim"),
                post("/task/" + task + "/identity-links", "{\"groupId\":\"analysts\",\"type\":\"candidate\"}"),
                post("/task/" + task + "/identity-links", "{\"userId\":\"analyst\",\"type\":\"candidate\"}"),
                post("/task/" + task + "/identity-links", "{\"userId\":\"analyst\",\"type\":\"owner\"}"),
                post("/task/" + task + "/identity-links", "{\"userId\":\"analyst\",\"type\":\"watcher\"}"),
                post("/task/" + task + "/identity-links/delete", "{\"groupId\":\"agents\",\"type\":\"candidate\"}"),
                post("/task/" + task + "/identity-links/delete", "{\"userId\":\"nobody\",\"type\":\"candidate\"}"),
                Request.of("DELETE", "/engine-rest/task/" + task),
                post("/task/create", "{\"name\":\"Frau Geheim\"}"),
                post("/task/create", "{\"parentTaskId\":\"" + task + "\"}"))) {
            Reply refused = inventory.refusedAndRecorded(change.as("agent"), 400, 403);
            assertThat(refused.json().path("message").asText())
                    .as(change.toString())
                    .isNotBlank();
        }
        assertThat(whole().path("name")).isEqualTo(before.path("name"));
        assertThat(whole().path("due")).isEqualTo(before.path("due"));
        assertThat(whole().path("priority")).isEqualTo(before.path("priority"));
        assertThat(readable()).doesNotContain("Geheim");
    }

    @Test
    void the_refusal_is_in_the_language_of_whoever_asks() {
        agentHoldsIt();
        for (String language : List.of("ja", "zh")) {
            Reply refused = inventory.refusedAndRecorded(
                    changed("priority", 1).as("agent").with("Accept-Language", language), 403);
            assertThat(refused.json().path("message").asText()).containsPattern("[\\p{IsHan}]");
        }
    }

    @Test
    void a_lead_plans_a_task_and_renames_none() {
        String due = Instant.now()
                .plus(9, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .replace("Z", ".000+0000");
        for (Request change : List.of(
                changed("due", due),
                changed("priority", 90),
                changed("followUp", due),
                changed("assignee", "agent"),
                post("/task/" + task + "/identity-links", "{\"groupId\":\"leads\",\"type\":\"candidate\"}"),
                post("/task/" + task + "/identity-links/delete", "{\"groupId\":\"leads\",\"type\":\"candidate\"}"))) {
            Reply taken = caller.send(change.as("lead"));
            assertThat(taken.status()).as(change + " " + taken.body()).isEqualTo(204);
        }
        for (String person : List.of("lead", "admin")) {
            for (String field : List.of("name", "description", "owner", "caseInstanceId", "tenantId")) {
                inventory.refusedAndRecorded(changed(field, "Frau Geheim").as(person), 400, 403);
            }
            inventory.refusedAndRecorded(changed("parentTaskId", task).as(person), 403);
            inventory.refusedAndRecorded(
                    Request.of("DELETE", "/engine-rest/task/" + task).as(person), 400, 403);
            inventory.refusedAndRecorded(
                    post("/task/create", "{\"name\":\"Frau Geheim\"}").as(person), 400, 403);
        }
        assertThat(whole().path("name").asText()).isNotEqualTo("Frau Geheim");
    }

    @Test
    void comments_are_read_and_written_by_those_who_work_on_cases_only() {
        String comments = "/task/" + task + "/comment";
        for (String person : List.of("agent", "lead")) {
            Reply written =
                    caller.send(post(comments + "/create", "{\"message\":\"Frau Geheim rang, says " + person + "\"}")
                            .as(person));
            assertThat(written.status()).as(written.body()).isEqualTo(200);
        }
        String one = "";
        for (String person : List.of("agent", "lead")) {
            Reply read = caller.send(get(comments).as(person));
            assertThat(read.status()).as(read.body()).isEqualTo(200);
            assertThat(read.json()).hasSize(2);
            one = read.json().path(0).path("id").asText();
        }
        for (String person : List.of("analyst", "operator")) {
            for (Request look : List.of(
                    get(comments),
                    get(comments + "/" + one),
                    get("/process-instance/" + room + "/comment"),
                    get("/task/" + task + "/attachment"),
                    post(comments + "/create", "{\"message\":\"me too\"}"))) {
                Reply refused = inventory.refusedAndRecorded(look.as(person), 403);
                assertThat(refused.body()).doesNotContain("Geheim");
            }
        }
        for (String person : List.of("agent", "lead", "admin")) {
            inventory.refusedAndRecorded(
                    Request.of("PUT", "/engine-rest" + comments)
                            .json("{\"id\":\"" + one + "\",\"message\":\"nobody rang\"}")
                            .as(person),
                    403);
            inventory.refusedAndRecorded(
                    Request.of("DELETE", "/engine-rest" + comments + "/" + one).as(person), 403);
            inventory.refusedAndRecorded(
                    Request.of("DELETE", "/engine-rest" + comments).as(person), 403);
            inventory.refusedAndRecorded(
                    Request.of("POST", "/engine-rest/task/" + task + "/attachment/create")
                            .file("content", "geheim.txt", "text/plain", new byte[] {'x'})
                            .as(person),
                    403);
        }
        inventory.refusedAndRecorded(
                post(comments + "/create", "{\"message\":\"a\\u0000b\"}").as("agent"), 400);
        inventory.refusedAndRecorded(
                post(comments + "/create", "{\"message\":\"" + "x".repeat(30_000) + "\"}")
                        .as("agent"),
                400);
        assertThat(readable()).doesNotContain("Geheim");
    }

    @Test
    void an_operator_does_not_change_what_a_case_is_about() {
        String variables = "/process-instance/" + room + "/variables";
        for (String body : List.of(
                "\"marketplace\":{\"value\":\"OPEN\"}",
                "\"marketplace\":{\"value\":\"US\"}",
                "\"marketplace\":{\"value\":null}",
                "\"kind\":{\"value\":\"wrong-item\"}",
                "\"buyerLanguage\":{\"value\":\"Frau Geheim\"}",
                "\"buyerLanguage\":{\"value\":\"xx\"}",
                "\"fraudSuspected\":{\"value\":true}")) {
            inventory.refusedAndRecorded(
                    post(variables, "{\"modifications\":{" + body + "}}").as("operator"), 400);
        }
        for (String fact : List.of("marketplace", "caseNumber", "fraudSuspected")) {
            inventory.refusedAndRecorded(
                    Request.of("DELETE", "/engine-rest" + variables + "/" + fact)
                            .as("operator"),
                    400);
            inventory.refusedAndRecorded(
                    post(variables, "{\"deletions\":[\"" + fact + "\"]}").as("operator"), 400);
        }
        inventory.refusedAndRecorded(
                post(
                                "/process-instance/" + room + "/modification",
                                "{\"instructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"Call_WatchCase\","
                                        + "\"variables\":{\"fraudSuspected\":{\"value\":true,\"type\":\"Boolean\"}}}]}")
                        .as("operator"),
                400);
        Reply set = caller.send(post(variables, "{\"modifications\":{\"buyerLanguage\":{\"value\":\"de\"}}}")
                .as("operator"));
        assertThat(set.status()).as(set.body()).isEqualTo(204);
        // staff say so with a reason
        Reply told = caller.send(Request.of("POST", "/api/cases/" + caseNumber + "/events")
                .as("agent")
                .json("{\"type\":\"fraud-suspected\",\"facts\":{\"staffNote\":\"signed himself\"}}"));
        assertThat(told.status()).as(told.body()).isEqualTo(201);
    }

    @Test
    void the_form_of_a_task_that_is_none_is_not_found() {
        for (String person : List.of("agent", "lead", "operator")) {
            for (String form : List.of("/task/nope/deployed-form", "/task/nope/form")) {
                inventory.refusedAndRecorded(get(form).as(person), 404);
            }
        }
        Reply error = inventory.refusedAndRecorded(Request.of("GET", "/error"), 404);
        assertThat(error.header("Content-Type")).startsWith("application/problem+json");
    }

    private JsonNode[] entries() {
        JsonNode record = caller.send(Request.of("GET", "/api/cases/" + caseNumber + "/record")
                        .as("lead"))
                .json()
                .path("entries");
        JsonNode[] entries = new JsonNode[record.size()];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = record.get(i);
        }
        assertThat(entries).isNotEmpty();
        return entries;
    }

    /** What the record tells everybody. */
    private String readable() {
        return caller.send(Request.of("GET", "/api/cases/" + caseNumber + "/record")
                        .as("lead"))
                .body();
    }
}
