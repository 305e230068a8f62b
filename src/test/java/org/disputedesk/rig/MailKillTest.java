package org.disputedesk.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.disputedesk.rig.DeskClient.Reply;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} while letters leave by mail: none is lost, none is taken by the mail server twice, and a person is asked of
 * each that nobody can account for. {@code -Ddesk.kills=30} for a long run.
 */
@Tag("slow")
class MailKillTest {

    private static final int BUYERS = 12;
    private static final Duration LONGEST = Duration.ofMinutes(3);

    /** What became of the letters of all cases, by their ids. */
    private record Letters(Set<String> approved, Set<String> sent, Set<String> inDoubt, Set<String> others) {}

    @Test
    void no_letter_is_lost_and_none_arrives_twice() throws Exception {
        Path place = DeskNode.place("kill-mail" + (database().length == 0 ? "" : "-postgres"));
        int kills = Integer.getInteger("desk.kills", 3);
        try (var server = new ScriptedMailServer();
                DeskNode node = DeskNode.start("node", place.resolve("home"), settings(server))) {
            Map<String, String> aliases = buyersWrite(node);
            killedBeforeTheAnswer(node, server);
            server.takesItsTime(250);
            for (int kill = 0; kill < kills; kill++) {
                Thread staff = new Thread(() -> holdAll(node.client()), "staff");
                staff.start();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                        ThreadLocalRandom.current().nextLong(500, 4_000)));
                node.kill();
                staff.join();
                startAndSettle(node);
            }
            // whatever was not written before the last kill
            server.takesItsTime(0);
            holdAll(node.client());
            await("all letters are accounted for").atMost(LONGEST).until(() -> isSettled(letters(node.client())));
            Letters letters = letters(node.client());
            Map<String, Integer> taken = new TreeMap<>();
            server.taken().forEach(mail -> {
                String id = mail.header("Message-ID").replaceAll("^<letter-|@.*$", "");
                taken.merge(id, 1, Integer::sum);
                assertThat(mail.to()).hasSize(1);
                assertThat(aliases.values()).anyMatch(alias -> mail.to().get(0).contains(alias));
            });
            String found = kills + " kills, " + letters.approved().size() + " letters approved, "
                    + letters.sent().size() + " sent, " + letters.inDoubt().size() + " in doubt, " + taken.size()
                    + " taken by the server in " + server.conversations() + " conversations";
            System.out.println(found);
            assertThat(taken)
                    .as(found)
                    .allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
            assertThat(letters.others()).as("undeliverable").isEmpty();
            assertThat(taken.keySet()).as("what is called sent was taken").containsAll(letters.sent());
            Set<String> silent = new HashSet<>(taken.keySet());
            silent.removeAll(letters.sent());
            assertThat(letters.inDoubt()).as("what was taken without an answer").containsAll(silent);
            assertThat(letters.sent()).hasSizeGreaterThanOrEqualTo(BUYERS);
            assertThat(node.home().resolve("outbox"))
                    .satisfiesAnyOf(
                            folder -> assertThat(folder).doesNotExist(),
                            folder -> assertThat(folder).isEmptyDirectory());
        }
    }

    /** The one moment of which no machine can tell: the letter was taken, and the desk dies before it is told. */
    private static void killedBeforeTheAnswer(DeskNode node, ScriptedMailServer server) throws IOException {
        server.nextConversations(ScriptedMailServer.Conversation.END_ANSWERED_TOO_LATE);
        hold(node.client(), cases(node.client()).get(0));
        await("the letter is taken")
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> !server.taken().isEmpty());
        node.kill();
        startAndSettle(node);
        Letters letters = letters(node.client());
        assertThat(letters.inDoubt()).hasSize(1);
        assertThat(letters.sent()).isEmpty();
        assertThat(server.taken()).hasSize(1);
    }

    private static void startAndSettle(DeskNode node) throws IOException {
        node.startAgain();
        await("all letters of before are accounted for")
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> isSettled(letters(node.client())));
        settleDoubts(node.client());
    }

    /** What makes a node use another database than its own. */
    String[] database() {
        return new String[0];
    }

    private String[] settings(ScriptedMailServer server) {
        String[] mail = {
            "--spring.mail.host=127.0.0.1",
            "--spring.mail.port=" + server.port(),
            "--spring.mail.properties.mail.smtp.starttls.required=false",
            "--desk.mail.from=shop@example.com",
            "--desk.mail.take-back=PT0S"
        };
        return Stream.concat(Stream.of(mail), Stream.of(database())).toArray(String[]::new);
    }

    private static boolean isSettled(Letters letters) {
        Set<String> open = new HashSet<>(letters.approved());
        open.removeAll(letters.sent());
        open.removeAll(letters.inDoubt());
        open.removeAll(letters.others());
        return open.isEmpty();
    }

    /** Puts one mail of each buyer into the folder and waits for their cases. Answers the aliases by order. */
    private static Map<String, String> buyersWrite(DeskNode node) throws IOException {
        Path inbox = Files.createDirectories(node.home().resolve("inbox/mail"));
        Map<String, String> aliases = new HashMap<>();
        for (int i = 0; i < BUYERS; i++) {
            String order = String.format(Locale.ROOT, "503-%07d-0000002", i + 1);
            String alias = String.format(Locale.ROOT, "q2w3e4r5t6y7%03d", i);
            aliases.put(order, alias);
            Path half = inbox.resolve(order + ".writing");
            Files.writeString(half, mail(order, alias));
            Files.move(half, inbox.resolve(order + ".eml"), StandardCopyOption.ATOMIC_MOVE);
        }
        await("all buyers have a case")
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> cases(node.client()).size() == BUYERS);
        return aliases;
    }

    private static String mail(String order, String alias) {
        return """
                From: "Dana Quill" <%2$s@marketplace.amazon.com>
                To: shop@example.com
                Message-ID: <%2$s@eu-west-1.amazonses.com>
                Date: %3$s
                Subject: Where is my package? inquiry from Amazon customer Dana (Order: %1$s)
                X-Space-Notification-Type: BBC_MESSAGE_SENT_TO_MERCHANT
                X-Marketplace-ID: ATVPDKIKX0DER
                MIME-Version: 1.0
                Content-Type: text/plain; charset=UTF-8

                You have received a message.

                ------------- Begin message -------------

                Hello, my order %1$s has not arrived.

                ------------- End message -------------
                """.formatted(
                        order,
                        alias,
                        java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                java.time.ZonedDateTime.now(ZoneOffset.UTC)));
    }

    private static List<String> cases(DeskClient desk) {
        List<String> cases = new ArrayList<>();
        desk.mustGet("lead", "/api/cases?sort=opened&size=100")
                .path("items")
                .forEach(item -> cases.add(item.path("caseNumber").asText()));
        return cases;
    }

    /** Somebody sends a holding reply in every case, until the desk is away. */
    private static void holdAll(DeskClient desk) {
        try {
            for (String caseNumber : cases(desk)) {
                hold(desk, caseNumber);
            }
        } catch (IOException | UncheckedIOException e) {
            System.out.println("the desk is away: " + e.getMessage());
        }
    }

    private static void hold(DeskClient desk, String caseNumber) throws IOException {
        for (JsonNode task : desk.mustGet("agent", "/api/cases/" + caseNumber).path("openTasks")) {
            if (task.path("key").asText().equals("Task_SendHoldingReply")) {
                complete(
                        desk,
                        "agent",
                        task,
                        Map.of(
                                "promisedDate",
                                LocalDate.now(ZoneOffset.UTC).plusDays(3).toString(),
                                "holdingText",
                                "We are checking your order ${orderId} and will answer soon."));
            }
        }
    }

    /** A lead says of each doubtful letter that it is there. */
    private static void settleDoubts(DeskClient desk) throws IOException {
        for (String caseNumber : cases(desk)) {
            for (JsonNode task :
                    desk.mustGet("lead", "/api/cases/" + caseNumber).path("openTasks")) {
                if (task.path("key").asText().equals("Task_SettleLetter")) {
                    complete(desk, "lead", task, Map.of("letterWasSent", true));
                }
            }
        }
    }

    private static void complete(DeskClient desk, String user, JsonNode task, Map<String, Object> fields)
            throws IOException {
        Map<String, Object> variables = fields.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> Map.of("value", e.getValue())));
        Reply reply = desk.post(
                user,
                "/engine-rest/task/" + task.path("id").asText() + "/complete",
                Map.of("variables", variables),
                Map.of());
        assertThat(reply.status()).as(reply.text()).isIn(204, 409);
    }

    private static Letters letters(DeskClient desk) throws IOException {
        var letters = new Letters(new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
        for (String caseNumber : cases(desk)) {
            for (JsonNode entry :
                    desk.mustGet("lead", "/api/cases/" + caseNumber + "/record").path("entries")) {
                String id = outboxId(entry);
                switch (entry.path("kind").asText()) {
                    case "letter-approved" -> letters.approved().add(id);
                    case "letter-sent" ->
                        assertThat(letters.sent().add(id))
                                .as("sent twice: %s", id)
                                .isTrue();
                    case "letter-in-doubt" -> letters.inDoubt().add(id);
                    case "letter-undeliverable" -> letters.others().add(id);
                    default -> {}
                }
            }
        }
        return letters;
    }

    private static String outboxId(JsonNode entry) throws IOException {
        JsonNode facts = entry.path("facts");
        return (facts.isTextual() ? DeskClient.JSON.readTree(facts.asText()) : facts)
                .path("outboxId")
                .asText();
    }
}
