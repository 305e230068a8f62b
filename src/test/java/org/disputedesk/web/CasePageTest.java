package org.disputedesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.disputedesk.DeskTest;
import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.evidence.RecordEntry;
import org.disputedesk.intake.EventType;
import org.disputedesk.intake.Intake;
import org.disputedesk.outbox.Outbox;
import org.disputedesk.outbox.OutboxState;
import org.disputedesk.vault.Subject;
import org.disputedesk.vault.Vault;
import org.disputedesk.web.Caller.Reply;
import org.disputedesk.web.Caller.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The page of a case: who sees what, in which language, and that what arrived is told there once and heard (000-09). */
@DeskTest
class CasePageTest {

    private static final String HOSTILE =
            "<script>alert(1)</script> \"><img src=x onerror=alert(2)> {{7*7}} ${7*7} \u202Egnp.exe & ' `";

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final AtomicInteger NEXT_ORDER = new AtomicInteger();

    /** What each kind of news has to be told with. */
    private static final Map<EventType, Map<String, String>> FILLED = Map.of(
            EventType.BUYER_REPLIED, Map.of("buyerText", "まだ届きません。"),
            EventType.TRACKING_CHANGED, Map.of("deliveryState", "OUT_FOR_DELIVERY", "trackingText", "持出中"),
            EventType.AMAZON_DECIDED, Map.of("claimDecision", "DENIED"),
            EventType.CARRIER_ANSWERED, Map.of("carrierAnswer", "FOUND"),
            EventType.SUPPORT_REPLIED, Map.of("staffNote", "They look into it."),
            EventType.FEEDBACK_RECEIVED, Map.of("buyerText", "Slow."),
            EventType.NO_RESPONSE_NEEDED, Map.of("noResponseReason", "Only thanks."),
            EventType.REPLY_SENT, Map.of(),
            EventType.FRAUD_SUSPECTED, Map.of("staffNote", "The photo is of another parcel."));

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient db;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private Intake intake;

    @Autowired
    private EvidenceLog record;

    @Autowired
    private CaseTexts texts;

    @Autowired
    private Outbox outbox;

    @Autowired
    private Vault vault;

    @Autowired
    private Clock clock;

    @Value("${desk.home}")
    private Path home;

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

    /** A page as a browser has it: what it shows, and what its forms send back. */
    private record Page(Reply reply, String caseNumber, String user) {

        String cookie() {
            return reply.header("Set-Cookie").replaceAll(";.*", "");
        }

        String hidden(String name) {
            Matcher field =
                    Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(reply.body());
            assertThat(field.find()).as(name + " in " + reply.body()).isTrue();
            return field.group(1);
        }
    }

    private String opened(String text) {
        String json = "{\"kind\":\"order-not-received\",\"marketplace\":\"JP\",\"orderId\":\""
                + "%03d-%07d-7777777".formatted(902, NEXT_ORDER.incrementAndGet()) + "\",\"message\":{\"text\":"
                + Caller.JSON.valueToTree(text) + "}}";
        Reply reply = caller.send(Request.of("POST", "/api/cases").as("agent").json(json));
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        return reply.json().path("caseNumber").asText();
    }

    private Page page(String caseNumber, String user, String query, String language) {
        Request request = Request.of("GET", "/cases/" + caseNumber + query)
                .as(user)
                .with("Accept-Language", language)
                .with("Accept", "text/html");
        Reply reply = caller.send(request);
        Inventory.decent(request, reply);
        return new Page(reply, caseNumber, user);
    }

    private Page page(String caseNumber, String user) {
        return page(caseNumber, user, "", "en");
    }

    private Request telling(Page page, EventType type, Map<String, String> fields) {
        Map<String, String> form = new LinkedHashMap<>(fields);
        form.put("kind", type.type());
        form.put("token", page.hidden("token"));
        form.put("_csrf", page.hidden("_csrf"));
        return Request.of("POST", "/cases/" + page.caseNumber() + "/news")
                .as(page.user())
                .with("Cookie", page.cookie())
                .body("application/x-www-form-urlencoded", urlEncoded(form).getBytes(StandardCharsets.UTF_8));
    }

