package org.disputedesk.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.disputedesk.attachment.Uploads.hugePng;
import static org.disputedesk.attachment.Uploads.photo;
import static org.disputedesk.attachment.Uploads.picture;
import static org.disputedesk.attachment.Uploads.text;
import static org.disputedesk.attachment.Uploads.zip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.disputedesk.DeskTest;
import org.disputedesk.vault.Subject;
import org.disputedesk.vault.Vault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files of a case over HTTP, as scripts, browsers and attackers send them. */
@DeskTest
@Tag("both-databases")
class EvidenceApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @LocalServerPort
    private int port;

    @Value("${desk.home}")
    private Path home;

    @Autowired
    private Attachments attachments;

    @Autowired
    private UploadRoom room;

    @Autowired
    private Vault vault;

    @Autowired
    private Clock clock;

    @Autowired
    private JdbcClient db;

    private final HttpClient http = HttpClient.newHttpClient();
    private String caseNumber = "";

    /** The body byte by byte as ISO 8859-1. */
    private record Reply(int status, String latin1, Map<String, List<String>> headers) {

        byte[] bytes() {
            return latin1.getBytes(StandardCharsets.ISO_8859_1);
        }

        JsonNode json() {
            try {
                return JSON.readTree(bytes());
            } catch (IOException e) {
                throw new IllegalStateException(latin1, e);
            }
        }

        String header(String name) {
            return String.join(", ", headers.getOrDefault(name, List.of()));
        }

        Reply is(int expected) {
            assertThat(status).as(latin1).isEqualTo(expected);
            return this;
        }
    }

    @BeforeEach
    void a_case() throws Exception {
        String orderId = "250-%07d-%07d"
                .formatted(
                        ThreadLocalRandom.current().nextInt(10_000_000),
                        ThreadLocalRandom.current().nextInt(10_000_000));
        Reply opened = send(as("agent", "/api/cases")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(Map.of(
                                "kind",
                                "order-not-received",
                                "marketplace",
                                "JP",
                                "orderId",
                                orderId,
                                "message",
                                Map.of(
                                        "text",
                                        "まだ届きません。",
                                        "receivedAt",
                                        clock.instant().toString(),
                                        "language",
                                        "ja"))))))
                .is(201);
        caseNumber = opened.json().path("caseNumber").asText();
    }

    private HttpRequest.Builder as(String user, String path) {
        String login = user + ":" + user + "-of-the-tests";
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }

    private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
        return new Reply(
                response.statusCode(), response.body(), response.headers().map());
    }

    private String evidence() {
        return "/api/cases/" + caseNumber + "/evidence";
    }

    private Reply upload(String name, String purpose, byte[] content) throws IOException, InterruptedException {
        return send(request(name, purpose, content));
    }

    private HttpRequest.Builder request(String name, String purpose, byte[] content) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(text("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: image/jpeg\r\n\r\n"));
        body.writeBytes(content);
        if (!purpose.isEmpty()) {
            body.writeBytes(text("\r\n--edge\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\n" + purpose));
        }
        body.writeBytes(text("\r\n--edge--\r\n"));
        return as("agent", evidence())
                .header("Content-Type", "multipart/form-data; boundary=edge")
                .POST(BodyPublishers.ofByteArray(body.toByteArray()));
    }

    private Reply get(String path) throws IOException, InterruptedException {
        return send(as("lead", path).GET());
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private List<Path> files() throws IOException {
        Path place = home.resolve("evidence").resolve(caseNumber);
        if (!Files.exists(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.sorted().toList();
        }
    }

    private List<JsonNode> entries(String kind) throws Exception {
        List<JsonNode> found = new ArrayList<>();
        get("/api/cases/" + caseNumber + "/record").json().path("entries").forEach(entry -> {
            if (entry.path("kind").asText().equals(kind)) {
                found.add(entry);
            }
        });
        return found;
    }

    /** 000-17, 003-03 */
    @Test
    void a_photo_is_kept_as_it_came_and_shown_without_what_the_camera_knew() throws Exception {
        byte[] photo = photo(400, 200, 6);
        String sha256 = sha256(photo);

        Reply kept = upload("../玄関 front.jpg", "delivery-proof", photo).is(201);
        assertThat(kept.header("location")).isEqualTo(evidence() + "/" + sha256);
        assertThat(kept.json().path("sha256").asText()).isEqualTo(sha256);
        assertThat(kept.json().path("fileName").asText()).isEqualTo("玄関 front.jpg");
        assertThat(kept.json().path("mediaType").asText()).isEqualTo("image/jpeg");
        assertThat(kept.json().path("size").asInt()).isEqualTo(photo.length);
        assertThat(kept.json().path("purpose").asText()).isEqualTo("DELIVERY_PROOF");
        assertThat(kept.json().path("by").asText()).isEqualTo("person:agent");
        assertThat(kept.json().path("known").asBoolean()).isFalse();

        Reply original = get(evidence() + "/" + sha256).is(200);
        assertThat(original.bytes()).isEqualTo(photo);
        assertThat(original.header("content-type")).isEqualTo("image/jpeg");
        assertThat(original.header("content-disposition"))
                .startsWith("attachment")
                .contains("filename*=UTF-8''%E7%8E%84%E9%96%A2%20front.jpg");
        assertThat(original.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(original.header("content-security-policy")).isEqualTo("sandbox; default-src 'none'");

        for (int time = 0; time < 2; time++) {
            Reply preview = get(evidence() + "/" + sha256 + "/preview").is(200);
            assertThat(preview.header("content-disposition")).startsWith("inline");
            assertThat(preview.header("content-type")).isEqualTo("image/jpeg");
            assertThat(new String(preview.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("Exif");
        }

        assertThat(entries("evidence-received")).singleElement().satisfies(entry -> {
            assertThat(entry.path("actor").asText()).isEqualTo("person:agent");
            JsonNode facts = entry.path("facts");
            assertThat(facts.path("sha256").asText()).isEqualTo(sha256);
            assertThat(facts.path("size").asInt()).isEqualTo(photo.length);
            assertThat(facts.path("purpose").asText()).isEqualTo("DELIVERY_PROOF");
            assertThat(facts.path("takenAt").asText()).isEqualTo("2026-11-20T14:05:33+09:00");
            assertThat(entry.toString()).doesNotContain("玄関");
        });
        assertThat(files()).hasSize(2);
        for (Path file : files()) {
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    .doesNotContain("JFIF", "Exif");
        }
    }

    @Test
    void the_same_file_twice_is_one_file_and_learns_what_it_is_for() throws Exception {
        byte[] content = text("Carrier's answer: delivered.");
        String sha256 = sha256(content);
        upload("a.txt", "", content).is(201);
        Reply again = upload("b.txt", "CARRIER_ANSWER", content).is(200);
        assertThat(again.json().path("sha256").asText()).isEqualTo(sha256);
        assertThat(again.json().path("known").asBoolean()).isTrue();
        upload("c.txt", "OTHER", content).is(200);

        JsonNode items = get(evidence()).is(200).json().path("items");
        assertThat(items).hasSize(1);
        assertThat(items.get(0).path("fileName").asText()).isEqualTo("a.txt");
        assertThat(items.get(0).path("purpose").asText()).isEqualTo("CARRIER_ANSWER");
        assertThat(entries("evidence-received")).hasSize(1);
        assertThat(entries("evidence-purpose")).hasSize(1);
    }

    @Test
    void many_who_upload_the_same_at_once_leave_one_file() throws Exception {
        byte[] content = picture("png", 300, 300);
        var pool = Executors.newFixedThreadPool(6);
        List<Integer> statuses = new ArrayList<>();
        try {
            Callable<Integer> one = () -> upload("same.png", "", content).status();
            for (var done : pool.invokeAll(java.util.Collections.nCopies(6, one))) {
                statuses.add(done.get());
            }
        } finally {
            pool.shutdown();
        }

        assertThat(statuses).containsOnlyOnce(201).allMatch(status -> status == 200 || status == 201);
        assertThat(attachments.of(caseNumber)).hasSize(1);
        assertThat(files()).hasSize(1);
        assertThat(entries("evidence-received")).hasSize(1);
        assertThat(get(evidence() + "/" + sha256(content)).is(200).bytes()).isEqualTo(content);
        assertThat(get("/api/cases/" + caseNumber + "/record?verify=true")
                        .json()
                        .at("/verdict/intact")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void a_file_waits_until_there_is_room_to_keep_it() throws Exception {
        List<UploadRoom.Place> taken = new ArrayList<>();
        for (int i = 0; i < room.keptAtOnce(); i++) {
            taken.add(room.keeping());
        }
        var pool = Executors.newSingleThreadExecutor();
        try {
            var reply = pool.submit(() -> upload("waits.txt", "", text("I wait.")));
            await().until(() -> room.waitingToBeKept() == 1);
            assertThat(files()).isEmpty();
            taken.remove(0).giveBack();
            assertThat(reply.get().status()).isEqualTo(201);

            // so does one that is read
            taken.add(room.keeping());
            var read = pool.submit(() -> get(evidence() + "/" + sha256(text("I wait."))));
            await().until(() -> room.waitingToBeKept() == 1);
            taken.remove(0).giveBack();
            assertThat(read.get().status()).isEqualTo(200);
        } finally {
            taken.forEach(UploadRoom.Place::giveBack);
            pool.shutdownNow();
        }
    }

    @Test
    void the_room_follows_from_the_memory_there_is() {
        Duration longest = Duration.ZERO;
        assertThat(new UploadRoom(350L << 20, longest, longest).keptAtOnce()).isEqualTo(2);
        assertThat(new UploadRoom(1024L << 20, longest, longest).keptAtOnce()).isEqualTo(8);
        assertThat(new UploadRoom(1, longest, longest).keptAtOnce()).isEqualTo(1);
        assertThat(new UploadRoom("512MB").keptAtOnce()).isEqualTo(4);
    }

    @Test
    void a_file_in_the_place_of_the_purpose_is_the_callers_mistake() throws Exception {
        byte[] body = text("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nHello."
                + "\r\n--edge\r\nContent-Disposition: form-data; name=\"purpose\"; filename=\"p.txt\"\r\n\r\nOTHER"
                + "\r\n--edge--\r\n");
        Reply reply = send(as("agent", evidence())
                        .header("Content-Type", "multipart/form-data; boundary=edge")
                        .POST(BodyPublishers.ofByteArray(body)))
                .is(400);
        assertThat(reply.header("content-type")).startsWith("application/problem+json");
        assertThat(reply.json().at("/errors/0/field").asText()).isEqualTo("purpose");
        assertThat(files()).isEmpty();
    }

    @Test
    void what_is_not_kept_is_refused_with_what_to_do_and_leaves_nothing() throws Exception {
        record Refused(String name, Supplier<byte[]> content, int status, String says) {}
        for (Refused refused : List.of(
                new Refused(
                        "logo.svg",
                        () -> text("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"),
                        415,
                        "PDF"),
                new Refused("photo.jpg", () -> text("<!DOCTYPE html><html><script>alert(1)</script>"), 415, "PDF"),
                new Refused("nested.zip", () -> zip("inner.zip", zip("a.txt", text("a"))), 415, "unpack"),
                new Refused("setup.exe", () -> text("MZ\u0090\0\u0003\0\0\0"), 415, "Upload photos"),
                new Refused("cut.png", () -> Arrays.copyOf(picture("png", 200, 100), 20), 400, "damaged"),
                new Refused("empty.txt", () -> new byte[0], 400, "empty"),
                new Refused("large.txt", () -> text("x".repeat(Attachments.MOST_BYTES + 1)), 413, "10 MB"))) {
            Reply reply = upload(refused.name(), "", refused.content().get()).is(refused.status());
            assertThat(reply.header("content-type")).startsWith("application/problem+json");
            assertThat(reply.json().path("detail").asText()).as(refused.name()).contains(refused.says());
            assertThat(reply.json().at("/errors/0/field").asText()).isEqualTo("file");
        }
        Reply purpose = upload("a.txt", "anything", text("a")).is(400);
        assertThat(purpose.json().path("detail").asText()).contains("CARRIER_ANSWER");
        Reply japanese = send(request("nested.zip", "", zip("a.txt", text("a"))).header("Accept-Language", "ja"))
                .is(415);
        assertThat(japanese.json().path("detail").asText()).contains("展開");

        assertThat(get(evidence()).json().path("items")).isEmpty();
        assertThat(files()).isEmpty();
        assertThat(entries("evidence-received")).isEmpty();
    }

    @Test
    void the_largest_file_is_kept_and_one_byte_more_is_not() throws Exception {
        byte[] largest = text("x".repeat(Attachments.MOST_BYTES));
        upload("largest.txt", "", largest).is(201);
        assertThat(get(evidence() + "/" + sha256(largest)).bytes()).isEqualTo(largest);
        upload("larger.txt", "", Arrays.copyOf(largest, largest.length + 1)).is(413);
    }

    @Test
    void what_has_no_preview_can_only_be_downloaded() throws Exception {
        byte[] pdf = text("%PDF-1.7\n1 0 obj <</OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>>> endobj");
        byte[] huge = hugePng(50_000, 50_000, 10);
        for (byte[] content : List.of(pdf, huge)) {
            String sha256 =
                    upload("thing", "", content).is(201).json().path("sha256").asText();
            Reply none = get(evidence() + "/" + sha256 + "/preview").is(404);
            assertThat(none.json().path("detail").asText()).contains("Download it");
            Reply original = get(evidence() + "/" + sha256).is(200);
            assertThat(original.bytes()).isEqualTo(content);
            assertThat(original.header("content-disposition")).startsWith("attachment");
        }
    }

    @Test
    void a_missing_a_changed_and_a_swapped_file_are_found_and_a_new_upload_mends_them() throws Exception {
        byte[] one = text("one");
        byte[] two = text("two");
        byte[] three = text("three");
        for (byte[] content : List.of(one, two, three)) {
            upload("a.txt", "", content).is(201);
        }
        String verify = "/api/cases/" + caseNumber + "/record?verify=true";
        assertThat(get(verify).json().at("/evidence/intact").asBoolean()).isTrue();
        assertThat(get(verify).json().at("/evidence/files").asInt()).isEqualTo(3);

        Path place = home.resolve("evidence").resolve(caseNumber);
        Files.delete(place.resolve(sha256(one)));
        byte[] bytes = Files.readAllBytes(place.resolve(sha256(two)));
        bytes[bytes.length / 2] ^= 1;
        Files.write(place.resolve(sha256(two)), bytes);
        Files.copy(
                place.resolve(sha256(two)),
                place.resolve(sha256(three)),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        JsonNode verdict = get(verify).json().path("evidence");
        assertThat(verdict.path("intact").asBoolean()).isFalse();
        assertThat(verdict.path("damaged")).hasSize(3);
        assertThat(verdict.at("/damaged/0/problem").asText()).contains("missing");
        assertThat(verdict.at("/damaged/1/problem").asText()).contains("changed");
        assertThat(verdict.at("/damaged/2/problem").asText()).contains("changed");
        get(evidence() + "/" + sha256(one)).is(404);
        get(evidence() + "/" + sha256(two)).is(404);

        for (byte[] content : List.of(one, two, three)) {
            upload("a.txt", "", content).is(200);
        }
        assertThat(get(verify).json().at("/evidence/intact").asBoolean()).isTrue();
        assertThat(get(evidence() + "/" + sha256(two)).is(200).bytes()).isEqualTo(two);
    }

    @Test
    void a_file_that_the_table_lost_or_tells_otherwise_is_found_by_the_record() throws Exception {
        byte[] one = text("one");
        byte[] two = text("two");
        upload("a.txt", "", one).is(201);
        upload("b.txt", "", two).is(201);
        db.sql("delete from case_attachment where case_number = ? and sha256 = ?")
                .params(caseNumber, sha256(one))
                .update();
        db.sql("update case_attachment set size_bytes = 4 where case_number = ?")
                .param(caseNumber)
                .update();

        JsonNode verdict =
                get("/api/cases/" + caseNumber + "/record?verify=true").json().path("evidence");
        assertThat(verdict.path("intact").asBoolean()).isFalse();
        assertThat(verdict.at("/damaged/0/sha256").asText()).isEqualTo(sha256(two));
        assertThat(verdict.at("/damaged/0/problem").asText()).contains("another size");
        assertThat(verdict.at("/damaged/1/sha256").asText()).isEqualTo(sha256(one));
        assertThat(verdict.at("/damaged/1/problem").asText()).contains("lost it");
    }

    @Test
    void what_is_erased_is_gone_and_only_that_it_was_there_is_known() throws Exception {
        byte[] photo = photo(400, 200, 1);
        String sha256 = sha256(photo);
        upload("田中様の玄関.jpg", "", photo).is(201);
        get(evidence() + "/" + sha256 + "/preview").is(200);

        vault.erase(Subject.ofCase(caseNumber));
        attachments.erase(caseNumber);

        assertThat(files()).isEmpty();
        assertThat(attachments.bytes(caseNumber, sha256)).isEmpty();
        assertThat(attachments.preview(caseNumber, sha256)).isEmpty();
        JsonNode item = get(evidence()).is(200).json().at("/items/0");
        assertThat(item.path("sha256").asText()).isEqualTo(sha256);
        assertThat(item.path("fileName").asText()).isEqualTo("erased");
        get(evidence() + "/" + sha256).is(409);
        get(evidence() + "/" + sha256 + "/preview").is(409);
        Reply more = upload("b.txt", "", text("more")).is(409);
        assertThat(more.json().path("detail").asText()).contains("erased");
        assertThat(files()).isEmpty();
        JsonNode verdict =
                get("/api/cases/" + caseNumber + "/record?verify=true").json().path("evidence");
        assertThat(verdict.path("intact").asBoolean()).isTrue();
        assertThat(verdict.path("erasedAt").asText()).isNotEmpty();
    }

    @Test
    void a_case_that_is_not_erased_is_not_forgotten() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> attachments.erase(caseNumber))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nobody_deletes_and_nobody_without_buyers_looks() throws Exception {
        byte[] content = text("private");
        upload("a.txt", "", content).is(201);
        String one = evidence() + "/" + sha256(content);
        send(as("admin", one).DELETE()).is(403);
        send(as("lead", one).method("PUT", BodyPublishers.ofString("x"))).is(403);
        for (String who : List.of("analyst", "operator")) {
            send(as(who, one).GET()).is(403);
            send(as(who, one + "/preview").GET()).is(403);
            send(as(who, evidence()).GET()).is(403);
        }
        get(evidence() + "/" + "0".repeat(64)).is(404);
        get(evidence() + "/..%2f..%2fmaster-key").is(400);
        get("/api/cases/D-2026-999999/evidence").is(404);
        assertThat(get(one).bytes()).isEqualTo(content);
    }

    /** 000-05, 000-06, 003-03: what is needed, in the reader's language, and a file that fills it */
    @Test
    void the_case_says_what_is_still_missing_and_why() throws Exception {
        JsonNode before = get("/api/cases/" + caseNumber).is(200).json().path("evidence");
        assertThat(item(before, "TRACKING_NUMBER").path("there").asBoolean()).isFalse();
        assertThat(item(before, "DELIVERY_ADDRESS").path("name").asText()).isEqualTo("address compared");

        upload("label.txt", "TRACKING_NUMBER", text("4000-1234-5678")).is(201);

        JsonNode after = send(as("agent", "/api/cases/" + caseNumber)
                        .header("Accept-Language", "ja")
                        .GET())
                .is(200)
                .json()
                .path("evidence");
        JsonNode number = item(after, "TRACKING_NUMBER");
        assertThat(number.path("there").asBoolean()).isTrue();
        assertThat(number.path("name").asText()).isEqualTo("追跡番号");
        assertThat(number.path("why").asText()).startsWith("追跡番号がなければ");
        assertThat(after.path("percent").asInt())
                .isGreaterThan(before.path("percent").asInt());
        // whoever may not see files may see what is missing
        send(as("analyst", "/api/cases/" + caseNumber).GET()).is(200);
    }

    private static JsonNode item(JsonNode evidence, String key) {
        for (JsonNode item : evidence.path("items")) {
            if (item.path("key").asText().equals(key)) {
                return item;
            }
        }
        throw new AssertionError(key + " is not in " + evidence);
    }
}
