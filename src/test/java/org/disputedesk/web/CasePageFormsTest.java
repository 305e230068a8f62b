package org.disputedesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.disputedesk.DeskTest;
import org.disputedesk.web.Caller.Reply;
import org.disputedesk.web.Caller.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The forms on the page of a case besides "What happened?", as a browser sends them. */
@DeskTest
class CasePageFormsTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String WORDS = "My parcel is not here.\nPlease cancel the order.";
    private static final String CANCEL = "post-shipment-cancellation";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient db;

    @Autowired
    private RuntimeService runtime;

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

    private String opened(String more) {
        Reply reply = caller.send(Request.of("POST", "/api/cases")
                .as("agent")
                .json("{\"kind\":\"order-not-received\",\"marketplace\":\"US\",\"orderId\":\""
                        + "%03d-%07d-8888888".formatted(904, NUMBER.incrementAndGet()) + "\"" + more + "}"));
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        return reply.json().path("caseNumber").asText();
    }

    private String opened() {
        return opened(",\"message\":{\"text\":" + Caller.JSON.valueToTree(WORDS) + "}");
    }

    private Reply page(String path, String user, String language) {
        Request request = Request.of("GET", path)
                .as(user)
                .with("Accept-Language", language)
                .with("Accept", "text/html");
        Reply reply = caller.send(request);
        Inventory.decent(request, reply);
        return reply;
    }

    /** A form as the browser sends it that has opened the page before. */
    private Request form(String caseNumber, String form, String user, Map<String, String> fields) {
        Reply page = page("/cases/" + caseNumber, "agent", "en");
        Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]*)\"").matcher(page.body());
        assertThat(token.find()).isTrue();
        Map<String, String> sent = new LinkedHashMap<>(fields);
        sent.put("_csrf", token.group(1));
        return Request.of("POST", "/cases/" + caseNumber + "/" + form)
                .as(user)
                .with("Cookie", page.header("Set-Cookie").replaceAll(";.*", ""))
                .with("Accept-Language", "en")
                .body(
                        "application/x-www-form-urlencoded",
                        sent.entrySet().stream()
                                .map(field -> field.getKey() + "="
                                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                                .collect(Collectors.joining("&"))
                                .getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> problem(String kind, String text, String reason, String order) {
        return Map.of("splitKind", kind, "splitText", text, "splitReason", reason, "splitOrderId", order);
    }

    @Test
    void a_message_is_split_on_the_page_without_waiting_for_a_task() {
        String number = opened();
        Request request = form(
                number, "split", "agent", problem(CANCEL, "Please cancel the order.", "It is another matter.", ""));
        Reply first = caller.send(request);
        assertThat(first.status()).as(first.body()).isEqualTo(303);
        String where = first.header("Location").replaceFirst("^https?://[^/]+", "");
        assertThat(where).matches("/cases/" + number + "\\?split=D-\\d{4}-\\d+#split");
        String other = where.replaceAll(".*split=|#.*", "");
        assertThat(page(where.replaceFirst("#.*", ""), "agent", "en").body())
                .contains("The problem is now in case " + other, "href=\"/cases/" + other + "\"");
        Map<String, Long> before = inventory.count();
        assertThat(caller.send(request).header("Location")).contains(other);
        assertThat(inventory.count()).isEqualTo(before);
        // an address that somebody made up says nothing
        assertThat(page("/cases/" + other + "?split=" + number, "agent", "en").body())
                .doesNotContain("The problem is now in case");
        assertThat(page("/cases/" + number + "?split=%3Cb%3E", "agent", "en").body())
                .doesNotContain("The problem is now in case", "<b>");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
                    order-not-received, '', Other., '', 'splitKind', is what case
                    '', '', Other., '', 'splitKind', Must be one of
                    post-shipment-cancellation, '', '', '', 'splitReason', Must be filled in
                    post-shipment-cancellation, Refund me., Other., '', 'splitText', Must be lines that the buyer wrote
                    post-shipment-cancellation, '', Other., 904-1, 'splitOrderId', Must be an order number
                    """)
    void what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
            String kind, String text, String reason, String order, String field, String error) {
        String number = opened();
        String typedReason = reason + (reason.isEmpty() ? "" : " <b>\"'&");
        Reply reply = inventory.refused(form(number, "split", "agent", problem(kind, text, typedReason, order)), 400);
        assertThat(reply.body())
                .contains("id=\"e-" + field + "\"", "<details open>")
                .containsIgnoringCase(error)
                .contains(typedReason
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;")
                        .replace("'", "&#39;"))
                .contains(text, "value=\"" + order + "\"");
        if (!kind.isEmpty()) {
            assertThat(reply.body()).contains("<option value=\"" + kind + "\" selected>");
        }
    }

    @Test
    void what_belongs_to_no_field_is_said_above_the_form() {
        String number = opened();
        Request request = form(number, "split", "agent", problem(CANCEL, "", "Other.", ""));
        tidy();
        // the case was closed meanwhile: its page says so
        assertThat(inventory.refused(request, 409).body()).contains("This case is closed.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"analyst", "operator"})
    void who_does_not_work_on_cases_neither_sees_the_form_nor_gets_through(String user) {
        String number = opened();
        assertThat(page("/cases/" + number, user, "en").body()).doesNotContain("Another problem in a message");
        inventory.refused(form(number, "split", user, problem(CANCEL, "", "Other.", "")), 403);
    }

    @Test
    void without_the_pages_token_nothing_is_split() {
        String number = opened();
        Request request = form(number, "split", "agent", problem(CANCEL, "", "Other.", ""));
        inventory.refused(request.with("Cookie", "DESK-CSRF=1"), 403);
        inventory.refused(
                Request.of("POST", "/cases/" + number + "/split")
                        .as("agent")
                        .body("application/x-www-form-urlencoded", "splitKind=x".getBytes(StandardCharsets.UTF_8)),
                403);
    }

    @Test
    void the_form_is_there_in_every_language_when_there_is_a_message_to_split() {
        String number = opened();
        assertThat(page("/cases/" + number, "agent", "ja").body()).contains("メッセージに含まれる別の問題", "別の注文に関する場合");
        assertThat(page("/cases/" + number, "agent", "zh").body()).contains("消息中的另一个问题");
        assertThat(page("/cases/" + opened(""), "agent", "en").body()).doesNotContain("Another problem in a message");
    }

    private Request says(String caseNumber, String how, String user, String body) {
        return Request.of("POST", "/api/cases/" + caseNumber + "/opt-out" + how)
                .as(user)
                .json(body);
    }

    /** P24: whoever has seen it says so; only a lead lets letters go to the buyer again. */
    @Test
    void an_opt_out_is_noted_on_the_page_and_taken_back_by_a_lead() {
        String number = opened();
        assertThat(caller.send(form(number, "opt-out", "agent", Map.of("optOutReason", "Told by <b>Amazon</b>.")))
                        .status())
                .isEqualTo(303);
        for (String language : new String[] {"en", "ja", "zh"}) {
            assertThat(page("/cases/" + number, "agent", language).body())
                    .contains("&lt;b&gt;Amazon&lt;/b&gt;")
                    .doesNotContain("<b>Amazon", "/opt-out/end");
        }
        assertThat(page("/cases/" + number, "agent", "en").body())
                .contains("This buyer takes no messages", "Noted by agent", "A lead can note");
        assertThat(page("/cases/" + number, "analyst", "en").body()).doesNotContain("Told by", "takes no messages. ");
        inventory.refused(form(number, "opt-out/end", "agent", Map.of("optOutReason", "No.")), 403);
        assertThat(page("/cases/" + number, "lead", "ja").body()).contains("/opt-out/end", "受信の再開を登録する");
        assertThat(caller.send(form(number, "opt-out/end", "lead", Map.of("optOutReason", "Another buyer.")))
                        .status())
                .isEqualTo(303);
        assertThat(page("/cases/" + number, "agent", "en").body())
                .contains(
                        "Takes messages again: noted by lead", "Another buyer.", "The buyer has opted out of messages")
                .doesNotContain("This buyer takes no messages");
    }

    @Test
    void an_opt_out_without_a_reason_is_refused_at_its_field() {
        String number = opened();
        Reply reply = inventory.refused(form(number, "opt-out", "agent", Map.of("optOutReason", " ")), 400);
        assertThat(reply.body()).contains("id=\"e-optOutReason\"", "Must be filled in");
        Reply tooLong =
                inventory.refused(form(number, "opt-out", "agent", Map.of("optOutReason", "<".repeat(2000))), 400);
        assertThat(tooLong.body()).contains("&lt;".repeat(2000));
        inventory.refused(form(number, "opt-out", "operator", Map.of("optOutReason", "x")), 403);
        Request late = form(number, "opt-out", "agent", Map.of("optOutReason", "x"));
        tidy();
        inventory.refused(late, 409);
    }

    @Test
    void scripts_say_it_too() {
        String number = opened();
        inventory.refused(says(number, "", "agent", "{}"), 400);
        inventory.refused(says(number, "", "agent", "{\"reason\":7,\"x\":1}"), 400);
        inventory.refused(says(number, "", "agent", "null"), 400);
        inventory.refused(says(number, "", "analyst", "{\"reason\":\"x\"}"), 403);
        inventory.refused(says("D-2026-999999", "", "agent", "{\"reason\":\"x\"}"), 404);
        Reply first = caller.send(says(number, "", "agent", "{\"reason\":\"Seller Central said so.\"}"));
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(first.json().path("optedOut").asBoolean()).isTrue();
        assertThat(first.json().path("by").asText()).isEqualTo("agent");
        Map<String, Long> before = inventory.count();
        assertThat(caller.send(says(number, "", "agent", "{\"reason\":\"Again.\"}"))
                        .status())
                .isEqualTo(200);
        assertThat(inventory.count()).isEqualTo(before);
        Reply seen = caller.send(
                Request.of("GET", "/api/cases/" + number + "/opt-out").as("analyst"));
        assertThat(seen.json().path("optedOut").asBoolean()).isTrue();
        assertThat(seen.body()).doesNotContain("Seller Central said");
        inventory.refused(says(number, "/end", "agent", "{\"reason\":\"x\"}"), 403);
        assertThat(caller.send(says(number, "/end", "lead", "{\"reason\":\"Another buyer.\"}"))
                        .json()
                        .path("optedOut")
                        .asBoolean(true))
                .isFalse();
        tidy();
        inventory.refused(says(number, "", "agent", "{\"reason\":\"x\"}"), 409);
    }
}
