package org.disputedesk.rig;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.disputedesk.rig.DeskClient.Reply;
import org.jspecify.annotations.Nullable;

/**
 * A busy shop: people who open cases and work on them, who repeat what was not acknowledged, and who write down, outside
 * the desk, what was.
 */
final class Shop implements AutoCloseable {

    /** Which user of the desk works on a task, and what the form is given. */
    private record Answer(String user, Map<String, Object> fields) {}

    private final Map<String, Answer> answers = Map.of(
            "Task_SendHoldingReply",
            new Answer(
                    "agent",
                    Map.of(
                            "promisedDate",
                            LocalDate.now(ZoneOffset.UTC).plusDays(3).toString(),
                            "holdingText",
                            "We are checking and will answer by ${promisedDate}.")),
            "Task_EnterOrder",
            new Answer(
                    "agent",
                    Map.of(
                            "fulfilment",
                            "FBM",
                            "orderState",
                            "SHIPPED",
                            "paymentState",
                            "PAID",
                            "latestDeliveryDate",
                            LocalDate.now(ZoneOffset.UTC).minusDays(1).toString())),
            "Task_EnterTracking",
            new Answer(
                    "agent",
                    Map.of(
                            "carrier",
                            "YAMATO",
                            "trackingNumber",
                            "123456789012",
                            "deliveryState",
                            "DELIVERED",
                            "deliveredPlace",
                            "玄関前",
                            "deliveredAtLocal",
                            LocalDate.now(ZoneOffset.UTC).minusDays(2) + "T14:05")),
            "Task_CheckFacts",
            new Answer("agent", Map.of("addressCorrect", true, "addressFault", "NONE", "paymentState", "PAID")),
            "Task_AnswerBuyer",
            new Answer("agent", Map.of("replyAction", "SEND")));

    /** A task that the desk has told somebody is done. */
    record Completion(String caseNumber, String taskName) {}

    private final List<DeskClient> nodes;
    private final List<Thread> people = new ArrayList<>();
    private final AtomicInteger nextOrder = new AtomicInteger();
    private final int shopNumber = ThreadLocalRandom.current().nextInt(100, 999);
    private final ConcurrentMap<String, String> caseByOrder = new ConcurrentHashMap<>();
    private final Queue<String> recentCases = new ConcurrentLinkedQueue<>();
    private final Queue<Completion> completions = new ConcurrentLinkedQueue<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final AtomicLong repeats = new AtomicLong();
    private volatile boolean open = true;

    Shop(DeskClient... nodes) {
        this.nodes = List.of(nodes);
    }

    void start(int threads) {
        for (int i = 0; i < threads; i++) {
            int number = i;
            Thread person = new Thread(() -> work(nodes.get(number % nodes.size())), "shop-" + i);
            person.setDaemon(true);
            people.add(person);
            person.start();
        }
    }

    Map<String, String> acknowledgedCases() {
        return Map.copyOf(caseByOrder);
    }

    List<Completion> acknowledgedCompletions() {
        return List.copyOf(completions);
    }

    /** Answers that should never come, whatever happens to the desk. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    long repeats() {
        return repeats.get();
    }

    private void work(DeskClient desk) {
        while (open) {
            String caseNumber = openCase(desk);
            if (caseNumber != null && ThreadLocalRandom.current().nextInt(10) < 8) {
                workOn(desk, caseNumber);
            }
            String earlier = recentCases.poll();
            if (earlier != null) {
                workOn(desk, earlier);
            }
            if (caseNumber != null) {
                recentCases.add(caseNumber);
            }
        }
    }

    /** Opens a case for an order nobody has, and repeats until it is acknowledged or the shop closes. */
    private @Nullable String openCase(DeskClient desk) {
        String orderId = String.format(Locale.ROOT, "%03d-%07d-0000001", shopNumber, nextOrder.incrementAndGet());
        Map<String, Object> body = Map.of(
                "kind",
                "order-not-received",
                "marketplace",
                "JP",
                "orderId",
                orderId,
                "message",
                Map.of("text", "まだ届きません。 " + orderId, "externalId", "mail-" + orderId));
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        while (open) {
            try {
                Reply reply = desk.post("agent", "/api/cases", body, key);
                if (reply.status() == 201 || reply.status() == 200) {
                    String caseNumber = reply.body().path("caseNumber").asText();
                    caseByOrder.put(orderId, caseNumber);
                    return caseNumber;
                }
                if (reply.status() != 503) {
                    complaints.add("POST /api/cases: " + reply.status() + " " + reply.text());
                    return null;
                }
            } catch (IOException e) {
                pause();
            }
            repeats.incrementAndGet();
        }
        return null;
    }

    /** Does whatever the case asks for, one task after the other, as staff do. */
    private void workOn(DeskClient desk, String caseNumber) {
        while (open) {
            try {
                JsonNode tasks =
                        desk.get("agent", "/api/cases/" + caseNumber).body().path("openTasks");
                for (JsonNode task : tasks) {
                    Answer answer = answers.get(task.path("key").asText());
                    if (answer != null) {
                        complete(desk, caseNumber, task, answer);
                    }
                }
                return;
            } catch (IOException e) {
                repeats.incrementAndGet();
                pause();
            }
        }
    }

    private void complete(DeskClient desk, String caseNumber, JsonNode task, Answer answer) throws IOException {
        Map<String, Object> variables = new HashMap<>();
        answer.fields().forEach((name, value) -> variables.put(name, Map.of("value", value)));
        Reply reply = desk.post(
                answer.user(),
                "/engine-rest/task/" + task.path("id").asText() + "/complete",
                Map.of("variables", variables),
                Map.of());
        if (reply.status() == 204) {
            completions.add(new Completion(caseNumber, task.path("name").asText()));
            // 404: done by an earlier attempt whose answer was lost; 409: somebody works on the case, so once more
            // later
        } else if (reply.status() != 404 && reply.status() != 409) {
            complaints.add("complete " + task.path("key").asText() + ": " + reply.status() + " " + reply.text());
        }
    }

    /** The desk is away for a moment; nobody hammers it meanwhile. */
    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }

    @Override
    public void close() {
        open = false;
        try {
            for (Thread person : people) {
                person.join(60_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
