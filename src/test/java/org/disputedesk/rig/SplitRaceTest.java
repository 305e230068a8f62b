package org.disputedesk.rig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.disputedesk.rig.DeskClient.Reply;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two people split messages in two cases of one order at the same moment, each into the other's case and both into a third, by the
 * API and by their tasks: each is done or told what to do, no problem is lost and none gets two cases (004-15).
 */
@Tag("slow")
class SplitRaceTest {

    private static final String ORDER_LOST = "order-not-received";
    private static final String CANCEL = "post-shipment-cancellation";
    private static final String FASTER = "expedite-request";
    private static final String WORDS = "The parcel is late.\nI want it cancelled.\nOr faster.";
    private static final int ROUNDS = 12;

    /** What makes a node use another database than its own. */
    String[] database() {
        return new String[0];
    }

    @Test
    void nobody_waits_for_ever_and_nothing_is_done_twice() throws Exception {
        String name = "split-race" + (database().length == 0 ? "" : "-postgres");
        Path place = DeskNode.place(name);
        try (DeskNode node = DeskNode.start("node", place.resolve("home"), database())) {
            DeskClient desk = node.client();
            for (int round = 0; round < ROUNDS; round++) {
                String order = String.format(Locale.ROOT, "503-%07d-0000077", round + 1);
                String lost = opened(desk, ORDER_LOST, order);
                String cancel = opened(desk, CANCEL, order);
                JsonNode lostRead = reading(desk, lost);
                JsonNode cancelRead = reading(desk, cancel);
                for (Reply reply : atOnce(
                        () -> split(desk, lost, CANCEL, FASTER),
                        () -> split(desk, cancel, FASTER, ORDER_LOST),
                        () -> split(desk, lost, FASTER),
                        () -> read(desk, lostRead, CANCEL, FASTER),
                        () -> read(desk, cancelRead, ORDER_LOST, FASTER),
                        () -> open(desk, FASTER, order))) {
                    assertThat(reply.status()).as(reply.text()).isIn(200, 201, 204, 400, 409);
                    assertThat(reply.text()).doesNotContain("SQL", "org.", "deadlock");
                }
                // whoever was told to try again does
                assertThat(split(desk, lost, CANCEL, FASTER).status()).isIn(200, 201);
                assertThat(split(desk, cancel, FASTER, ORDER_LOST).status()).isIn(200, 201);
                assertThat(cases(desk, order)).as("round %d", round).containsOnlyKeys(ORDER_LOST, CANCEL, FASTER);
                for (String caseNumber : cases(desk, order).values()) {
                    assertThat(desk.mustGet("lead", "/api/cases/" + caseNumber + "/record?verify=true")
                                    .path("verdict")
                                    .path("intact")
                                    .asBoolean())
                            .isTrue();
                }
            }
            assertThat(Files.readString(place.resolve("node.log")))
                    .doesNotContain("Deadlock found", "deadlock detected");
        }
    }

    @SafeVarargs
    private static List<Reply> atOnce(Callable<Reply>... deeds) throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(deeds.length);
        var start = new CountDownLatch(1);
        List<Future<Reply>> doing = new ArrayList<>();
        try {
            for (Callable<Reply> deed : deeds) {
                doing.add(people.submit(() -> {
                    start.await();
                    return deed.call();
                }));
            }
            start.countDown();
            List<Reply> done = new ArrayList<>();
            for (Future<Reply> one : doing) {
                done.add(one.get());
            }
            return done;
        } finally {
            people.shutdownNow();
        }
    }

    private static Reply open(DeskClient desk, String kind, String order) throws IOException {
        return desk.post(
                "agent",
                "/api/cases",
                Map.of("kind", kind, "marketplace", "US", "orderId", order, "message", Map.of("text", "Hello.")),
                Map.of());
    }

    private static String opened(DeskClient desk, String kind, String order) throws IOException {
        Reply reply = open(desk, kind, order);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        String number = reply.body().path("caseNumber").asText();
        for (Map<String, Object> event : List.<Map<String, Object>>of(
                Map.of("type", "reply-sent"), Map.of("type", "buyer-replied", "facts", Map.of("buyerText", WORDS)))) {
            assertThat(desk.post("agent", "/api/cases/" + number + "/events", event, Map.of())
                            .status())
                    .isEqualTo(201);
        }
        return number;
    }

    private static String part(String kind) {
        return switch (kind) {
            case ORDER_LOST -> "The parcel is late.";
            case CANCEL -> "I want it cancelled.";
            default -> "Or faster.";
        };
    }

    private static Reply split(DeskClient desk, String caseNumber, String... kinds) throws IOException {
        return desk.post(
                "agent",
                "/api/cases/" + caseNumber + "/split",
                Map.of(
                        "problems",
                        Arrays.stream(kinds)
                                .map(kind -> Map.of("kind", kind, "text", part(kind), "reason", "Another matter."))
                                .toList()),
                Map.of());
    }

    /** Names the problems while the message is read, as the form does. */
    private static Reply read(DeskClient desk, JsonNode task, String kind, String also) throws IOException {
        Map<String, Object> fields = Map.of(
                "buyerAnswer",
                "STILL_MISSING",
                "furtherKind",
                kind,
                "furtherText",
                part(kind),
                "furtherReason",
                "Another matter.",
                "alsoKind",
                also,
                "alsoText",
                part(also),
                "alsoReason",
                "Another matter.");
        return desk.post(
                "agent",
                "/engine-rest/task/" + task.path("id").asText() + "/complete",
                Map.of(
                        "variables",
                        fields.entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, e -> Map.of("value", e.getValue())))),
                Map.of());
    }

    private static JsonNode reading(DeskClient desk, String caseNumber) {
        for (JsonNode task : desk.mustGet("agent", "/api/cases/" + caseNumber).path("openTasks")) {
            if (task.path("key").asText().equals("Task_ReadReply")) {
                return task;
            }
        }
        throw new IllegalStateException("nobody reads the reply in " + caseNumber);
    }

    private static Map<String, String> cases(DeskClient desk, String order) {
        Map<String, String> cases = new HashMap<>();
        desk.mustGet("lead", "/api/cases?orderId=" + order + "&size=100")
                .path("items")
                .forEach(item -> assertThat(cases.put(
                                item.path("kind").asText(),
                                item.path("caseNumber").asText()))
                        .isNull());
        return cases;
    }
}
