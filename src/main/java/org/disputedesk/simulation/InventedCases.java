package org.disputedesk.simulation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.disputedesk.desk.CaseSearch;
import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.intake.Intake;
import org.disputedesk.intake.Intake.NewCase;
import org.disputedesk.intake.Intake.NewEvent;
import org.disputedesk.intake.Intake.NewMessage;
import org.disputedesk.orders.OrderImport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Profile {@code demo}: imports invented orders and plays a day of a shop with them, until a case stands at each kind of
 * task that such a day brings. It goes through the same doors as everybody else, and does nothing when the desk has cases
 * already.
 */
@Component
@Profile("demo")
class InventedCases {

    private static final Logger log = LoggerFactory.getLogger(InventedCases.class);
    private static final String NOT_RECEIVED = "order-not-received";
    private static final String CANCELLATION = "post-shipment-cancellation";
    private static final String FASTER = "expedite-request";
    private static final int MOST_WAITS = 300;

    private final OrderImport orders;
    private final Intake intake;
    private final TaskService tasks;
    private final RuntimeService runtime;
    private final IdentityService identity;
    private final CaseSearch cases;
    private final Clock clock;

    InventedCases(
            OrderImport orders,
            Intake intake,
            TaskService tasks,
            RuntimeService runtime,
            IdentityService identity,
            CaseSearch cases,
            Clock clock) {
        this.orders = orders;
        this.intake = intake;
        this.tasks = tasks;
        this.runtime = runtime;
        this.identity = identity;
        this.cases = cases;
        this.clock = clock;
    }

