package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.dispute.DisputeFacts.CARRIER;
import static org.disputedesk.dispute.DisputeFacts.DELIVERED_AT_LOCAL;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_PROOF;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.LATEST_DELIVERY_DATE;
import static org.disputedesk.dispute.DisputeFacts.TRACKING_NUMBER;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.cause;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.disputedesk.DeskTest;
import org.disputedesk.attachment.Attachments;
import org.disputedesk.pack.EvidencePacks;
import org.disputedesk.vault.Subject;
import org.disputedesk.vault.Vault;
import org.disputedesk.verify.Verify;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The evidence pack of a real case, from the desk to somebody else's machine (000-17). */
@DeskTest
class EvidencePackTest {

    @Autowired
    private Desk desk;

    @Autowired
    private EvidencePacks packs;

    @Autowired
    private Vault vault;

    @Autowired
    private Attachments attachments;

    @LocalServerPort
    private int port;

    @TempDir
    private Path folder;

    @BeforeEach
    void morning() {
        desk.opensInTheMorning();
    }

    @AfterEach
    void night() {
        desk.closesForTheNight();
    }

    private Dispute answered() {
        desk.closesForTheNight();
        desk.itIs("2026-11-21T18:00", TOKYO);
        return desk.opens(orderNotReceived().delivered("2026-11-20T14:05", "宅配ボックス"))
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_AnswerBuyer", SEND);
    }

    private String verified(byte[] pack) throws IOException {
        Path file = folder.resolve("pack.zip");
        Files.write(file, pack);
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int exit = Verify.run(List.of(file.toString()), Map.of(), out, out);
        assertThat(exit).as(said.toString(StandardCharsets.UTF_8)).isZero();
        return said.toString(StandardCharsets.UTF_8);
    }

