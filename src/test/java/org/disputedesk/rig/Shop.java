package org.disputedesk.rig;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
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

    /** What became of a parcel, and with it which way its case goes. */
    private enum Parcel {
        DELIVERED,
        LOST,
        LOST_AND_DEAR;

        static Parcel of(String caseNumber) {
            return values()[lastDigit(caseNumber) % values().length];
        }
    }

    /** How many cases of before are worked on for each one that is opened. */
    private static final int CASES_PER_NEW_ONE = 6;

    /** A task that the desk has told somebody is done. */
    record Completion(String caseNumber, String taskName) {}

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    private final List<DeskClient> nodes;
    private final List<Thread> people = new ArrayList<>();
    private final AtomicInteger nextOrder = new AtomicInteger();
    private final int shopNumber = ThreadLocalRandom.current().nextInt(100, 999);
    private final ConcurrentMap<String, String> caseByOrder = new ConcurrentHashMap<>();
    private final Queue<String> inWork = new ConcurrentLinkedQueue<>();
    private final Queue<Completion> completions = new ConcurrentLinkedQueue<>();
    private final Set<String> arrived = ConcurrentHashMap.newKeySet();
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

    /** The cases whose buyer has told that the parcel is there after all. */
    Set<String> acknowledgedArrivals() {
        return Set.copyOf(arrived);
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
            String opened = openCase(desk);
            if (opened != null) {
                inWork.add(opened);
            }
            for (int i = 0; i < CASES_PER_NEW_ONE; i++) {
                // whoever has taken a case out is the only one who works on it
                String next = inWork.poll();
                if (next != null && workOn(desk, next)) {
                    inWork.add(next);
                }
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

    /** Does whatever the case asks for now, as staff do. Answers whether it may ask for more. */
    private boolean workOn(DeskClient desk, String caseNumber) {
        while (open) {
            try {
                Reply reply = desk.get("agent", "/api/cases/" + caseNumber);
                if (reply.status() != 200) {
                    throw new IOException(reply.text());
                }
                JsonNode found = reply.body();
                JsonNode tasks = found.path("openTasks");
                if (found.path("state").asText().equals("CLOSED") || waitsForDays(found)) {
                    return false;
                }
                for (JsonNode task : tasks) {
                    Answer answer = answer(task.path("key").asText(), caseNumber);
                    if (answer != null) {
                        complete(desk, caseNumber, task, answer);
                    }
                }
                if (tasks.isEmpty() && Parcel.of(caseNumber) == Parcel.DELIVERED) {
                    tellArrival(desk, caseNumber);
                }
                return true;
            } catch (IOException e) {
                repeats.incrementAndGet();
                pause();
            }
        }
        return true;
    }

    /** A remedy is on its way and the buyer has been told. */
    private static boolean waitsForDays(JsonNode found) {
        JsonNode facts = found.path("facts");
        return found.path("openTasks").isEmpty()
                && facts.path("remedyState").asText().equals("DONE")
                && !facts.path("buyerWaits").asBoolean();
    }

    private @Nullable Answer answer(String taskKey, String caseNumber) {
        Parcel parcel = Parcel.of(caseNumber);
        return switch (taskKey) {
            // most buyers get their answer before anybody has to hold them
            case "Task_SendHoldingReply" ->
                lastDigit(caseNumber) > 2
                        ? null
                        : agent(
                                "promisedDate",
                                day(3),
                                "holdingText",
                                "We are checking order ${orderId} and will answer by ${promisedDate}.",
                                "sendReason",
                                "The buyer writes English.");
            case "Task_EnterOrder" ->
                agent(
                        "fulfilment",
                        "FBM",
                        "orderState",
                        "SHIPPED",
                        "paymentState",
                        "PAID",
                        "orderValue",
                        parcel == Parcel.LOST_AND_DEAR ? 39_800 : 3_980,
                        "latestDeliveryDate",
                        day(-1));
            case "Task_EnterTracking" ->
                parcel == Parcel.DELIVERED
                        ? agent(
                                "carrier",
                                "YAMATO",
                                "trackingNumber",
                                "123456789012",
                                "deliveryState",
                                "DELIVERED",
                                "deliveredPlace",
                                "玄関前",
                                "deliveredAtLocal",
                                day(-2) + "T14:05",
                                "deliveryProof",
                                "NONE")
                        : agent("carrier", "YAMATO", "trackingNumber", "123456789012", "deliveryState", "LOST");
            case "Task_CheckFacts" -> agent("addressCorrect", true, "addressFault", "NONE", "paymentState", "PAID");
            case "Task_AnswerBuyer" -> agent("replyAction", "SEND");
            case "Task_ChooseRemedy" -> agent("remedy", parcel == Parcel.LOST ? "REFUND" : "REPLACEMENT");
            case "Task_ApproveRemedy" -> new Answer("lead", Map.of("approval", "APPROVED"));
            case "Task_IssueRefund" ->
                agent("refundAmount", "3980", "remedyReference", "R-" + caseNumber, "refundExpectedDate", day(7));
            case "Task_SendReplacement" ->
                agent("carrier", "YAMATO", "remedyReference", "T-" + caseNumber, "latestDeliveryDate", day(3));
            case "Task_NoteCause" -> agent("causeCode", "BUYER");
            default -> null;
        };
    }

    private static Answer agent(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return new Answer("agent", fields);
    }

    private String day(int fromToday) {
        return today.plusDays(fromToday).toString();
    }

    private static int lastDigit(String caseNumber) {
        return Character.digit(caseNumber.charAt(caseNumber.length() - 1), 10);
    }

    /** The buyer has found the parcel; told again until it is acknowledged, which must not count twice. */
    private void tellArrival(DeskClient desk, String caseNumber) throws IOException {
        if (arrived.contains(caseNumber)) {
            return;
        }
        Reply reply = desk.post(
                "agent",
                "/api/cases/" + caseNumber + "/events",
                Map.of("type", "buyer-confirmed", "externalId", "arrived-" + caseNumber),
                Map.of());
        if (reply.status() == 201 || reply.status() == 200) {
            arrived.add(caseNumber);
        } else if (reply.status() != 409 && reply.status() != 503) {
            complaints.add("buyer-confirmed for " + caseNumber + ": " + reply.status() + " " + reply.text());
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
