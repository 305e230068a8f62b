package org.disputedesk.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
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
                    .ticks("メッセージはいつ届きましたか", "たった今")
                    .writesAtLength("購入者からのメッセージ", "注文した商品がまだ届きません。\n" + HOSTILE)
                    .starts();
            tasklist.page().locator(".notifications a[href^='/cases/D-']").waitFor();
            tasklist.takes("注文を入力する", ORDER);
            tasklist.chooses("出荷方法", "出品者出荷")
                    .chooses("注文の状況", "出荷済み")
                    .ticks("支払い状況", "支払い済み")
                    .writes("最終お届け予定日", delivered.replace('-', '/'))
                    .writes("注文合計額", "128,000円")
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
            assertThat(tasklist.card("配送状況を入力する", ORDER).innerText()).contains(number, ORDER, "期限 あと");
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
            assertThat(tasklist.fact("荷物")).contains("配達完了", "14:05 JST", "玄関前 " + HOSTILE, "写真", "4444-1375-8704");
            assertThat(tasklist.fact("最終お届け予定日"))
                    .as("a parcel that came on the promised day")
                    .isEqualTo(delivered);
            assertThat(tasklist.fact("確認結果")).startsWith("購入者に確認・受取を依頼");
            assertThat(tasklist.page().locator(".fjs-form blockquote").first().innerText())
                    .contains(HOSTILE);
            assertThat(tasklist.page()
                            .locator(".fjs-form img, .fjs-form svg[onload], .fjs-form blockquote a")
                            .count())
                    .isZero();
            tasklist.completes();
            assertThat(tasklist.complaints()).isEmpty();
        }
        assertThat(letterOf(number)).contains("お客様", "14時05分", HOSTILE);

        // whether the letter has left already or is just leaving, the buyer's word is taken
        await("the buyer's word is taken")
                .atMost(Duration.ofSeconds(30))
                .until(() -> event(number, "buyer-confirmed").status() < 300);
        try (Tasklist tasklist = new Tasklist(chromium.browser(), desk, "ja-JP", "Asia/Tokyo", "agent")) {
            tasklist.takes("原因を記録する", ORDER);
            tasklist.chooses("原因は何ですか", "購入者").ticks("追跡できましたか", "はい").completes();
            assertThat(tasklist.complaints()).isEmpty();
        }
        assertThat(theCase(number).path("state").asText()).isEqualTo("CLOSED");
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
            tasklist.page().locator(".fjs-form blockquote").first().waitFor();
            tasklist.screenshot("holding-reply");
            assertThat(tasklist.page().locator(".fjs-form blockquote").first().innerText())
                    .contains(HOSTILE);
            assertThat(tasklist.page().locator(".fjs-form").innerText())
                    .contains("The buyer wrote", "min left")
                    .doesNotContain("購入者", "买家");
            assertThat(tasklist.complaints()).isEmpty();
        }
    }

    /** From the form that opens it to a record that is whole, with nothing done past the browser but the buyer's word. */
    @Test
    void a_case_opened_in_english_is_answered_and_ends() throws IOException {
        String order = "111-0000004-0000004";
        ZoneId there = ZoneId.of("America/Los_Angeles");
        String delivered = LocalDate.now(there).minusDays(3).toString();
        String number;
        try (Tasklist tasklist = new Tasklist(chromium.browser(), desk, "en-US", "America/Los_Angeles", "agent")) {
            tasklist.opens("Order not received");
            tasklist.chooses("Marketplace", "US")
                    .writes("Order number", order)
                    .ticks("When did the message arrive", "Just now")
                    .chooses("Buyer's language", "English")
                    .writesAtLength("What the buyer wrote", "My parcel has not arrived. " + HOSTILE)
                    .starts();
            tasklist.takes("Enter order", order);
            number = onlyCase(order);
            tasklist.chooses("Fulfilment", "Seller ships")
                    .chooses("Order status", "Shipped")
                    .ticks("Payment", "Paid")
                    .writes("Latest delivery date", delivered)
                    .writes("Order total", "19.99")
                    .writes("Carrier", "UPS")
                    .writes("Tracking number", "1Z999AA10123456784")
                    .completes();
            tasklist.takes("Enter tracking", order);
            tasklist.chooses("Delivery status", "Delivered")
                    // as a browser of the United States shows days
                    .dates("Delivered on", LocalDate.parse(delivered).format(DateTimeFormatter.ofPattern("MM/dd/yyyy")))
                    .times("Delivered on", "14:05")
                    .writes("Place of delivery", "front door")
                    .chooses("Proof of delivery", "Photo")
                    .completes();
            tasklist.takes("Compare address and payment", order);
            tasklist.ticks("Was the parcel sent to the right address", "Yes")
                    .ticks("Payment right now", "Paid")
                    .completes();
            tasklist.takes("Answer the buyer", order);
            assertThat(tasklist.fact("Parcel")).contains("delivered", "front door", "1Z999AA10123456784");
            tasklist.completes();
            assertThat(letterOf(number)).contains(order, "front door").doesNotContain("${");
            await("the buyer's word is taken")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> event(number, "buyer-confirmed").status() < 300);
            tasklist.takes("Note cause", order);
            tasklist.chooses("Why did it happen", "Buyer")
                    .ticks("Could the parcel be tracked", "Yes")
                    .completes();
            assertThat(tasklist.complaints()).isEmpty();
        }
        assertThat(theCase(number).path("state").asText()).isEqualTo("CLOSED");
        JsonNode record = desk.client().mustGet("agent", "/api/cases/" + number + "/record?verify=true");
        assertThat(record.path("verdict").path("intact").asBoolean()).isTrue();
    }

    @Test
    void a_remedy_is_chosen_by_one_and_approved_by_another_in_chinese() throws IOException {
        String number = opened("US", "111-0000003-0000003", "我还没有收到商品。", "zh");
        try (Tasklist agent = new Tasklist(chromium.browser(), desk, "zh-CN", "Asia/Shanghai", "agent");
                Tasklist lead = new Tasklist(chromium.browser(), desk, "zh-CN", "Asia/Shanghai", "lead")) {
            agent.takes(number, "发送临时答复");
            agent.ticks("何时给买家完整答复", "后天").completes();
            assertThat(letterOf(number)).contains("111-0000003-0000003").doesNotContain("${");

            completes(
                    number,
                    "Task_EnterOrder",
                    Map.of(
                            "fulfilment",
                            "FBM",
                            "orderState",
                            "SHIPPED",
                            "paymentState",
                            "PAID",
                            "latestDeliveryDate",
                            LocalDate.now(TOKYO).minusDays(3).toString()));
            completes(
                    number,
                    "Task_EnterTracking",
                    Map.of("carrier", "UPS", "trackingNumber", "1Z999AA10123456784", "deliveryState", "LOST"));
            completes(
                    number,
                    "Task_CheckFacts",
                    Map.of("addressFault", "SELLER", "addressNote", "1-2-3, not 1-3-2", "paymentState", "PAID"));

            agent.takes(number, "选择补救方式");
            assertThat(agent.fact("核实结果")).isEqualTo("需要补救 · 包裹寄到了错误的地址。");
            assertThat(agent.page().locator(".fjs-form-field-radio").innerText())
                    .contains("重新发货", "退款")
                    .doesNotContain("承运商");
            agent.ticks("采用哪种补救方式", "退款").completes();
            lead.takes(number, "批准补救");
            assertThat(lead.fact("补救")).isEqualTo("退款 · 已决定");
            lead.ticks("您的决定", "批准").completes();

            agent.takes(number, "办理退款");
            agent.writes("退款金额", "19.999").writes("退款编号", "R-1").isRefused("退款金额: 请只用数字填写金额（例如 128000）。");
            agent.writes("退款金额", "19.99").completes();
            assertThat(agent.complaints()).allMatch(complaint -> complaint.contains("status of 400"));
            assertThat(lead.complaints()).isEmpty();
        }
    }

    /** From a task that nobody has taken, without a second login, to the page, and the case reacts (000-09). */
    @Test
    void what_the_buyer_wrote_is_told_on_the_page_that_each_task_links_to() throws IOException {
        String number = opened("JP", "250-0000004-0000004", "まだ届きません。" + HOSTILE);
        try (Tasklist tasklist = new Tasklist(chromium.browser(), desk, "ja-JP", "Asia/Tokyo", "agent")) {
            tasklist.card(number, "一次返信を送る").click();
            Page page = tasklist.page()
                    .context()
                    .waitForPage(() -> tasklist.page().getByText("案件ページを開く").click());
            List<String> complaints = new CopyOnWriteArrayList<>();
            page.onDialog(dialog -> {
                complaints.add("dialog: " + dialog.message());
                dialog.dismiss();
            });
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            assertThat(page.locator("h1").innerText()).contains(number, "注文品が届かない");
            assertThat(page.locator(".message").innerText()).contains("まだ届きません。", "<img src=x onerror=alert(1)>");

            page.getByText("購入者が取り下げた").click();
            page.locator("#f-buyerText").fill("解決しました。" + HOSTILE);
            page.locator("form[action*='/news#tell'] button").click();
            page.locator("#told").waitFor();

            assertThat(page.locator("#told").innerText()).contains("登録しました：購入者が取り下げた", "登録：agent");
            assertThat(page.locator(".message").last().innerText()).contains("解決しました。");
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of("target", "screenshots", "ja-JP-case-page.png")));
            await("the case reacts")
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> theCase(number).path("openTasks").findValuesAsText("key"),
                            keys -> keys.contains("Task_AnswerBuyer"));
            page.setViewportSize(390, 844);
            page.reload();
            assertThat(page.locator("main").innerText()).contains("購入者に回答する");
            assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .isTrue();
            page.close();
            assertThat(complaints).isEmpty();
            assertThat(tasklist.complaints()).isEmpty();
        }
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

    /** Somebody else does a task of this case meanwhile, as soon as it is there. */
    private static void completes(String number, String task, Map<String, Object> answers) {
        Map<String, Object> variables = new HashMap<>();
        answers.forEach((name, value) -> variables.put(name, Map.of("value", value)));
        await(task + " is done").atMost(Duration.ofSeconds(30)).until(() -> {
            for (JsonNode open : theCase(number).path("openTasks")) {
                if (open.path("key").asText().equals(task)) {
                    String path = "/engine-rest/task/" + open.path("id").asText() + "/complete";
                    return desk.client()
                                    .post("agent", path, Map.of("variables", variables), Map.of())
                                    .status()
                            == 204;
                }
            }
            return false;
        });
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

    /** The one letter of a case, once it lies in the outbox folder. */
    private static String letterOf(String number) throws IOException {
        await("the letter lies in the outbox")
                .atMost(Duration.ofSeconds(30))
                .until(() -> !letters(number).isEmpty());
        List<String> letters = letters(number);
        assertThat(letters).hasSize(1);
        return letters.get(0);
    }

    private static List<String> letters(String number) throws IOException {
        Path outbox = desk.home().resolve("outbox");
        if (!Files.isDirectory(outbox)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(outbox)) {
            return files.filter(file -> file.getFileName().toString().startsWith(number + "-")
                            && file.getFileName().toString().endsWith(".txt"))
                    .map(BrowserTest::read)
                    .toList();
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