    /** In a thread of its own: the cases need the engine's job executor, which starts with this event as well. */
    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        Thread thread = new Thread(this::inventUnlessThereAreCases, "invented-cases");
        thread.setDaemon(true);
        thread.start();
    }

    private void inventUnlessThereAreCases() {
        try {
            if (cases.search(new CaseSearch.Query(null, null, null, null, null, null, null, 0, 1))
                            .total()
                    == 0) {
                importOrders();
                play();
                log.info("Invented orders and cases are ready to look at");
            }
        } catch (IOException | RuntimeException e) {
            log.error("The invented cases could not all be made; delete the home folder and start again", e);
        }
    }

    /** Orders of last week, whenever that is, and some of today that have not left. */
    private void importOrders() throws IOException {
        String report;
        try (InputStream in = new ClassPathResource("simulation/invented-orders.txt").getInputStream()) {
            report = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{today}", day(0) + "T00:00:00+00:00")
                    .replace("{ordered}", day(-9) + "T00:00:00+00:00")
                    .replace("{shipped}", day(-8) + "T00:00:00+00:00");
        }
        orders.importFile(
                "invented-orders.txt", new ByteArrayInputStream(report.getBytes(StandardCharsets.UTF_8)), null);
    }

    /** All cases are opened first, so that the desk looks their orders up while the first ones are worked on. */
    private void play() {
        Played tableClock = opened("JP", "250-0000001-0000001", "ja", "［架空］まだ商品が届きません。いつ届きますか。", 2);
        Played lamp = opened("DE", "302-0000001-0000004", "de", "[erfunden] Wo bleibt meine Lampe?", 8);
        Played organizer = opened("US", "111-0000001-0000006", "en", "[invented] My package never arrived.", 30);
        Played inNoReport = opened("US", "111-0000001-0009999", "zh", "［虚构］我的订单一直没有收到，请帮我查一下。", 1);
        Played mug = opened("JP", "250-0000001-0000002", "ja", "［架空］配達完了と出ていますが、届いていません。", 5);
        Played backpack = opened("DE", "302-0000001-0000005", "en", "[invented] When will my backpack come?", 3);
        Played lights = opened("UK", "202-0000001-0000007", "en", "[invented] Still no garden lights.", 4);
        Played camera = opened("US", "111-0000001-0000009", "en", "[invented] Where is my camera?", 6);
        Played teapot = opened("JP", "250-0000001-0000010", "ja", "［架空］急須が届かないので返金してください。", 7);
        Played mat = opened("US", "111-0000001-0000011", "zh", "［虚构］瑜伽垫没有收到。", 9);
        Played notebook = opened("FR", "171-0000001-0000012", "fr", "[inventé] Mon carnet n'est jamais arrivé.", 10);
        Played mill = opened("DE", "302-0000001-0000014", "de", "[erfunden] Die Kaffeemühle ist nicht da.", 11);
        Played umbrella = opened("DE", "302-0000001-0000017", "de", "[erfunden] Kein Regenschirm bisher.", 4);
        Played cooker = opened("JP", "250-0000001-0000013", "ja", "［架空］炊飯器が届きません。", 12);
        Played earphones = opened("US", "111-0000001-0000015", "en", "[invented] The earphones did not come.", 3);
        Played kettle = opened("JP", "250-0000001-0000016", "zh", "［虚构］显示已送达，但我没有收到水壶。", 6);
        Played tableLamp = opened("US", "111-0000001-0000018", "en", "[invented] Where is the table lamp?", 10);
        Played speaker = opened("JP", "250-0000001-0000003", "ja", "［架空］スピーカーが届きません。", 6);
        Played diary = opened("JP", "250-0000001-0000008", "ja", "［架空］手帳はいつ届きますか。", 7);
        Played frame = opened("UK", "202-0000001-0000019", "en", "[invented] The frame has not come.", 9);

        Played vase = opened(CANCELLATION, "JP", "250-0000001-0000020", "ja", "［架空］花瓶の注文を取り消したいです。", 2);
        Played scarf = opened(CANCELLATION, "DE", "302-0000001-0000021", "de", "[erfunden] Bitte stornieren.", 5);
        Played radio =
                opened(CANCELLATION, "US", "111-0000001-0000022", "en", "[invented] Please cancel the radio.", 9);
        Played stand =
                opened(CANCELLATION, "UK", "202-0000001-0000023", "en", "[invented] I do not want it any more.", 13);
        Played gift = opened(FASTER, "JP", "250-0000001-0000024", "ja", "［架空］急いでいます。早く発送できますか。", 1);
        Played tent = opened(FASTER, "US", "111-0000001-0000025", "zh", "［虚构］能尽快发货吗？", 3);
        Played skates = opened(FASTER, "DE", "302-0000001-0000026", "de", "[erfunden] Geht es schneller?", 4);
        Played notYetBought = opened(FASTER, "JP", null, "ja", "［架空］今日注文したら、いつ届きますか。", 2);
        Played asking = opened("feedback-request", "UK", "202-0000001-0000027", "en", null, 0);
        Played cable = opened("wrong-item", "JP", "250-0000001-0000028", "ja", "［架空］スピーカーを注文したのにケーブルが届きました。", 2);
        Played starred = opened("feedback-removal", "US", "111-0000001-0000029", "en", "[invented] Bad quality.", 6);
        Played unplaced = opened("message-triage", "JP", null, "ja", "［架空］先日はありがとうございました。", 1);

        // as they come in: look-ups that find nothing ask a person, and the buyer can be held meanwhile
        tableClock.waitsAt("Task_EnterTracking");
        inNoReport.waitsAt("Task_EnterOrder");
        organizer.waitsAt("Task_TakeOverReply");
        lamp.agent("Task_SendHoldingReply", Map.of("promisedDate", day(1), "holdingText", holdingText()))
                .agent("Task_EnterTracking", underWay("IN_TRANSIT", -1, -2));

        // answered from the facts
        mug.agent("Task_EnterTracking", delivered("玄関前（架空）", "PHOTO")).checked().waitsAt("Task_AnswerBuyer");
        backpack.agent("Task_EnterTracking", underWay("IN_TRANSIT", 4, -1))
                .checked()
                .answered();
        kettle.agent("Task_EnterTracking", delivered("宅配ボックス（架空）", "NONE"))
                .checked()
                .answered()
                .told("buyer-replied", Map.of("buyerText", "［虚构］快递柜和邻居那里都问过了，还是没有。请退款。"));

        // the same, and settled by it
        speaker.agent("Task_EnterTracking", underWay("IN_TRANSIT", -1, -1))
                .checked()
                .answered()
                .waitsAt("Task_NoteCause");
        diary.agent("Task_EnterTracking", underWay("INFO_RECEIVED", 5, 0))
                .agent("Task_CheckFacts", Map.of("addressFault", "NONE", "paymentState", "PENDING"))
                .waitsAt("Task_AnswerBuyer");
        frame.agent("Task_EnterTracking", delivered("Front porch (invented)", "PHOTO"))
                .checked()
                .answered()
                .told("buyer-confirmed", Map.of("buyerText", "[invented] Found it behind the bins, thank you!"))
                .agent("Task_NoteCause", Map.of("causeCode", "BUYER", "parcelTracked", true));

        // remedies: to be chosen, approved, carried out, followed
        lights.lost().waitsAt("Task_ChooseRemedy");
        camera.lost()
                .agent("Task_ChooseRemedy", Map.of("remedy", "REPLACEMENT", "staffNote", "[invented] One is in stock."))
                .waitsAt("Task_ApproveRemedy");
        teapot.lost().agent("Task_ChooseRemedy", Map.of("remedy", "REFUND")).waitsAt("Task_IssueRefund");
        mat.lost()
                .agent("Task_ChooseRemedy", Map.of("remedy", "REFUND"))
                .agent("Task_IssueRefund", refunded("29.9", Marketplace.US))
                .answered()
                .waitsAt("Task_VerifyRefund");
        tableLamp
                .lost()
                .agent("Task_ChooseRemedy", Map.of("remedy", "REFUND"))
                .agent("Task_IssueRefund", refunded("45", Marketplace.US))
                .answered()
                .told("buyer-replied", Map.of("buyerText", "[invented] Good news, both money and lamp are here now."))
                .agent("Task_ReadReply", Map.of("buyerAnswer", "ARRIVED_BOTH"))
                .waitsAt("Task_DecideDoubleBenefit");
        umbrella.agent("Task_EnterTracking", underWay("RETURNING", 2, -1))
                .agent(
                        "Task_CheckFacts",
                        Map.of(
                                "addressFault",
                                "SELLER",
                                "addressNote",
                                "[erfunden] Hausnummer fehlte",
                                "paymentState",
                                "PAID"))
                .agent("Task_ChooseRemedy", Map.of("remedy", "REPLACEMENT"))
                .waitsAt("Task_SendReplacement");
        notebook.agent("Task_EnterTracking", underWay("IN_TRANSIT", 1, -7))
                .checked()
                .agent("Task_ChooseRemedy", Map.of("remedy", "CARRIER_INQUIRY"))
                .waitsAt("Task_OpenInquiry");
        mill.agent("Task_EnterTracking", underWay("DELAYED", 1, -6))
                .checked()
                .agent("Task_ChooseRemedy", Map.of("remedy", "CARRIER_INQUIRY"))
                .agent("Task_OpenInquiry", Map.of("carrierCaseNumber", "INVENTED-INQ-1"))
                .answered()
                .waitsAt("Task_EnterCarrierAnswer");

        // Amazon, and doubts
        cooker.agent("Task_EnterTracking", delivered("玄関前（架空）", "SIGNATURE"))
                .checked()
                .answered()
                .told("a-to-z-filed", Map.of("claimReference", "INVENTED-CLAIM-1"));
        earphones
                .agent("Task_EnterTracking", delivered("Reception (invented)", "SIGNATURE"))
                .agent(
                        "Task_CheckFacts",
                        Map.of(
                                "addressFault",
                                "NONE",
                                "paymentState",
                                "PAID",
                                "fraudSuspected",
                                true,
                                "doubtNote",
                                "Invented: the carrier shows a signature."))
                .agent("Task_WriteReport", Map.of())
                .waitsAt("Task_ApproveReport");

        // orders to be cancelled: not sent yet, on the way, filed at Amazon, delivered
        vase.waitsAt("Task_CancelOrder");
        scarf.agent("Task_EnterTracking", underWay("IN_TRANSIT", 2, -1))
                .checked()
                .waitsAt("Task_FileCancellation");
        radio.agent("Task_EnterTracking", underWay("IN_TRANSIT", 2, -1))
                .checked()
                .agent("Task_FileCancellation", Map.of("filingAnswer", "FILED", "parcelStep", "ASK_TO_REFUSE"))
                .answered()
                .waitsAt("Task_EnterDecision");
        stand.agent("Task_EnterTracking", delivered("Hall (invented)", "PHOTO"))
                .checked()
                .answered()
                .waitsAt("Task_ReceiveGoods");

        // faster shipping: asked of the shop, promised, declined, and before buying
        gift.waitsAt("Task_CheckCapacity");
        // whether anything can be gained depends on the hour at which this is played
        tent.agent("Task_CheckCapacity", capacity(true));
        skates.agent("Task_CheckCapacity", capacity(false)).waitsAt("Task_AnswerBuyer");
        notYetBought.waitsAt("Task_CheckCapacity");
        cable.waitsAt("Task_AnswerBuyer");
        starred.waitsAt("Task_ReadComment");
        asking.waitsAt("Task_EnterOrder");
        unplaced.waitsAt("Task_PlaceTheMessage");
    }

    private static Map<String, Object> capacity(boolean hands) {
        return Map.of("orderState", "UNSHIPPED", "inStock", true, "roomToPack", hands, "speedPaid", "STANDARD");
    }

    private Played opened(String marketplace, String orderId, String language, String text, int hoursAgo) {
        return opened(NOT_RECEIVED, marketplace, orderId, language, text, hoursAgo);
    }

    private Played opened(
            String kind,
            String marketplace,
            @Nullable String orderId,
            String language,
            @Nullable String text,
            int hoursAgo) {
        OffsetDateTime receivedAt =
                OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).minus(Duration.ofHours(hoursAgo));
        NewMessage message = new NewMessage(text, receivedAt, language, null);
        NewCase told = new NewCase(kind, marketplace, orderId, message, null);
        return new Played(
                kind, intake.open(told, "invented-" + kind + "-" + orderId).caseNumber());
    }

    private String day(int fromToday) {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .plusDays(fromToday)
                .toString();
    }

    private static String holdingText() {
        return "Vielen Dank für Ihre Nachricht zur Bestellung ${orderId}. Wir prüfen sie und antworten bis ${promisedDate}.";
    }

    private Map<String, Object> underWay(String state, int latestDay, int lastScan) {
        return parcel(state, latestDay, Map.of("lastScanDate", day(lastScan)));
    }

    private Map<String, Object> delivered(String place, String proof) {
        return parcel(
                "DELIVERED",
                -3,
                Map.of("deliveredAtLocal", day(-4) + "T14:05", "deliveredPlace", place, "deliveryProof", proof));
    }

    private Map<String, Object> parcel(String state, int latestDay, Map<String, Object> more) {
        Map<String, Object> seen = new LinkedHashMap<>(more);
        seen.put("carrier", "Invented Carrier");
        seen.put("trackingNumber", "INVENTED-1");
        seen.put("deliveryState", state);
        seen.put("latestDeliveryDate", day(latestDay));
        return seen;
    }

    /** Promised for today where the buyer lives, so that it can be verified at once. */
    private Map<String, Object> refunded(String amount, Marketplace marketplace) {
        return Map.of(
                "refundAmount",
                amount,
                "remedyReference",
                "INVENTED-REFUND-1",
                "refundExpectedDate",
                LocalDate.ofInstant(clock.instant(), marketplace.zone()).toString());
    }

    /** One case, and what people do with it. */
    private final class Played {

        private final String kind;
        private final CaseNumber number;

        Played(String kind, CaseNumber number) {
            this.kind = kind;
            this.number = number;
        }

        Played checked() {
            return agent("Task_CheckFacts", Map.of("addressFault", "NONE", "paymentState", "PAID"));
        }

        Played lost() {
            return agent("Task_EnterTracking", parcel("LOST", -1, Map.of())).checked();
        }

        /** The draft leaves as it is, and has left. */
        Played answered() {
            agent("Task_AnswerBuyer", Map.of("replyAction", "SEND"));
            until(
                    "answered the buyer",
                    () -> runtime.createProcessInstanceQuery()
                                    .processInstanceBusinessKey(number.value())
                                    .processDefinitionKey(kind)
                                    .variableValueEquals(DisputeFacts.BUYER_WAITS.name(), false)
                                    .count()
                            > 0);
            return this;
        }

        Played told(String event, Map<String, Object> facts) {
            intake.event(
                    number,
                    new NewEvent(event, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC), null, facts));
            return this;
        }

        Played agent(String taskKey, Map<String, Object> answers) {
            until(
                    "completed " + taskKey,
                    () -> task(taskKey).map(task -> completes(task, answers)).orElse(false));
            return this;
        }

        /** The outbox may be working on the same case; whoever meets it tries again, as people do. */
        private boolean completes(Task task, Map<String, Object> answers) {
            identity.setAuthentication("agent", List.of("agents"));
            try {
                tasks.complete(task.getId(), new LinkedHashMap<>(answers));
                return true;
            } catch (OptimisticLockingException e) {
                return false;
            } finally {
                identity.clearAuthentication();
            }
        }

        Played waitsAt(String taskKey) {
            until("come to " + taskKey, () -> task(taskKey).isPresent());
            return this;
        }

        private Optional<Task> task(String taskKey) {
            return Optional.ofNullable(tasks.createTaskQuery()
                    .processInstanceBusinessKey(number.value())
                    .taskDefinitionKey(taskKey)
                    .singleResult());
        }

        private void until(String what, BooleanSupplier reached) {
            for (int i = 0; i < MOST_WAITS; i++) {
                if (reached.getAsBoolean()) {
                    return;
                }
                try {
                    TimeUnit.MILLISECONDS.sleep(100);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            }
            throw new IllegalStateException(number + " has not " + what);
        }
    }
}
