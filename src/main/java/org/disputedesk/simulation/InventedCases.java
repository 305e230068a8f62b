package org.disputedesk.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.disputedesk.desk.CaseSearch;
import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.intake.Intake;
import org.disputedesk.intake.Intake.NewCase;
import org.disputedesk.intake.Intake.NewMessage;
import org.disputedesk.orders.OrderImport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Profile {@code demo}: imports invented orders and opens invented cases, one in each state a newcomer should see. It goes
 * through the same doors as everybody else, and does nothing when the desk has cases already.
 */
@Component
@Profile("demo")
class InventedCases {

    private static final Logger log = LoggerFactory.getLogger(InventedCases.class);
    private static final int MOST_WAITS = 300;

    private final OrderImport orders;
    private final Intake intake;
    private final TaskService tasks;
    private final IdentityService identity;
    private final CaseSearch cases;
    private final Clock clock;

    InventedCases(
            OrderImport orders,
            Intake intake,
            TaskService tasks,
            IdentityService identity,
            CaseSearch cases,
            Clock clock) {
        this.orders = orders;
        this.intake = intake;
        this.tasks = tasks;
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
            invent();
        } catch (IOException | RuntimeException e) {
            log.error("The invented cases could not all be made; delete the home folder and start again", e);
        }
    }

    private void invent() throws IOException {
        if (cases.search(new CaseSearch.Query(null, null, null, null, null, null, null, 0, 1))
                        .total()
                > 0) {
            return;
        }
        try (InputStream report = new ClassPathResource("simulation/invented-orders.txt").getInputStream()) {
            orders.importFile("invented-orders.txt", report, null);
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        String past = today.minusDays(6).toString();
        String future = today.plusDays(4).toString();

        open("JP", "250-0000001-0000001", "［架空］まだ商品が届きません。いつ届きますか。", 2);
        var held =
                open("DE", "302-0000001-0000004", "[invented] Where is my lamp? It should have been here by now.", 8);
        complete(
                held,
                "agent",
                "Task_SendHoldingReply",
                Map.of(
                        "promisedDate",
                        today.plusDays(1).toString(),
                        "holdingText",
                        "Thank you for your message about order ${orderId}. We are checking and will answer by ${promisedDate}."));
        open("US", "111-0000001-0000006", "[invented] My package never arrived.", 30);

        var toAnswer = open("JP", "250-0000001-0000002", "［架空］配達完了と出ていますが、届いていません。", 5);
        check(
                toAnswer,
                past,
                Map.of(
                        "deliveryState",
                        "DELIVERED",
                        "deliveredAtLocal",
                        today.minusDays(5) + "T14:05",
                        "deliveredPlace",
                        "玄関前（架空）",
                        "deliveryProof",
                        "PHOTO"));

        var waiting = open("DE", "302-0000001-0000005", "[invented] When will my backpack come?", 3);
        check(waiting, future, Map.of("deliveryState", "IN_TRANSIT"));
        answer(waiting);

        var remedy = open("US", "111-0000001-0000007", "[invented] Still no garden lights.", 4);
        check(remedy, past, Map.of("deliveryState", "LOST"));
        complete(remedy, "lead", "Task_ChooseRemedy", Map.of("remedy", "REFUND"));

        var guided = open("JP", "250-0000001-0000003", "［架空］スピーカーが届きません。", 6);
        check(guided, past, Map.of("deliveryState", "IN_TRANSIT"));
        answer(guided);

        var pending = open("JP", "250-0000001-0000008", "［架空］手帳はいつ届きますか。", 7);
        check(pending, future, Map.of("deliveryState", "UNKNOWN", "paymentState", "PENDING"));
        answer(pending);
        log.info("Invented orders and cases are ready to look at");
    }

    private CaseNumber open(String marketplace, String orderId, String text, int hoursAgo) {
        OffsetDateTime receivedAt =
                OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).minus(Duration.ofHours(hoursAgo));
        return intake.open(
                        new NewCase(
                                "order-not-received",
                                marketplace,
                                orderId,
                                new NewMessage(
                                        text,
                                        receivedAt,
                                        Marketplace.of(marketplace).language(),
                                        null),
                                null),
                        "invented-" + orderId)
                .caseNumber();
    }

    private void check(CaseNumber caseNumber, String latestDelivery, Map<String, Object> seen) {
        Map<String, Object> tracking = new LinkedHashMap<>(seen);
        Object payment = tracking.remove("paymentState");
        tracking.put("carrier", "Invented Carrier");
        tracking.put("trackingNumber", "INVENTED-1");
        tracking.put("latestDeliveryDate", latestDelivery);
        complete(caseNumber, "agent", "Task_EnterTracking", tracking);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("addressFault", "NONE");
        facts.put("addressCorrect", true);
        facts.put("paymentState", payment == null ? "PAID" : payment);
        complete(caseNumber, "agent", "Task_CheckFacts", facts);
    }

    private void answer(CaseNumber caseNumber) {
        complete(caseNumber, "agent", "Task_AnswerBuyer", Map.of("replyAction", "SEND"));
    }

    private void complete(CaseNumber caseNumber, String user, String taskKey, Map<String, Object> facts) {
        Task task = waitFor(caseNumber, taskKey);
        identity.setAuthentication(user, List.of(user.equals("lead") ? "leads" : "agents"));
        try {
            tasks.complete(task.getId(), new LinkedHashMap<>(facts));
        } finally {
            identity.clearAuthentication();
        }
    }

    private Task waitFor(CaseNumber caseNumber, String taskKey) {
        for (int i = 0; i < MOST_WAITS; i++) {
            Task task = tasks.createTaskQuery()
                    .processInstanceBusinessKey(caseNumber.value())
                    .taskDefinitionKey(taskKey)
                    .singleResult();
            if (task != null) {
                return task;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        throw new IllegalStateException(caseNumber + " did not come to " + taskKey);
    }
}