    private static Map<String, byte[]> files(byte[] pack) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(pack))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private static String report(Map<String, byte[]> files) throws IOException {
        byte[] pdf = Objects.requireNonNull(files.get("report.pdf"));
        Files.write(Path.of("target", "report-of-a-case.pdf"), pdf);
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    @Test
    void a_pack_fetched_over_http_is_intact_and_tells_of_itself() throws IOException, InterruptedException {
        Dispute dispute = answered();
        String number = dispute.number().value();
        HttpResponse<byte[]> reply = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/cases/" + number
                                        + "/evidence-pack?language=ja"))
                                .header(
                                        "Authorization",
                                        "Basic "
                                                + Base64.getEncoder()
                                                        .encodeToString("agent:agent-of-the-tests"
                                                                .getBytes(StandardCharsets.UTF_8)))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/zip");
        assertThat(reply.headers().firstValue("Content-Disposition").orElse("")).contains(number);
        assertThat(verified(reply.body())).contains("2 messages", "person:agent");

        Map<String, byte[]> files = files(reply.body());
        assertThat(new String(Objects.requireNonNull(files.get("entries.jsonl")), StandardCharsets.UTF_8))
                .contains("evidence-pack-made");
        assertThat(report(files)).contains(number, "宅配ボックス", "配達完了", "要旨");
        dispute.record().reads("Evidence pack made");
        assertThat(desk.record.verify(number).intact()).isTrue();
    }

    /** What was told without a carrier and a number leaves a cell of the report empty, which the library does not bear. */
    @Test
    void a_case_whose_parcel_nobody_knows_is_packed_as_well() throws IOException {
        Dispute dispute = desk.opens(orderNotReceived().withoutOrderInTheBook());
        dispute.receives("tracking-changed", with(DELIVERY_STATE, "IN_TRANSIT"));

        var bytes = new ByteArrayOutputStream();
        packs.write(dispute.number().value(), bytes);

        assertThat(verified(bytes.toByteArray())).contains("INTACT");
    }

    /** A buyer who wrote twice about an order that staff typed, and has his parcel now. */
    private Dispute closed() {
        desk.closesForTheNight();
        desk.itIs("2026-11-24T09:00", TOKYO);
        Dispute dispute = desk.opens(orderNotReceived()
                        .writtenAt(desk.now().minus(Duration.ofHours(2)))
                        .withoutOrderInTheBook()
                        .withoutTracking())
                .completes("Task_EnterOrder", CheckOrderSpec.TYPED_ORDER.and("orderAddress", "東京都渋谷区渋谷2-21-1"))
                .completes(
                        "Task_EnterTracking",
                        with(CARRIER, "Yamato")
                                .and(TRACKING_NUMBER, "4000-99990001")
                                .and(LATEST_DELIVERY_DATE, "2026-11-28")
                                .and(DELIVERY_STATE, "DELIVERED")
                                .and(DELIVERED_AT_LOCAL, "2026-11-23T18:40")
                                .and("deliveredPlace", "郵便受け")
                                .and("trackingText", "お届け済み：郵便受けに投函しました")
                                .and(DELIVERY_PROOF, "NONE"))
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_AnswerBuyer", SEND);
        attachments.store(
                dispute.number().value(),
                "door.txt",
                "DELIVERY_PROOF",
                new ByteArrayInputStream("What the driver wrote".getBytes(StandardCharsets.UTF_8)));
        desk.passes(Duration.ofHours(30));
        dispute.receives("buyer-replied", with("buyerText", "まだ届きません。"))
                .completes("Task_ReadReply", with("buyerAnswer", "STILL_MISSING"));
        return dispute.receives("buyer-confirmed")
                .completes("Task_AnswerBuyer", SEND)
                .completes("Task_NoteCause", cause("CARRIER"))
                .endsAs("End_ParcelArrived");
    }

    private String reportIn(String language, String number) throws IOException {
        var bytes = new ByteArrayOutputStream();
        packs.prepare(number, language).writeTo(bytes);
        Map<String, byte[]> files = files(bytes.toByteArray());
        Files.write(Path.of("target", "case-" + language + ".pdf"), Objects.requireNonNull(files.get("report.pdf")));
        return report(files).replaceAll("\\s+", "");
    }

    /** 000-06: the form forgets what was copied, and the report keeps it beside the look it belongs to. */
    @Test
    void the_carriers_own_words_stand_in_the_facts_and_beside_the_delivery() throws IOException {
        String number = closed().number().value();
        String words = "お届け済み：郵便受けに投函しました";
        assertThat(desk.texts.find(number, "trackingText")).isEmpty();
        assertThat(desk.record.entries(number))
                .filteredOn(entry -> entry.kind().equals("tracking"))
                .anySatisfy(entry -> assertThat(entry.facts())
                        .contains("\"carrierWordsCommitment\":\"" + desk.texts.commitment(number, words) + "\""));

        String report = reportIn("ja", number);

        assertThat(report.substring(0, report.indexOf("経過"))).contains("配送会社の表示・回答（原文）" + words);
        assertThat(report.substring(report.lastIndexOf("配達の証拠"))).contains(words);

        vault.erase(Subject.ofCase(number));
        assertThat(reportIn("ja", number)).doesNotContain(words);
    }

    @Test
    void each_reply_target_is_listed_with_how_it_went() throws IOException {
        String number = closed().number().value();
        long targets = desk.record.entries(number).stream()
                .filter(entry ->
                        entry.kind().equals("deadline") && entry.facts().contains("\"reply."))
                .map(entry -> entry.facts().replaceAll(".*\"(replyDue|replyDueAt)\":\"([^\"]*)\".*", "$2"))
                .distinct()
                .count();
        assertThat(targets).isGreaterThan(1);
        String english = reportIn("en", number);
        String deadlines = english.substring(english.indexOf("Deadlines"), english.indexOf("Howtoverify"));
        assertThat(deadlines.split("Countedfromthebuyer'smessage", -1)).hasSize((int) targets + 1);
        assertThat(deadlines).contains("met");
    }

    @Test
    void after_erasure_the_record_still_proves_itself_and_the_texts_are_gone() throws IOException {
        Dispute dispute = answered();
        String number = dispute.number().value();
        String text = desk.texts.messages(number).get(0).content();
        desk.record.append(number, "personal-data-erased", "Personal data erased", Map.of());
        vault.commitment(Subject.ofCase(number), "whatever makes the key");
        vault.erase(Subject.ofCase(number));
        var bytes = new ByteArrayOutputStream();
        packs.write(number, bytes);
        assertThat(verified(bytes.toByteArray())).contains("were erased at");
        Map<String, byte[]> files = files(bytes.toByteArray());
        assertThat(files.keySet()).noneMatch(name -> name.startsWith("messages/"));
        assertThat(report(files)).contains("were erased on", "This text was erased on");
        for (byte[] file : files.values()) {
            assertThat(new String(file, StandardCharsets.UTF_8)).doesNotContain(text);
        }
    }

    @Test
    @Tag("slow")
    void a_case_of_ten_thousand_entries_is_packed_and_checked_within_half_a_minute() throws IOException {
        String number = answered().number().value();
        for (int i = 0; i < 10_000; i++) {
            desk.record.append(number, "note", "Something was noted, and this is number " + i, Map.of("n", i));
        }
        var bytes = new ByteArrayOutputStream();
        long start = System.nanoTime();
        packs.write(number, bytes);
        Duration made = Duration.ofNanos(System.nanoTime() - start);
        start = System.nanoTime();
        assertThat(verified(bytes.toByteArray())).contains(": 100");
        Duration checked = Duration.ofNanos(System.nanoTime() - start);
        System.out.println("10,000 entries: made in " + made + ", checked in " + checked);
        assertThat(made).isLessThan(Duration.ofSeconds(30));
        assertThat(checked).isLessThan(Duration.ofSeconds(30));
    }
}
