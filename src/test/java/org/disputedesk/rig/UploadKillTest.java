package org.disputedesk.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} while files come in: every file that was acknowledged is there afterwards, byte by byte, in the list and
 * in the record, and everything of the case verifies. {@code -Ddesk.kills=30} for a long run.
 */
@Tag("slow")
class UploadKillTest {

    private static final int PEOPLE = 4;
    private static final int BUSY = 8;

    private record Acknowledged(String caseNumber, String sha256) {}

    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicLong seeds = new AtomicLong();

    @Test
    void nothing_acknowledged_is_lost() throws Exception {
        Path place = DeskNode.place("kill-uploads");
        int kills = Integer.getInteger("desk.kills", 2);
        try (DeskNode node = DeskNode.start("node", place.resolve("home"), settings())) {
            List<String> cases = List.of(open(node.client(), 1), open(node.client(), 2));
            for (int kill = 0; kill < kills; kill++) {
                uploadUntilKilled(node, cases);
                node.startAgain();
                mustHaveAll(node.client(), cases);
            }
            node.kill();
            mustVerifyWithoutTheDesk(node, cases.get(0));
        }
        System.out.println(kills + " kills, " + acknowledged.size() + " uploads acknowledged, none lost");
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(kills * BUSY);
    }

    /** What a node is started with. */
    String[] settings() {
        return new String[0];
    }

    /** What tells the command line where the database is. */
    Map<String, String> whereToVerify() {
        return Map.of();
    }

    private void mustVerifyWithoutTheDesk(DeskNode node, String caseNumber) throws Exception {
        DeskNode.Answer whole = node.command(whereToVerify(), "verify", "--case", caseNumber);
        assertThat(whole.exitCode()).as(whole.text()).isZero();
        assertThat(whole.text()).contains("INTACT", "files are as they were received", "1 of 1 messages");

        Path file;
        try (Stream<Path> files = Files.list(node.home().resolve("evidence").resolve(caseNumber))) {
            file = files.filter(one -> one.getFileName().toString().matches("[0-9a-f]{64}"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] sealed = Files.readAllBytes(file);
        sealed[sealed.length / 2] ^= 1;
        Files.write(file, sealed);
        DeskNode.Answer changed = node.command(whereToVerify(), "verify", "--case", caseNumber);
        assertThat(changed.exitCode()).as(changed.text()).isEqualTo(1);
        assertThat(changed.text()).contains("CHANGED", file.getFileName() + ": was changed on disk");
    }

    private static String open(DeskClient client, int n) throws IOException {
        return client.post(
                        "agent",
                        "/api/cases",
                        Map.of(
                                "kind",
                                "order-not-received",
                                "marketplace",
                                "JP",
                                "orderId",
                                "250-0000009-000000" + n,
                                "message",
                                Map.of("text", "まだ届きません。", "receivedAt", yesterday())),
                        Map.of())
                .body()
                .path("caseNumber")
                .asText();
    }

    private static String yesterday() {
        return Instant.ofEpochMilli(System.currentTimeMillis())
                .minus(Duration.ofDays(1))
                .toString();
    }

    private void uploadUntilKilled(DeskNode node, List<String> cases) throws InterruptedException {
        var goesOn = new AtomicBoolean(true);
        long before = acknowledged.size();
        List<Thread> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            String caseNumber = cases.get(i % cases.size());
            DeskClient client = node.client();
            var person = new Thread(() -> {
                while (goesOn.get()) {
                    upload(client, caseNumber);
                }
            });
            person.start();
            people.add(person);
        }
        try {
            await("files come in").atMost(Duration.ofMinutes(3)).until(() -> acknowledged.size() >= before + BUSY);
            LockSupport.parkNanos(
                    TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(0, 500)));
        } finally {
            node.kill();
            goesOn.set(false);
        }
        for (Thread person : people) {
            person.join();
        }
    }

    private void upload(DeskClient client, String caseNumber) {
        byte[] content = content(seeds.incrementAndGet());
        try {
            DeskClient.Reply reply =
                    client.upload("agent", "/api/cases/" + caseNumber + "/evidence", "paper.pdf", content);
            if (reply.status() == 201) {
                String sha256 = reply.body().path("sha256").asText();
                assertThat(sha256).isEqualTo(sha256(content));
                acknowledged.add(new Acknowledged(caseNumber, sha256));
            }
        } catch (IOException e) {
            // killed: nothing was promised
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** From a few bytes to two megabytes, never the same twice. */
    private static byte[] content(long seed) {
        var random = new Random(seed);
        byte[] content = new byte[64 + random.nextInt(2 << random.nextInt(21))];
        random.nextBytes(content);
        byte[] head = "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, content, 0, head.length);
        return content;
    }

    private void mustHaveAll(DeskClient client, List<String> cases) throws IOException {
        for (String caseNumber : cases) {
            JsonNode checked = client.mustGet("lead", "/api/cases/" + caseNumber + "/record?verify=true");
            assertThat(checked.at("/verdict/intact").asBoolean())
                    .as(checked.path("verdict").toString())
                    .isTrue();
            assertThat(checked.at("/evidence/intact").asBoolean())
                    .as(checked.path("evidence").toString())
                    .isTrue();
            List<String> recorded = new ArrayList<>();
            checked.path("entries").forEach(entry -> {
                if (entry.path("kind").asText().equals("evidence-received")) {
                    recorded.add(entry.at("/facts/sha256").asText());
                }
            });
            List<String> listed = new ArrayList<>();
            client.mustGet("lead", "/api/cases/" + caseNumber + "/evidence")
                    .path("items")
                    .forEach(item -> listed.add(item.path("sha256").asText()));
            assertThat(listed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(recorded);
            assertThat(listed)
                    .containsAll(acknowledged.stream()
                            .filter(one -> one.caseNumber().equals(caseNumber))
                            .map(Acknowledged::sha256)
                            .toList());
        }
        for (Acknowledged one : acknowledged) {
            byte[] content = client.download("lead", "/api/cases/" + one.caseNumber() + "/evidence/" + one.sha256());
            assertThat(sha256(content)).as("bytes of %s", one).isEqualTo(one.sha256());
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
