package org.disputedesk.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.disputedesk.rig.DeskClient;
import org.disputedesk.rig.DeskClient.Reply;
import org.disputedesk.rig.DeskNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What three people do on their first day, each in their own language, with a power cut in between. */
@Tag("slow")
class BrowserTest {

    /** Markup, templates and formulas that somebody may send; people see exactly this and nothing happens. */
    private static final String HOSTILE =
            "<img src=x onerror=alert(1)> {{7*7}} ${7*7} =1+1 [x](javascript:alert(2)) \u202Eabc\u202C 🎁";

    private static final String ORDER = "250-0000001-0000001";
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private static DeskNode desk;
    private static SystemChromium chromium;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        chromium = SystemChromium.start();
        desk = DeskNode.start("browser", DeskNode.place("browser"));
    }

    @AfterAll
    static void close() {
        Stream.of(desk, chromium).forEach(BrowserTest::closeQuietly);
    }

    private static void closeQuietly(@org.jspecify.annotations.Nullable AutoCloseable thing) {
        if (thing != null) {
            try {
                thing.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void a_case_opened_in_japanese_survives_a_power_cut_and_is_answered_and_ends() throws IOException {
        String delivered = LocalDate.now(TOKYO).minusDays(3).toString();
        try (Tasklist tasklist = new Tasklist(chromium.browser(), desk, "ja-JP", "Asia/Tokyo", "agent")) {
            tasklist.opens("注文品が届かない");
            tasklist.chooses("マーケットプレイス", "JP")
                    .writes("注文番号", ORDER)
                    .writesAtLength("購入者からのメッセージ", "注文した商品がまだ届きません。\n" + HOSTILE)
                    .starts();
            tasklist.takes("注文を入力する", ORDER);
            tasklist.chooses("出荷方法", "出品者出荷")
                    .chooses("注文の状況", "出荷済み")
                    .ticks("支払い状況", "支払い済み")
                    .writes("最終お届け予定日", delivered)
                    .writes("配送会社", "ヤマト運輸")
                    .writes("追跡番号", "4444-1375-8704")
                    .writes("注文の宛名", "山田 太郎 " + HOSTILE)
                    .completes();
            assertThat(tasklist.complaints()).isEmpty();
        }

        desk.kill();
        desk.startAgain();

        String number = onlyCase(ORDER);
        try (Tasklist tasklist = new Tasklist(chromium.browser(), desk, "ja-JP", "Asia/Tokyo", "agent")) {
            assertThat(tasklist.card("配送状況を入力する", ORDER).innerText()).contains(number, ORDER);
            tasklist.takes("配送状況を入力する", ORDER);
            assertThat(tasklist.page().locator(".fjs-form").innerText())
                    .contains("ヤマト運輸の番号としては検査数字（チェックデジット）が合いません。")
                    .doesNotContain("確認しました", "check digit");
            tasklist.writesAtLength("配送会社の表示（該当の行をコピー）", "配達完了　14:05 " + HOSTILE);
            tasklist.page().getByText("確認しました（配送状況は正しい）").waitFor();
            tasklist.screenshot("enter-tracking");
            tasklist.chooses("配送状況", "配達完了")
                    .dates("配達日", delivered.replace('-', '/'))
                    .times("配達日", "14:05")
                    .writes("配達場所", "玄関前 " + HOSTILE)
                    .chooses("配達の証拠", "写真")
                    .completes();
            tasklist.takes("住所と支払いを照合する", ORDER);
            tasklist.ticks("正しい住所に", "はい").ticks("現在の支払い状況", "支払い済み").completes();
            tasklist.takes("購入者に回答する", ORDER);
            assertThat(tasklist.page().locator(".fjs-form blockquote").innerText())
                    .contains(HOSTILE);
            assertThat(tasklist.page()
                            .locator(".fjs-form img, .fjs-form svg[onload], .fjs-form blockquote a")
                            .count())
                    .isZero();
            tasklist.completes();
            assertThat(tasklist.complaints()).isEmpty();
        }
        await("the letter has left")
                .atMost(Duration.ofSeconds(30))
                .until(() -> theCase(number)
                                .path("facts")
                                .path("letterState")
                                .asText()
                                .equals("SENT")
                        || !letters(number).isEmpty());
        assertThat(letters(number))
                .singleElement()
                .satisfies(letter -> assertThat(letter).contains("お客様").contains("14時05分"));

        // the wait for the buyer begins when the outbox has reported the letter
        await("the buyer's word is taken")
                .atMost(Duration.ofSeconds(30))
                .until(() -> event(number, "buyer-confirmed").status() < 300);
        assertThat(theCase(number).path("state").asText()).isNotEqualTo("OPEN");
        JsonNode record = desk.client().mustGet("agent", "/api/cases/" + number + "/record?verify=true");
        assertThat(record.path("entries").size()).isGreaterThan(8);
        assertThat(record.path("verdict").path("intact").asBoolean()).isTrue();
    }

    @Test
    void a_case_opened_by_a_script_is_seen_in_english() throws IOException {
        String number = opened("US", "111-0000002-0000002", "Where is my parcel? " + HOSTILE);
        try (Tasklist tasklist = new Tasklist(chromium.browser(), desk, "en-US", "America/New_York", "agent")) {
            tasklist.card(number, "Send holding reply").waitFor();
            tasklist.card(number, "Send holding reply").click();
            tasklist.page().locator(".fjs-form blockquote").waitFor();
            tasklist.screenshot("holding-reply");
            assertThat(tasklist.page().locator(".fjs-form blockquote").innerText())
                    .contains(HOSTILE);
            assertThat(tasklist.page().locator(".fjs-form").innerText())
                    .contains("The buyer wrote", "min left")
                    .doesNotContain("購入者", "买家");
            assertThat(tasklist.complaints()).isEmpty();
        }
    }

    @Test
    void a_holding_reply_in_chinese_reaches_the_outbox() throws IOException {
        String number = opened("US", "111-0000003-0000003", "我还没有收到商品。", "zh");
        try (Tasklist tasklist = new Tasklist(chromium.browser(), desk, "zh-CN", "Asia/Shanghai", "agent")) {
            tasklist.card(number, "发送临时答复").waitFor();
            tasklist.card(number, "发送临时答复").click();
            tasklist.page().locator(".fjs-form").waitFor();
            tasklist.page().locator("[ng-click='claim()']:visible").click();
            tasklist.ticks("何时给买家完整答复", "后天").screenshot("holding-reply");
            tasklist.completes();
            assertThat(tasklist.complaints()).isEmpty();
        }
        await("the letter lies in the outbox")
                .atMost(Duration.ofSeconds(30))
                .until(() -> !letters(number).isEmpty());
        assertThat(letters(number))
                .singleElement()
                .satisfies(letter ->
                        assertThat(letter).contains("111-0000003-0000003").doesNotContain("${"));
    }

    private static String opened(String marketplace, String order, String text, String... language) throws IOException {
        Map<String, Object> message = new HashMap<>(Map.of("text", text));
        if (language.length > 0) {
            message.put("language", language[0]);
        }
        Reply reply = desk.client()
                .post(
                        "agent",
                        "/api/cases",
                        Map.of(
                                "kind",
                                "order-not-received",
                                "marketplace",
                                marketplace,
                                "orderId",
                                order,
                                "message",
                                message),
                        Map.of());
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.body().path("caseNumber").asText();
    }

    private static Reply event(String number, String type) throws IOException {
        DeskClient client = desk.client();
        return client.post(
                "agent",
                "/api/cases/" + number + "/events",
                Map.of("type", type, "occurredAt", Instant.now().toString()),
                Map.of());
    }

    private static String onlyCase(String order) {
        JsonNode found = desk.client().mustGet("agent", "/api/cases?orderId=" + order);
        assertThat(found.path("total").asInt()).isEqualTo(1);
        return found.path("items").path(0).path("caseNumber").asText();
    }

    private static JsonNode theCase(String number) {
        return desk.client().mustGet("agent", "/api/cases/" + number);
    }

    /** The letters of a case in the outbox folder, oldest first. */
    private static List<String> letters(String number) throws IOException {
        Path outbox = desk.home().resolve("outbox");
        if (!Files.isDirectory(outbox)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(outbox)) {
            List<Path> own = files.filter(file -> file.getFileName().toString().startsWith(number + "-")
                            && file.getFileName().toString().endsWith(".txt"))
                    .sorted()
                    .toList();
            return own.stream().map(BrowserTest::read).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
