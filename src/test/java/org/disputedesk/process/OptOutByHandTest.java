package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.hours;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.SecondDispute.KIND;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;
import static org.disputedesk.process.Staff.SEND;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.disputedesk.DeskTest;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.intake.Intake;
import org.disputedesk.letter.OptOuts;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** P24: what a person knows of a buyer who takes no messages counts as what Amazon has mailed. */
@DeskTest
class OptOutByHandTest {

    @Autowired
    private Desk desk;

    @Autowired
    private OptOuts optOuts;

    @BeforeEach
    void morning() {
        desk.opensInTheMorning();
    }

    @AfterEach
    void night() {
        desk.closesForTheNight();
    }

    private Dispute ready() {
        return desk.opens(orderNotReceived().withParcel(DeliveryState.AVAILABLE_FOR_PICKUP))
                .completes("Task_CheckFacts", RIGHT_ADDRESS);
    }

    private static String number(Dispute dispute) {
        return dispute.number().value();
    }

    private String subject(Dispute dispute) throws IOException {
        try (Stream<Path> files = Files.list(desk.home.resolve("outbox"))) {
            Path file = files.filter(one -> String.valueOf(one.getFileName()).startsWith(number(dispute)))
                    .findFirst()
                    .orElseThrow();
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith("Subject: "))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void a_letter_the_order_needs_is_marked_and_the_record_tells_who_said_it() throws IOException {
        var dispute = ready();
        assertThat(optOuts.say(number(dispute), true, "Seller Central said so."))
                .isTrue();
        assertThat(optOuts.say(number(dispute), true, "Again.")).as("known").isFalse();
        dispute.completes("Task_AnswerBuyer", SEND)
                .sent("please-collect", JAPANESE)
                .record()
                .reads("Buyer takes no messages", "Letter approved", "Letter marked as important")
                .has("Buyer takes no messages", 1);
        assertThat(subject(dispute)).startsWith("Subject: [重要] ");
        assertThat(desk.texts.find(number(dispute), "optOutReason")).contains("Seller Central said so.");
    }

    @Test
    void taken_back_letters_go_as_to_everybody() throws IOException {
        var dispute = ready();
        optOuts.say(number(dispute), true, "Seller Central said so.");
        assertThat(optOuts.say(number(dispute), false, "It was another buyer.")).isTrue();
        assertThat(optOuts.say(number(dispute), false, "Again.")).isFalse();
        dispute.completes("Task_AnswerBuyer", SEND)
                .sent("please-collect", JAPANESE)
                .record()
                .reads("Buyer takes no messages", "Buyer takes messages again", "Letter approved")
                .has("Letter marked", 0);
        assertThat(subject(dispute)).doesNotContain("重要");
    }

    /** A lead may know better than an old mail of Amazon, but not than a newer one. */
    @Test
    void the_later_word_counts_whoever_said_it() {
        var dispute = ready();
        amazonTells(dispute, "1");
        assertThat(optOuts.isOptedOut(number(dispute))).isTrue();
        desk.passes(hours(1));
        assertThat(optOuts.say(number(dispute), true, "I saw it too."))
                .as("known")
                .isFalse();
        assertThat(optOuts.say(number(dispute), false, "The buyer has allowed messages."))
                .isTrue();
        assertThat(optOuts.isOptedOut(number(dispute))).isFalse();
        desk.passes(hours(1));
        amazonTells(dispute, "2");
        assertThat(optOuts.isOptedOut(number(dispute))).isTrue();
        assertThat(optOuts.of(number(dispute)).orElseThrow().by()).isNull();
    }

    private void amazonTells(Dispute dispute, String id) {
        desk.db
                .sql(
                        "insert into mail (id, account, mail_key, fingerprint, state, kind, case_number, order_id, seen_at,"
                                + " problems) values (?, 'shop', ?, '', 'WAITING', 'opt-out', null, ?, ?, '')")
                .params(
                        number(dispute) + id,
                        number(dispute) + id,
                        dispute.orderId(),
                        OffsetDateTime.ofInstant(desk.now(), ZoneOffset.UTC))
                .update();
    }

    @Test
    void it_counts_for_all_cases_of_the_order_and_for_no_other() throws IOException {
        try (SecondDispute second = SecondDispute.deploy(desk.engine.getRepositoryService())) {
            var dispute = ready();
            var other = ready();
            String sibling = desk.intake
                    .open(new Intake.NewCase(KIND, "JP", dispute.orderId(), null, Map.of()), null)
                    .caseNumber()
                    .value();
            optOuts.say(sibling, true, "Seller Central said so.");
            assertThat(optOuts.isOptedOut(number(dispute))).isTrue();
            assertThat(optOuts.isOptedOut(number(other))).isFalse();
            assertThat(optOuts.say(number(dispute), false, "It was another buyer."))
                    .isTrue();
            assertThat(optOuts.isOptedOut(sibling)).isFalse();
            assertThat(second).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n ", "\u200b", "\ud83d"})
    void without_a_reason_nothing_is_said(String reason) {
        var dispute = ready();
        assertThatThrownBy(() -> optOuts.say(number(dispute), true, reason)).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> optOuts.say(number(dispute), true, "x".repeat(1001)))
                .isInstanceOf(Rejected.class);
        assertThat(optOuts.isOptedOut(number(dispute))).isFalse();
    }
}
