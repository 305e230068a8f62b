package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.disputedesk.dispute.DisputeFacts.CARRIER_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CARRIER_CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_PROOF;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.FRAUD_SUSPECTED;
import static org.disputedesk.dispute.DisputeFacts.REPORT_DECISION;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.ASK_CARRIER;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.cause;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.disputedesk.DisputeDesk;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.erasure.Erasure;
import org.disputedesk.rig.DeskNode;
import org.disputedesk.tracking.DeliveryState;
import org.disputedesk.vault.Subject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Searches the files of a desk for the name of a buyer who was in everything (000-17): it is never readable in the database
 * file, and after the erasure it is nowhere.
 */
@Tag("slow")
class PlantedNameTest {

    private static final List<String> NAMES = List.of("Plantagenet-Quillfeather", "鰐淵螢之助");
    private static final String NAME = String.join(" ", NAMES);

    /** Not personal, so that it stays: a search that does not find it is no search. */
    private static final String CONTROL = "INQ-CONTROL-77135";

    @Test
    void a_name_that_was_in_everything_is_nowhere_after_the_erasure() throws IOException {
        Path place = DeskNode.place("planted-name");
        Path home = place.resolve("home");
        Path database = home.resolve("desk.mv.db");
        List<String> cases = new ArrayList<>();
        String key;
        try (ConfigurableApplicationContext context = start(place)) {
            Desk desk = context.getBean(Desk.class);
            try {
                desk.opensInTheMorning();
                Path report = putReport(home);
                Dispute found = inquiry(desk);
                Dispute doubted = doubt(desk);
                cases.add(found.number().value());
                cases.add(doubted.number().value());
                await("the report is read").atMost(Duration.ofSeconds(60)).until(() -> !Files.exists(report));
                key = desk.db
                        .sql("select sealed_key from vault_key where subject = ?")
                        .param(Subject.ofCase(cases.get(0)).id())
                        .query(String.class)
                        .single();
                await("the order is in the book")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> desk.orders
                                .find(new OrderId("503-7777777-7777777"))
                                .filter(order -> NAME.equals(order.person().buyerName()))
                                .isPresent());

                assertThat(found(database, CONTROL))
                        .as("what the search is for is found")
                        .isTrue();
                assertThat(found(database, key))
                        .as("the key of a case is in the file")
                        .isTrue();
                assertNoName(List.of(database));
                assertThat(files(home.resolve("outbox"))).anyMatch(file -> foundName(file));

                desk.passesUntil("2027-03-01T09:00", TOKYO);
                context.getBean(Erasure.class).run();
                await("the report is deleted")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> files(home.resolve("inbox")).stream().noneMatch(PlantedNameTest::foundName));
                for (String number : cases) {
                    assertThat(desk.record.verify(number).intact()).isTrue();
                    assertThat(context.getBean(Erasure.class)
                                    .of(number)
                                    .orElseThrow()
                                    .erasedAt())
                            .isNotNull();
                    assertThat(desk.texts.messages(number)).allMatch(message -> message.erased());
                }
                assertNoName(files(place));
            } finally {
                desk.closesForTheNight();
            }
        }
        assertNoName(files(place));

        try (ConfigurableApplicationContext context = start(place)) {
            Desk desk = context.getBean(Desk.class);
            for (String number : cases) {
                assertThat(desk.record.verify(number).intact()).isTrue();
            }
            // the file was written anew, packed, with what the tables hold and nothing else
            String tables =
                    String.join("\n", desk.db.sql("script").query(String.class).list());
            assertThat(tables).contains(CONTROL).doesNotContain(NAMES).doesNotContain(key);
            assertNoName(files(place));
            assertThat(found(database, key))
                    .as("the dropped key is in the file")
                    .isFalse();
        }
    }

    private static ConfigurableApplicationContext start(Path place) {
        return new SpringApplicationBuilder(DisputeDesk.class, ScriptedPorts.class)
                .run(
                        "--desk.home=" + place.resolve("home"),
                        "--logging.file.name=" + place.resolve("desk.log"),
                        "--server.port=0",
                        "--camunda.bpm.job-execution.enabled=false",
                        "--desk.outbox.enabled=false",
                        "--desk.erasure.enabled=false");
    }

    /** Found by the carrier and delivered to a neighbour; the name is in message, address, note, letter and carrier's words. */
    private static Dispute inquiry(Desk desk) {
        var dispute = desk.opens(orderNotReceived()
                        .boughtBy(NAME, "100-0001")
                        .withParcel(DeliveryState.LOST)
                        .saying(NAME + "です。荷物がまだ届きません。"))
                .completes("Task_CheckFacts", RIGHT_ADDRESS.and("addressNote", NAME + "様の住所を確認"))
                .completes("Task_ChooseRemedy", ASK_CARRIER);
        dispute.completes("Task_OpenInquiry", with(CARRIER_CASE_NUMBER, CONTROL));
        dispute.receives("buyer-replied", with("buyerText", NAME + "です。いつ届きますか。"));
        dispute.receives("carrier-answered", with(CARRIER_ANSWER, "DELIVERED").and("carrierWords", NAME + "様の隣へ配達済み"));
        dispute.receives(
                "tracking-changed",
                with(DELIVERY_STATE, "DELIVERED")
                        .and(DELIVERY_PROOF, "SIGNATURE")
                        .and("deliveredPlace", "隣の" + NAME + "様")
                        .and("trackingText", NAME + " signed"));
        dispute.administratorCancels();
        return dispute;
    }

    /** Answered with a letter, then doubted and reported. */
    private static Dispute doubt(Desk desk) {
        var dispute = desk.opens(orderNotReceived()
                        .forOrder("250-9999999-9999999")
                        .boughtBy(NAME, "100-0002")
                        .delivered("2026-11-23T10:00", NAME + "様の玄関")
                        .saying(NAME + "です。"))
                .completes(
                        "Task_CheckFacts",
                        RIGHT_ADDRESS.and(FRAUD_SUSPECTED, true).and("doubtNote", NAME))
                .completes("Task_WriteReport", with("reportText", NAME + " signed himself."))
                .completes(
                        "Task_ApproveReport", with(REPORT_DECISION, "DROPPED").and("reportNote", NAME));
        String facts = String.valueOf(dispute.form("Task_AnswerBuyer", "letterFacts"));
        dispute.completes("Task_AnswerBuyer", SEND.and("letterFacts", NAME + "様\n" + facts))
                .receives("buyer-confirmed")
                .completes("Task_NoteCause", cause("BUYER"));
        return dispute;
    }

    private static Path putReport(Path home) throws IOException {
        String sample = Files.readString(
                Path.of("src/test/resources/orders/fba-shipments-jp-utf8-bom.txt"), StandardCharsets.UTF_8);
        Path inbox = Files.createDirectories(home.resolve("inbox").resolve("orders"));
        Path report = inbox.resolve("shipments.txt");
        Files.writeString(
                report,
                sample.replace("例田 次郎", NAME).replace("503-0000001-0000001", "503-7777777-7777777"),
                StandardCharsets.UTF_8);
        return report;
    }

    private static void assertNoName(List<Path> files) {
        assertThat(files).isNotEmpty().allSatisfy(file -> {
            for (String name : NAMES) {
                assertThat(found(file, name)).as("%s in %s", name, file).isFalse();
            }
        });
    }

    private static boolean foundName(Path file) {
        return NAMES.stream().anyMatch(name -> found(file, name));
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In whatever form a program would write it. */
    private static boolean found(Path file, String text) {
        String bytes;
        try {
            bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return forms(text).anyMatch(bytes::contains);
    }

    private static Stream<String> forms(String text) {
        Stream<byte[]> plain = Stream.of(
                        StandardCharsets.UTF_8,
                        StandardCharsets.UTF_16BE,
                        StandardCharsets.UTF_16LE,
                        Charset.forName("windows-31j"))
                .map(text::getBytes);
        Stream<String> base64 = Stream.of("", "x", "xx").map(before -> {
            String encoded = Base64.getEncoder().encodeToString((before + text).getBytes(StandardCharsets.UTF_8));
            // at both ends a sign also tells of what stands beside
            return encoded.substring(before.isEmpty() ? 0 : 4, encoded.length() - 4);
        });
        return Stream.concat(plain.map(form -> new String(form, StandardCharsets.ISO_8859_1)), base64);
    }
}