    private static String urlEncoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private Page form(String caseNumber, EventType type) {
        return page(caseNumber, "agent", "?tell=" + type.type(), "en");
    }

    private List<RecordEntry> entries(String caseNumber, EventType type) {
        return record.entries(caseNumber).stream()
                .filter(entry -> entry.kind().equals(type.type()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent", "lead", "admin"})
    void who_works_on_cases_sees_what_was_written(String user) {
        String caseNumber = opened("Where is my parcel?");

        Reply reply = page(caseNumber, user).reply();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body())
                .contains("Where is my parcel?", "What happened?", "Add evidence", "evidence-pack")
                .contains("Chain verified", "If nobody acts", "Why then?");
        assertThat(reply.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                .doesNotContain("unsafe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"analyst", "operator"})
    void who_does_not_sees_the_case_without_the_buyer(String user) {
        String caseNumber = opened("Where is my parcel?");

        Reply reply = page(caseNumber, user, "?tell=buyer-replied", "en").reply();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body())
                .contains(caseNumber, "Chain verified", "Where it stands in the diagram", "/camunda/app/cockpit/")
                .doesNotContain("Where is my parcel?", "What happened?", "Add evidence", "<form", "evidence-pack");
    }

    @Test
    void strangers_see_nothing() {
        String caseNumber = opened("Where is my parcel?");
        for (String path : List.of("/cases", "/cases/" + caseNumber)) {
            Reply reply = caller.send(Request.of("GET", path));

            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.header("WWW-Authenticate")).isEmpty();
            assertThat(reply.body())
                    .contains("/camunda/app/welcome/", "Log in")
                    .doesNotContain("Where is my parcel?", "Order not received");
        }
    }

    @Test
    void hostile_texts_are_shown_as_the_text_they_are() {
        String caseNumber = opened(HOSTILE);

        String body = page(caseNumber, "agent").reply().body();

        assertThat(body)
                .doesNotContain("<script>alert", "<img src=x")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "{{7*7}} ${7*7}")
                // set apart, so that what turns the direction of writing ends with it
                .containsPattern("<div class=\"words\" id=\"m-[\\w-]+\" lang=\"\\w+\" dir=\"auto\">&lt;script&gt;");
    }

    @Test
    void what_is_searched_for_is_only_text() {
        Reply reply = caller.send(Request.of(
                        "GET", "/cases?q=" + URLEncoder.encode("\"><script>alert(1)</script>", StandardCharsets.UTF_8))
                .as("agent"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).doesNotContain("<script>alert").contains("No case fits");
    }

    @ParameterizedTest
    @CsvSource({
        "ja,何がありましたか,注文品が届かない,購入者から連絡があった,誰も対応しない場合,返信目標の超過",
        "zh-CN,发生了什么？,未收到商品,买家来信,如果无人处理,超过答复时限",
        "fr,What happened?,Order not received,The buyer wrote,If nobody acts,Reply target missed"
    })
    void the_page_speaks_the_language_of_the_browser(
            String language, String question, String kind, String news, String alone, String timer) {
        String caseNumber = opened("まだですか。");

        assertThat(page(caseNumber, "agent", "", language).reply().body())
                .contains(question, kind, news, alone, timer)
                .contains("<html lang=\"" + (language.equals("fr") ? "en" : language.substring(0, 2)) + "\">");
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void news_of_each_kind_is_heard_or_sent_back_with_a_sentence(EventType type) {
        String caseNumber = opened("まだ届きません。");
        boolean takes = intake.takes(new CaseNumber(caseNumber)).contains(type);
        Page page = page(caseNumber, "agent", "?tell=buyer-replied", "en");

        Request request = telling(page, type, FILLED.getOrDefault(type, Map.of()));
        Reply reply = caller.send(request);

        Inventory.decent(request, reply);
        assertThat(page.reply().body().contains("?tell=" + type.type() + "#tell"))
                .as("the page offers " + type)
                .isEqualTo(takes);
        if (!takes) {
            assertThat(reply.status()).as(reply.body()).isEqualTo(409);
            assertThat(reply.body()).contains("Not told yet", "cannot take");
            assertThat(entries(caseNumber, type)).isEmpty();
            return;
        }
        assertThat(reply.status()).as(reply.body()).isEqualTo(303);
        assertThat(entries(caseNumber, type))
                .singleElement()
                .satisfies(entry -> assertThat(entry.facts()).contains("\"toldBy\":\"agent\""));
        String where = reply.header("Location").replaceAll("^.*(?=[?])|#.*", "");
        assertThat(page(caseNumber, "agent", where, "en").reply().body())
                .contains("Told: ", "What the case did", "It now waits for");
    }

    @Test
    void a_case_in_the_beginning_takes_what_can_happen_then() {
        assertThat(intake.takes(new CaseNumber(opened("まだ届きません。"))))
                .contains(
                        EventType.BUYER_REPLIED,
                        EventType.BUYER_CONFIRMED,
                        EventType.BUYER_WITHDREW,
                        EventType.TRACKING_CHANGED,
                        EventType.A_TO_Z_FILED,
                        EventType.FRAUD_SUSPECTED)
                .doesNotContain(EventType.AMAZON_DECIDED, EventType.CARRIER_ANSWERED);
    }

    /** 003-11: whoever opens the case sees it, until a lead has confirmed that a native has read the letter. */
    @Test
    void a_draft_that_no_native_has_read_is_marked() {
        String json = "{\"kind\":\"order-not-received\",\"marketplace\":\"DE\",\"orderId\":\""
                + "%03d-%07d-7777777".formatted(902, NEXT_ORDER.incrementAndGet())
                + "\",\"message\":{\"text\":\"Mein Paket ist noch nicht da.\"}}";
        String caseNumber = caller.send(
                        Request.of("POST", "/api/cases").as("agent").json(json))
                .json()
                .path("caseNumber")
                .asText();
        String link = "href=\"/letters/answer-buyer/holding-reply/de\"";

        assertThat(page(caseNumber, "agent", "", "en").reply().body())
                .contains("This draft is in German. Nobody who writes that language natively has checked it yet", link);
        assertThat(page(caseNumber, "agent", "", "ja").reply().body()).contains("この下書きはドイツ語です。", link);
        assertThat(page(caseNumber, "agent", "", "zh").reply().body()).contains("此草稿为德语", link);
        String letter = "/api/letters/answer-buyer/holding-reply/de";
        String hash = caller.send(Request.of("GET", letter).as("lead"))
                .json()
                .path("state")
                .path("hash")
                .asText();
        Request confirmation = Request.of("POST", letter + "/confirmation").as("lead");
        assertThat(caller.send(confirmation.json("{\"hash\":\"" + hash + "\"}")).status())
                .isEqualTo(200);
        try {
            assertThat(page(caseNumber, "agent", "", "en").reply().body()).doesNotContain("This draft is", link);
        } finally {
            db.sql("delete from letter_check").update();
        }
    }

    /** The holding reply for a question before buying is another letter, which nobody has written in German. */
    @Test
    void a_draft_that_is_not_there_in_the_buyers_language_is_said_to_be_in_english() {
        Reply opened = caller.send(Request.of("POST", "/api/cases")
                .as("agent")
                .json("{\"kind\":\"expedite-request\",\"marketplace\":\"DE\",\"message\":{\"text\":"
                        + "\"Geht es schneller, wenn ich heute bestelle?\"}}"));
        assertThat(opened.status()).as(opened.body()).isEqualTo(201);
        String caseNumber = opened.json().path("caseNumber").asText();
        assertThat(page(caseNumber, "agent", "", "en").reply().body())
                .contains("Send holding reply", "so the draft is in English.")
                .doesNotContain("This draft is in German", "/letters/answer-buyer/holding-reply/de");
        assertThat(page(caseNumber, "agent", "", "ja").reply().body()).contains("下書きは英語です。");
    }

    @Test
    void a_form_that_is_sent_twice_tells_it_once() {
        String caseNumber = opened("まだ届きません。");
        Page page = form(caseNumber, EventType.BUYER_REPLIED);
        Request request = telling(page, EventType.BUYER_REPLIED, Map.of("buyerText", "返事をください。"));

        assertThat(caller.send(request).header("Location")).doesNotContain("known");
        Reply again = caller.send(request);

        assertThat(again.status()).isEqualTo(303);
        assertThat(again.header("Location")).contains("known=1");
        assertThat(entries(caseNumber, EventType.BUYER_REPLIED)).hasSize(1);
        assertThat(texts.messages(caseNumber)).hasSize(2);
        String where = again.header("Location").replaceAll("^.*(?=[?])|#.*", "");
        assertThat(page(caseNumber, "agent", where, "ja").reply().body()).contains("同じ内容はすでに登録済みです。");
    }

    @Test
    void times_are_taken_as_people_write_them_at_the_marketplace() {
        String caseNumber = opened("まだ届きません。");
        LocalDateTime yesterday =
                LocalDateTime.ofInstant(clock.instant(), TOKYO).minusDays(1).truncatedTo(ChronoUnit.MINUTES);
        Page page = form(caseNumber, EventType.BUYER_REPLIED);

        Reply reply = caller.send(telling(
                page,
                EventType.BUYER_REPLIED,
                Map.of(
                        "buyerText",
                        "昨日書きました。",
                        "occurredAt",
                        DateTimeFormatter.ofPattern("yyyy年M月d日 H：mm").format(yesterday))));

        assertThat(reply.status()).as(reply.body()).isEqualTo(303);
        assertThat(entries(caseNumber, EventType.BUYER_REPLIED).get(0).facts())
                .contains("\"occurredAt\":\"" + yesterday.atZone(TOKYO).toInstant() + "\"");
    }

    @Test
    void what_is_wrong_stands_at_its_field_in_the_readers_language_and_nothing_typed_is_lost() {
        String caseNumber = opened("まだ届きません。");
        Page page = form(caseNumber, EventType.TRACKING_CHANGED);
        String future = LocalDateTime.ofInstant(clock.instant(), TOKYO)
                .plusDays(2)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
        Request wrong = telling(
                        page,
                        EventType.TRACKING_CHANGED,
                        Map.of("occurredAt", "いつか", "trackingText", "配達完了 <b>", "deliveredAt", "明日"))
                .with("Accept-Language", "ja");

        Reply reply = inventory.refused(wrong, 400);

        assertThat(reply.body())
                .contains("id=\"e-deliveryState\">入力してください。")
                .contains("id=\"e-occurredAt\">日付と時刻を入力してください")
                .contains("id=\"e-deliveredAt\">日付と時刻を入力してください")
                .contains("配達完了 &lt;b&gt;</textarea>")
                .contains("value=\"いつか\"")
                .contains("まだ登録されていません。");

        Reply tooEarly = inventory.refused(
                telling(page, EventType.BUYER_REPLIED, Map.of("buyerText", "x", "occurredAt", future))
                        .with("Accept-Language", "zh"),
                400);
        assertThat(tooEarly.body()).contains("id=\"e-occurredAt\">时间晚于现在");
    }

    @Test
    void all_that_is_wrong_is_said_at_once_and_the_page_opens_there() {
        String caseNumber = opened("まだ届きません。");
        Page page = form(caseNumber, EventType.BUYER_REPLIED);
        String future = LocalDateTime.ofInstant(clock.instant(), TOKYO)
                .plusDays(2)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();

        Reply reply = inventory.refused(
                telling(page, EventType.BUYER_REPLIED, Map.of("buyerText", " ", "occurredAt", future))
                        .with("Accept-Language", "ja"),
                400);

        assertThat(reply.body())
                .contains("id=\"e-buyerText\">入力してください。", "id=\"e-occurredAt\">未来の日時になっています")
                .contains("id=\"not-told\" role=\"alert\" tabindex=\"-1\"", "/news#tell\"");
        Reply again =
                caller.send(Request.of("GET", "/cases/" + caseNumber + "/news").as("agent"));
        assertThat(again.status()).isEqualTo(303);
        assertThat(again.header("Location")).endsWith("/cases/" + caseNumber + "#tell");
    }

    @Test
    void a_letter_says_that_nobody_but_staff_sends_it_as_long_as_it_lies_in_the_folder() throws IOException {
        String caseNumber = opened("まだ届きません。");
        texts.sent(caseNumber, "0123456789", "order-not-received/checking", "ja", "お調べしています。");

        assertThat(page(caseNumber, "agent", "", "ja").reply().body())
                .contains("本文をコピー</button>")
                .doesNotContain("コピーして送信する返信があります", "この返信は自動ではAmazonに送られません");

        Path letter = Files.createDirectories(home.resolve("outbox")).resolve(caseNumber + "-checking.ja-01234567.txt");
        Files.writeString(letter, "お調べしています。");
        try {
            String id = texts.messages(caseNumber).stream()
                    .filter(message -> message.direction().equals("OUT"))
                    .map(CaseTexts.Message::id)
                    .collect(Collectors.joining());
            assertThat(page(caseNumber, "agent", "", "ja").reply().body())
                    .contains("コピーして送信する返信があります", "data-copy=\"m-" + id + "\"", "id=\"m-" + id + "\"")
                    .contains("この返信は自動ではAmazonに送られません。本文をコピーし", "セラーセントラルから送信しました</button>");
            assertThat(page(caseNumber, "analyst", "", "ja").reply().body()).doesNotContain("コピーして");
        } finally {
            Files.delete(letter);
        }
    }

    @Test
    void who_sent_a_letter_by_hand_says_so_once_and_is_not_reminded_any_more() throws IOException {
        String caseNumber = opened("まだ届きません。");
        texts.sent(caseNumber, "9876543210", "order-not-received/checking", "ja", "お調べしています。");
        String id = texts.messages(caseNumber).stream()
                .filter(message -> message.direction().equals("OUT"))
                .map(CaseTexts.Message::id)
                .collect(Collectors.joining());
        String path = "/cases/" + caseNumber + "/letters/" + id + "/sent";
        Page page = page(caseNumber, "agent", "", "ja");
        assertThat(caller.send(confirming(page, path, "agent")).status())
                .as("a letter that is not in the folder")
                .isEqualTo(409);

        Path letter = Files.createDirectories(home.resolve("outbox")).resolve(caseNumber + "-checking.ja-98765432.txt");
        Files.writeString(letter, "お調べしています。");
        try {
            assertThat(page(caseNumber, "agent", "", "ja").reply().body()).contains("action=\"" + path + "\"");
            assertThat(caller.send(confirming(page, path, "analyst")).status()).isEqualTo(403);
            assertThat(caller.send(Request.of("POST", path).as("agent")).status())
                    .isEqualTo(403);
            for (int i = 0; i < 2; i++) {
                Reply reply = caller.send(confirming(page, path, "agent"));
                assertThat(reply.status()).as(reply.body()).isEqualTo(303);
                assertThat(reply.header("Location")).endsWith("/cases/" + caseNumber + "#messages");
            }
            assertThat(caller.send(confirming(page, path.replace(id, "nobody"), "agent"))
                            .status())
                    .isEqualTo(409);

            assertThat(record.entries(caseNumber).stream()
                            .filter(entry -> entry.kind().equals("letter-confirmed")))
                    .hasSize(1)
                    .allSatisfy(entry -> {
                        assertThat(entry.actor()).isEqualTo("person:agent");
                        assertThat(entry.facts()).contains(id, "order-not-received/checking");
                    });
            assertThat(page(caseNumber, "lead", "", "ja").reply().body())
                    .contains("agent がセラーセントラルから送信（登録：", "<strong>セラーセントラルから手動で送信した</strong>")
                    .doesNotContain("コピーして送信する返信があります", "この返信は自動ではAmazonに送られません", "action=\"" + path);
        } finally {
            Files.delete(letter);
        }
    }

    /** 000-09: by hand on the page, with its own token; of two people one gets it, and the other is told */
    @Test
    void a_letter_that_has_not_left_is_taken_back_by_one_person() throws InterruptedException {
        String caseNumber = opened("まだ届きません。");
        assertThat(page(caseNumber, "agent", "", "ja").reply().body()).doesNotContain("取り戻す</button>");
        String id = outbox.write(
                caseNumber,
                "mail",
                "{\"letter\":\"answer-buyer/holding-reply\",\"language\":\"ja\",\"marketplace\":\"JP\","
                        + "\"subject\":\"ご注文\",\"body\":\"お待ちください。\"}",
                Duration.ofMinutes(5));
        String path = "/cases/" + caseNumber + "/letters/" + id + "/take-back";
        Page page = page(caseNumber, "agent", "", "ja");
        assertThat(page.reply().body()).contains("action=\"" + path + "\"", "取り戻す</button>", "それまでは取り戻して修正できます。");
        assertThat(page(caseNumber, "analyst", "", "ja").reply().body()).doesNotContain(path);
        assertThat(caller.send(confirming(page, path, "analyst")).status()).isEqualTo(403);
        assertThat(caller.send(Request.of("POST", path).as("agent")).status()).isEqualTo(403);
        String other = opened("届きません。");
        assertThat(caller.send(confirming(page, path.replace(caseNumber, other), "agent"))
                        .status())
                .as("a letter of another case")
                .isEqualTo(409);

        Queue<Integer> answers = new ConcurrentLinkedQueue<>();
        List<Thread> people = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread person = new Thread(() ->
                    answers.add(caller.send(confirming(page, path, "agent")).status()));
            people.add(person);
            person.start();
        }
        for (Thread person : people) {
            person.join();
        }
        assertThat(answers).containsExactlyInAnyOrder(303, 409, 409, 409);
        assertThat(outbox.state(id)).contains(OutboxState.TAKEN_BACK);
        assertThat(record.entries(caseNumber).stream()
                        .filter(entry -> entry.kind().equals("letter-taken-back")))
                .hasSize(1)
                .allSatisfy(entry -> assertThat(entry.actor()).isEqualTo("person:agent"));
        assertThat(caller.send(confirming(page, path, "agent")).body())
                .contains("The letter has already left, or somebody else has taken it back.");
        assertThat(page(caseNumber, "agent", "", "ja").reply().body())
                .contains("返信を取り戻した")
                .doesNotContain("取り戻す</button>");
    }

    private static Request confirming(Page page, String path, String user) {
        return Request.of("POST", path)
                .as(user)
                .with("Cookie", page.cookie())
                .with("Accept", "text/html")
                .body(
                        "application/x-www-form-urlencoded",
                        urlEncoded(Map.of("_csrf", page.hidden("_csrf"))).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void the_record_is_short_and_in_words_and_all_of_it_is_a_click_away() {
        String caseNumber = opened("まだ届きません。");

        String body = page(caseNumber, "agent", "", "ja").reply().body();

        assertThat(body)
                .contains("内部の記録も表示（", "<strong>タスクができた</strong>")
                .contains("<dt>記録の原文（英語）</dt><dd lang=\"en\"><bdi>Task opened: ")
                .doesNotContain("<strong>task-opened", "<strong>process-began", "class=\"recorded\" lang=\"en\"");
        assertThat(page(caseNumber, "agent", "?record=all", "ja").reply().body())
                .contains("<strong>処理を開始した</strong>")
                .doesNotContain("<strong>process-began", "内部の記録も表示（");
    }

    @Test
    void a_task_of_leads_has_no_button_for_an_agent() {
        String caseNumber = opened("まだ届きません。");
        String task = page(caseNumber, "agent").reply().body();
        assertThat(task).contains("Open the task").doesNotContain("A lead does this");

        db.sql("update case_task set candidate_group = 'leads', assignee = null where case_number = ?")
                .param(caseNumber)
                .update();

        assertThat(page(caseNumber, "agent").reply().body())
                .contains("A lead does this")
                .doesNotContain("Open the task", "?task=");
        assertThat(page(caseNumber, "lead").reply().body())
                .contains("Open the task")
                .doesNotContain("A lead does this");
    }

    @Test
    void who_is_turned_away_is_told_why_in_the_language_of_the_browser() {
        Request look = Request.of("GET", "/cases").with("Accept-Language", "ja").with("Accept", "text/html");
        assertThat(caller.send(look).body()).contains("ログインしてください", "<html lang=\"ja\">");

        Request tell = Request.of("POST", "/cases/" + opened("x") + "/news")
                .as("agent")
                .with("Accept-Language", "zh-CN")
                .body("application/x-www-form-urlencoded", new byte[0]);
        assertThat(inventory.refused(tell, 403).body()).contains("不允许此操作");
    }

    @Test
    void a_request_that_did_not_come_from_the_page_is_turned_away() {
        String caseNumber = opened("まだ届きません。");
        Page page = form(caseNumber, EventType.BUYER_REPLIED);
        Page other = form(caseNumber, EventType.BUYER_REPLIED);
        Request good = telling(page, EventType.BUYER_REPLIED, Map.of("buyerText", "x"));
        Request withoutToken = Request.of("POST", good.path())
                .as("agent")
                .with("Cookie", page.cookie())
                .body(
                        "application/x-www-form-urlencoded",
                        "kind=buyer-replied&token=1&buyerText=x".getBytes(StandardCharsets.UTF_8));

        inventory.refused(withoutToken, 403);
        inventory.refused(good.with("Cookie", other.cookie()), 403);
        inventory.refused(good.with("Cookie", "a=b"), 403);
        inventory.refused(good.asNobody(), 401);
        inventory.refused(good.as("analyst"), 403);
        inventory.refused(good.as("operator"), 403);

        assertThat(caller.send(good).status()).isEqualTo(303);
    }

    @Test
    void the_token_travels_in_a_cookie_that_no_script_and_no_other_site_gets() {
        assertThat(form(opened("x"), EventType.BUYER_REPLIED).reply().header("Set-Cookie"))
                .startsWith("DESK-CSRF=")
                .contains("HttpOnly", "Secure", "SameSite=Strict", "Path=/cases");
    }

    @Test
    void a_closed_case_is_shown_and_takes_no_news() {
        String caseNumber = opened("まだ届きません。");
        Page before = form(caseNumber, EventType.BUYER_REPLIED);
        tidy();

        assertThat(page(caseNumber, "agent", "?tell=buyer-replied", "en")
                        .reply()
                        .body())
                .contains("This case is closed.", "Cancelled", "Open a new case for what is new.")
                .doesNotContain("/news\"");
        Reply reply = inventory.refused(
                telling(before, EventType.BUYER_REPLIED, Map.of("buyerText", "もしもし"))
                        .with("Accept-Language", "ja"),
                409);
        assertThat(reply.body()).contains("案件は完了しています。新しい内容は新しい案件として開いてください。");
    }

    @Test
    void an_erased_case_says_so_and_shows_nothing_of_the_buyer() {
        String caseNumber = opened("Where is my parcel?");
        vault.commitment(Subject.ofCase(caseNumber), "makes the key");
        vault.erase(Subject.ofCase(caseNumber));

        assertThat(page(caseNumber, "agent").reply().body())
                .contains("personal data of this case were erased", "(erased)")
                .doesNotContain("Where is my parcel?", "Add evidence");
    }

    @Test
    void a_case_is_found_by_its_order_or_number_however_it_is_typed() {
        String caseNumber = opened("x");
        String found = URLEncoder.encode(
                caseNumber.replace('-', '－').toLowerCase(java.util.Locale.ROOT), StandardCharsets.UTF_8);

        assertThat(caller.send(Request.of("GET", "/cases?q=" + found).as("analyst"))
                        .body())
                .contains("href=\"/cases/" + caseNumber + "\"", "1 found");
        assertThat(caller.send(Request.of("GET", "/cases?show=late").as("agent"))
                        .status())
                .isEqualTo(200);
        assertThat(caller.send(Request.of("GET", "/cases?page=99999").as("agent"))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"D-2026-999999", "nonsense", "%3Cscript%3E"})
    void an_unknown_case_is_a_page_that_says_what_to_do(String caseNumber) {
        Reply reply = caller.send(Request.of("GET", "/cases/" + caseNumber).as("agent"));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body()).contains("There is no such case").doesNotContain("<script>");
    }

    @Test
    void a_file_without_the_pages_token_or_without_content_is_not_kept() {
        String caseNumber = opened("x");
        Page page = page(caseNumber, "agent");
        Request upload = Request.of("POST", "/cases/" + caseNumber + "/evidence")
                .as("agent")
                .with("Cookie", page.cookie())
                .with("Accept", "application/json")
                .file("file", "a.txt", "text/plain", new byte[0]);

        assertThat(inventory.refused(upload, 403).header("Content-Type")).startsWith("application/problem+json");
        Reply empty = inventory.refused(upload.with("X-XSRF-TOKEN", page.hidden("_csrf")), 400);
        assertThat(empty.header("Content-Type")).startsWith("application/problem+json");
        assertThat(empty.json().path("detail").asText()).isEqualTo("Choose a file first.");
        inventory.refused(upload.asNobody(), 401);
        inventory.refused(upload.with("X-XSRF-TOKEN", page.hidden("_csrf")).as("analyst"), 403);
    }

    private Request uploading(Page page, String path, byte[] content) {
        return Request.of("POST", path)
                .as("agent")
                .with("Cookie", page.cookie())
                .with("X-XSRF-TOKEN", page.hidden("_csrf"))
                .with("Accept-Language", "ja")
                .file("file", "a.txt", "text/plain", content);
    }

    @Test
    void files_that_are_too_large_are_a_page_for_the_form_and_a_problem_for_the_script() {
        String caseNumber = opened("x");
        Page page = page(caseNumber, "agent");
        Request large = uploading(page, "/cases/" + caseNumber + "/evidence", new byte[17 << 20]);

        Reply form = inventory.refused(large.with("Accept", "text/html,application/xhtml+xml"), 413);
        assertThat(form.header("Content-Type")).startsWith("text/html");
        assertThat(form.body())
                .contains("<html lang=\"ja\">", "1件10 MB", "href=\"/cases/" + caseNumber + "\"", "案件に戻る");

        Reply script = inventory.refused(large.with("Accept", "application/json, application/problem+json"), 413);
        assertThat(script.header("Content-Type")).startsWith("application/problem+json");
        assertThat(script.json().path("detail").asText()).contains("1件10 MB");

        inventory.refused(large.as("nobody:wrong"), 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"D-2026-999999", "nonsense"})
    void a_file_for_an_unknown_case_is_not_found(String caseNumber) {
        Page page = page(opened("x"), "agent");
        Request upload = uploading(page, "/cases/" + caseNumber + "/evidence", new byte[] {'a'});

        Reply form = inventory.refused(upload.with("Accept", "text/html"), 404);
        assertThat(form.body()).contains("この案件は見つかりません", "<html lang=\"ja\">");
        Reply script = inventory.refused(upload.with("Accept", "application/json"), 404);
        assertThat(script.header("Content-Type")).startsWith("application/problem+json");
        assertThat(script.json().path("title").asText()).isEqualTo("この案件は見つかりません");
    }

    @Test
    void nothing_is_said_to_be_told_that_was_not() {
        String caseNumber = opened("x");
        for (String made : List.of("", "&by=", "&by=1", "&known=1&by=" + caseNumber)) {
            assertThat(page(caseNumber, "agent", "?told=buyer-confirmed&since=0" + made, "en")
                            .reply()
                            .body())
                    .doesNotContain("Told: ", "This was told already");
        }
        Page form = form(caseNumber, EventType.BUYER_REPLIED);
        assertThat(caller.send(telling(form, EventType.BUYER_REPLIED, Map.of("buyerText", "y")))
                        .status())
                .isEqualTo(303);
        assertThat(page(caseNumber, "agent", "?told=buyer-confirmed&since=0&by=" + form.hidden("token"), "en")
                        .reply()
                        .body())
                .doesNotContain("Told: ");
    }

    @Test
    void a_form_that_is_sent_again_with_other_words_is_sent_back() {
        String caseNumber = opened("x");
        Page page = form(caseNumber, EventType.BUYER_REPLIED);
        assertThat(caller.send(telling(page, EventType.BUYER_REPLIED, Map.of("buyerText", "one")))
                        .status())
                .isEqualTo(303);

        Reply other = inventory.refused(telling(page, EventType.BUYER_REPLIED, Map.of("buyerText", "two")), 409);

        assertThat(other.body()).contains("open the form again", "two</textarea>");
        inventory.refused(
                telling(
                        form(caseNumber, EventType.BUYER_REPLIED),
                        EventType.BUYER_REPLIED,
                        Map.of("buyerText", "\u3000\u200b")),
                400);
    }
}
