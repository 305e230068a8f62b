package org.disputedesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

/** A lead confirms that a native has read a letter, on a page or over the API, and everybody sees whether that is so (003-11). */
@DeskTest
class NativeChecksTest {

    private static final String GERMAN = "/letters/settle-non-arrival/please-wait/de";
    private static final String ARABIC = "/letters/give-remedy/refund-issued/ar";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient db;

    private Caller caller;
    private Inventory inventory;

    @BeforeEach
    void look() {
        caller = new Caller(port);
        inventory = new Inventory(caller, db);
    }

    @AfterEach
    void tidy() {
        db.sql("delete from letter_check").update();
    }

    private Reply get(String path, String user, String language) {
        Request request = Request.of("GET", path).as(user).with("Accept-Language", language);
        Reply reply = caller.send(request);
        Inventory.decent(request, reply);
        return reply;
    }

    private static String hidden(Reply page, String name) {
        Matcher field =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page.body());
        assertThat(field.find()).as(name + " in " + page.body()).isTrue();
        return field.group(1);
    }

    private static Request posting(String path, String user, Reply page, Map<String, String> form) {
        return Request.of("POST", path)
                .as(user)
                .with("Cookie", page.header("Set-Cookie").replaceAll(";.*", ""))
                .with("Accept", "text/html")
                .body(
                        "application/x-www-form-urlencoded",
                        form.entrySet().stream()
                                .map(field -> field.getKey() + "="
                                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                                .collect(Collectors.joining("&"))
                                .getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode one(String path) {
        return get("/api" + path, "analyst", "en").json();
    }

    @Test
    void a_lead_confirms_on_the_page_and_may_take_it_back() {
        Reply before = get(GERMAN, "lead", "en");
        assertThat(before.body())
                .contains(
                        "not",
                        "Sehr geehrte Kundin, sehr geehrter Kunde,",
                        "Dear customer,",
                        "lang=\"de\" dir=\"auto\"")
                .contains("A native has read this text: confirm it");
        Map<String, String> form = Map.of("_csrf", hidden(before, "_csrf"), "hash", hidden(before, "hash"));

        Reply confirmed = caller.send(posting(GERMAN + "/confirmed", "lead", before, form));

        assertThat(confirmed.status()).as(confirmed.body()).isEqualTo(303);
        assertThat(confirmed.header("Location")).isEqualTo(GERMAN + "?done=confirmed");
        Reply after = get(GERMAN + "?done=confirmed", "lead", "en");
        assertThat(after.body()).contains("Confirmed.", "Read by a native: confirmed by lead, ");
        assertThat(one(GERMAN).path("state").path("checkedBy").asText()).isEqualTo("lead");
        assertThat(one(GERMAN).path("state").path("needsCheck").asBoolean()).isFalse();
        // said twice, it is written down once
        caller.send(posting(GERMAN + "/confirmed", "lead", before, form));
        assertThat(rows()).isEqualTo(1);

        Reply withdrawn =
                caller.send(posting(GERMAN + "/withdrawn", "lead", after, Map.of("_csrf", hidden(after, "_csrf"))));

        assertThat(withdrawn.status()).isEqualTo(303);
        assertThat(one(GERMAN).path("state").path("needsCheck").asBoolean()).isTrue();
        // who confirmed it and who took it back stays known
        assertThat(db.sql("select checked_by, withdrawn_by from letter_check")
                        .query((row, n) -> row.getString(1) + " " + row.getString(2))
                        .list())
                .containsExactly("lead lead");
    }

    private long rows() {
        return db.sql("select count(*) from letter_check").query(Long.class).single();
    }

    @Test
    void only_leads_confirm_and_only_with_the_token_of_a_page() {
        Reply page = get(ARABIC, "lead", "en");
        assertThat(page.body())
                .as("a place that stays readable in a text from right to left")
                .contains("\u2066${refundAmount}\u2069");
        Map<String, String> form = Map.of("_csrf", hidden(page, "_csrf"), "hash", hidden(page, "hash"));
        Request good = posting(ARABIC + "/confirmed", "lead", page, form);

        inventory.refused(good.with("Cookie", "a=b"), 403);
        inventory.refused(posting(ARABIC + "/confirmed", "lead", page, Map.of("hash", form.get("hash"))), 403);
        for (String other : List.of("agent", "analyst", "operator")) {
            inventory.refused(good.as(other), 403);
            assertThat(get(ARABIC, other, "en").body()).doesNotContain("<form").contains("A lead can confirm");
        }
        inventory.refused(good.asNobody(), 401);
        assertThat(get(ARABIC, "lead", "en").header("Set-Cookie"))
                .startsWith("DESK-CSRF=")
                .contains("HttpOnly", "Secure", "SameSite=Strict", "Path=/letters");
        assertThat(caller.send(good).status()).isEqualTo(303);
    }

    /** What was read is no longer what the desk writes. */
    @Test
    void an_edited_letter_has_to_be_read_again() {
        Reply page = get(GERMAN, "lead", "ja");
        Reply changed = inventory.refused(
                posting(
                        GERMAN + "/confirmed",
                        "lead",
                        page,
                        Map.of("_csrf", hidden(page, "_csrf"), "hash", "0".repeat(64))),
                409);
        assertThat(changed.body()).contains("Nothing was confirmed");
        db.sql("insert into letter_check (letter, language, content_hash, checked_by, checked_at)"
                        + " values ('settle-non-arrival/please-wait', 'de', ?, 'lead', current_timestamp)")
                .param("0".repeat(64))
                .update();

        assertThat(one(GERMAN).path("state").path("needsCheck").asBoolean()).isTrue();
        assertThat(get(GERMAN, "lead", "ja").body()).contains("まだ母語話者が読んでいません");
    }

    @Test
    void over_the_api_it_is_the_same() {
        String path = "/api" + ARABIC;
        String hash = one(ARABIC).path("state").path("hash").asText();
        assertThat(one(ARABIC).path("parts").path("facts").asText()).contains("${refundAmount}");
        Request confirm = Request.of("POST", path + "/confirmation");

        inventory.refused(confirm.as("lead").json("{\"hash\":\"" + "0".repeat(64) + "\"}"), 409);
        inventory.refused(confirm.as("lead").json("{\"hash\":\" \"}"), 400);
        inventory.refused(confirm.as("agent").json("{\"hash\":\"" + hash + "\"}"), 403);
        Reply confirmed = caller.send(confirm.as("admin").json("{\"hash\":\"" + hash + "\"}"));

        assertThat(confirmed.status()).as(confirmed.body()).isEqualTo(200);
        assertThat(confirmed.json().path("state").path("checkedBy").asText()).isEqualTo("admin");
        assertThat(unchecked()).isEqualTo(all() - 1);
        assertThat(caller.send(Request.of("DELETE", path + "/confirmation").as("lead"))
                        .json()
                        .path("state")
                        .path("needsCheck")
                        .asBoolean())
                .isTrue();
    }

    private long all() {
        return states().stream()
                .filter(state -> !List.of("en", "ja", "zh")
                        .contains(state.path("language").asText()))
                .count();
    }

    private long unchecked() {
        return states().stream()
                .filter(state -> state.path("needsCheck").asBoolean())
                .count();
    }

    private List<JsonNode> states() {
        return get("/api/letters", "agent", "en")
                .json()
                .path("letters")
                .valueStream()
                .toList();
    }

    /** A complete language needs nobody's word, and a letter that is not there gets none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "settle-non-arrival/please-wait/en",
                "settle-non-arrival/please-wait/ja",
                "settle-non-arrival/please-wait/pt",
                "suspected-fraud/report/de",
                "lint/rules/de"
            })
    void there_is_nothing_to_confirm(String letter) {
        inventory.refused(
                Request.of("POST", "/api/letters/" + letter + "/confirmation")
                        .as("lead")
                        .json("{\"hash\":\"" + "0".repeat(64) + "\"}"),
                404);
    }

    @ParameterizedTest
    @CsvSource({"en,Letters,German,have been read by a native", "ja,返信の文面,ドイツ語,母語話者が確認済み", "zh,信件,德语,母语人士"})
    void the_list_shows_every_letter_in_every_language(String language, String title, String german, String summary) {
        Reply page = get("/letters", "agent", language);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("<h1>" + title + "</h1>", german, summary)
                .contains("href=\"" + GERMAN + "\"", "href=\"" + ARABIC + "\"", "settle-non-arrival/please-wait");
    }

    @Test
    void a_letter_nobody_has_written_has_no_page() {
        assertThat(get("/letters/lint/rules/de", "lead", "zh").status()).isEqualTo(404);
        assertThat(get("/letters/a/b/c", "lead", "en").body()).contains("There is no such letter", "href=\"/letters\"");
    }
}
