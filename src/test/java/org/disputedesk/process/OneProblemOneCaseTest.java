package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.disputedesk.dispute.DisputeFacts.ALSO_KIND;
import static org.disputedesk.dispute.DisputeFacts.BUYER_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.FURTHER_KIND;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.PLACEMENT;
import static org.disputedesk.dispute.DisputeFacts.PLACEMENT_KIND;
import static org.disputedesk.dispute.DisputeFacts.PLACEMENT_ORDER_ID;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Desk.hours;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.SecondDispute.KIND;
import static org.disputedesk.process.Staff.ASK_CARRIER;
import static org.disputedesk.process.Staff.REFUND;
import static org.disputedesk.process.Staff.REPLACE;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.refunded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.disputedesk.DeskTest;
import org.disputedesk.desk.CaseLinks.How;
import org.disputedesk.desk.CaseSearch;
import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.erasure.Erasure;
import org.disputedesk.evidence.CaseTexts.Message;
import org.disputedesk.intake.Intake;
import org.disputedesk.pack.EvidencePacks;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * 004-15: staff split a message into linked cases, whose clocks run from the message, and all cases of an order share its remedies and
 * locks.
 */
@DeskTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneProblemOneCaseTest {

    private static final String WORDS = "荷物がまだ届きません。\nそれと、前に届いた箱がつぶれていました。\n早めの返事をお願いします。";
    private static final String PART = "前に届いた箱がつぶれていました。";

    @Autowired
    private Desk desk;

    @Autowired
    private Erasure erasure;

    @Autowired
    private EvidencePacks packs;

    private SecondDispute second;

    @BeforeAll
    void deploy() throws IOException {
        second = SecondDispute.deploy(desk.engine.getRepositoryService());
    }

    @AfterAll
    void takeAway() {
        second.close();
    }

    @BeforeEach
    void morning() {
        desk.opensInTheMorning();
    }

    @AfterEach
    void night() {
        desk.closesForTheNight();
    }

    private static Opening twoProblems() {
        return orderNotReceived().saying(WORDS);
    }

    /** The other open case of the order. */
    private Dispute linked(Dispute dispute) {
        List<String> others = desk
                .cases
                .search(new CaseSearch.Query("OPEN", KIND, dispute.orderId(), null, null, null, null, null, null))
                .items()
                .stream()
                .map(CaseSearch.Row::caseNumber)
                .toList();
        assertThat(others).as("open cases of %s", KIND).hasSize(1);
        return new Dispute(desk, new CaseNumber(others.get(0)), dispute.orderId());
    }

    private List<String> cases(String orderId) {
        return desk.db
                .sql("select kind from dispute_case where order_id = ? order by case_number")
                .param(orderId)
                .query(String.class)
                .list();
    }

    private List<String> incoming(Dispute dispute) {
        return desk.texts.messages(dispute.number().value()).stream()
                .filter(message -> message.direction().equals("IN"))
                .map(Message::content)
                .toList();
    }

    private List<String> links(Dispute dispute) {
        return desk.cases.find(dispute.number().value()).orElseThrow().linkedCases().stream()
                .map(other -> other.how() + " " + other.caseNumber())
                .toList();
    }

    /** 002-24: the clock of the linked case counts from the message and not from the moment somebody read it. */
    @Test
    void whoever_answers_a_message_names_its_other_problem_and_a_linked_case_opens() {
        var dispute = desk.opens(twoProblems());
        desk.passes(hours(5));
        dispute.completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes(
                        "Task_AnswerBuyer",
                        SEND.and(FURTHER_KIND, KIND).and("furtherText", PART).and("furtherReason", "箱の破損は別の件。"));

        var other = linked(dispute);
        other.replyIsDue("2026-11-25T09:00", TOKYO)
                .waitsAt("Task_SendHoldingReply", "Task_CheckFacts")
                .knows(ORDER_ID, dispute.orderId())
                .record()
                .reads("Case opened", "Joins an open case of its order: " + dispute.number(), "Buyer wrote")
                .reads("Split off from a message in " + dispute.number());
        dispute.record()
                .reads(
                        "Task completed: Answer the buyer",
                        "Another case of the order was opened: " + other.number(),
                        "Further problem goes to " + other.number(),
                        "Letter sent");
        assertThat(incoming(other)).containsExactly(PART);
        assertThat(desk.texts.find(other.number().value(), "splitReason")).contains("箱の破損は別の件。");
        assertThat(links(dispute)).containsExactly("SPLIT_INTO " + other.number());
        assertThat(links(other)).containsExactly("SPLIT_FROM " + dispute.number());
        assertThat(desk.cases
                        .search(new CaseSearch.Query(null, null, dispute.orderId(), null, null, null, null, null, null))
                        .items())
                .extracting(CaseSearch.Row::linkedCases)
                .containsExactlyInAnyOrder(
                        List.of(other.number().value()),
                        List.of(dispute.number().value()));

        // the answer that left was about the first problem only
        assertThat(desk.texts.unanswered(dispute.number().value())).isEmpty();
        assertThat(desk.texts.unanswered(other.number().value())).hasSize(1);
        desk.passes(hours(19));
        other.waitsAt("Task_SendHoldingReply", "Task_CheckFacts", "Task_TakeOverReply");
    }

    @Test
    void whoever_reads_a_later_message_splits_it() {
        var dispute = desk.opens(orderNotReceived())
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .receives("reply-sent");
        desk.passes(hours(30));
        dispute.receives("buyer-replied", with("buyerText", WORDS));
        desk.passes(hours(2));
        dispute.completes(
                "Task_ReadReply",
                with(BUYER_ANSWER, "STILL_MISSING")
                        .and(FURTHER_KIND, KIND)
                        .and("furtherText", "  " + PART + " \r\n\r\n早めの返事を お願いします。".replace(" お", "お"))
                        .and("furtherReason", "別の件。"));
        var other = linked(dispute);
        other.replyIsDue("2026-11-26T15:00", TOKYO);
        dispute.replyIsDue("2026-11-26T15:00", TOKYO);
    }

    /** The form offers what is deployed, in the reader's language, but not what the case is about already. */
    @Test
    void the_task_offers_the_other_kinds_and_shows_the_linked_cases() {
        var dispute = desk.opens(twoProblems()).completes("Task_CheckFacts", RIGHT_ADDRESS);
        assertThat(dispute.form("Task_AnswerBuyer", "disputeKinds", Locale.ENGLISH))
                .contains(KIND + "\tDamaged parcel")
                .doesNotContain("order-not-received", "message-triage", "answer-buyer");
        dispute.completes("Task_AnswerBuyer", SEND.and(FURTHER_KIND, KIND).and("furtherReason", "別の件。"));
        var other = linked(dispute);
        assertThat(incoming(other)).containsExactly(WORDS);
        assertThat(other.form("Task_CheckFacts", "caseFacts", Locale.ENGLISH))
                .contains("Linked cases\t" + dispute.number() + " · Order not received · open · same message");
        assertThat(other.form("Task_CheckFacts", "caseFacts", Locale.JAPANESE)).contains("関連案件\t" + dispute.number());
        assertThat(other.form("Task_CheckFacts", "caseFacts", Locale.CHINESE)).contains("关联案件\t" + dispute.number());
    }

    @Test
    void whoever_places_a_message_names_its_other_problem() {
        String orderId = orderNotReceived().orderId;
        var message = desk.opens(Opening.of("message-triage").saying(WORDS));
        assertThat(message.form("Task_PlaceTheMessage", "disputeKinds", Locale.ENGLISH))
                .contains("order-not-received\tOrder not received", KIND);
        desk.passes(hours(3));
        message.isRejected(
                        () -> message.completes(
                                "Task_PlaceTheMessage",
                                with(PLACEMENT, "NO_RESPONSE")
                                        .and("noResponseReason", "お礼の連絡のみ。")
                                        .and(FURTHER_KIND, KIND)
                                        .and("furtherReason", "別の件。")),
                        "furtherKind")
                .completes(
                        "Task_PlaceTheMessage",
                        with(PLACEMENT, "NEW_CASE")
                                .and(PLACEMENT_KIND, "order-not-received")
                                .and(PLACEMENT_ORDER_ID, orderId)
                                .and(FURTHER_KIND, KIND)
                                .and("furtherReason", "別の件。"))
                .endsAs("End_InItsCase");
        assertThat(cases(orderId)).containsExactly("order-not-received", KIND);
        var other = new Dispute(desk, new CaseNumber(numbers(orderId).get(1)), orderId);
        other.replyIsDue("2026-11-25T09:00", TOKYO);
        message.record().reads("Message placed", "Further problem goes to " + other.number());
    }

    private List<String> numbers(String orderId) {
        return desk.db
                .sql("select case_number from dispute_case where order_id = ? order by case_number")
                .param(orderId)
                .query(String.class)
                .list();
    }

    /** The part goes to the case that the order has, instead of being refused because it has one. */
    @Test
    void a_problem_of_which_the_order_has_a_case_goes_there() {
        var dispute = desk.opens(twoProblems());
        var other = desk.opens(Opening.of(KIND)
                .forOrder(dispute.orderId())
                .withoutOrderInTheBook()
                .withoutTracking()
                .saying("箱がつぶれていました。"));
        other.receives("reply-sent");
        dispute.completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes(
                        "Task_AnswerBuyer",
                        SEND.and(FURTHER_KIND, KIND).and("furtherText", PART).and("furtherReason", "別の件。"));
        assertThat(cases(dispute.orderId())).containsExactly("order-not-received", KIND);
        assertThat(incoming(other)).containsExactly("箱がつぶれていました。", PART);
        other.record().reads("Event: buyer-replied", "Split off from a message in " + dispute.number());
        assertThat(desk.texts.unanswered(other.number().value()))
                .extracting(Message::content)
                .containsExactly(PART);
    }

    @Test
    void nothing_happens_unless_everything_is_right() {
        var dispute = desk.opens(twoProblems()).completes("Task_CheckFacts", RIGHT_ADDRESS);
        Answers right = SEND.and(FURTHER_KIND, KIND).and("furtherReason", "別の件。");
        dispute.isRejected(
                        () -> dispute.completes("Task_AnswerBuyer", right.and("furtherText", "全額返金してください。")),
                        "furtherText")
                .isRejected(
                        () -> dispute.completes(
                                "Task_AnswerBuyer", SEND.and(FURTHER_KIND, KIND).and("furtherText", PART)),
                        "furtherReason")
                .isRejected(
                        () -> dispute.completes("Task_AnswerBuyer", right.and(FURTHER_KIND, "order-not-received")),
                        "furtherKind")
                .isRejected(
                        () -> dispute.completes("Task_AnswerBuyer", right.and(FURTHER_KIND, "answer-buyer")),
                        "furtherKind")
                .isRejected(
                        () -> dispute.completes("Task_AnswerBuyer", right.and(FURTHER_KIND, "message-triage")),
                        "furtherKind")
                // one of two is wrong
                .isRejected(
                        () -> dispute.completes(
                                "Task_AnswerBuyer",
                                right.and(ALSO_KIND, "no-such-dispute").and("alsoReason", "別の件。")),
                        "alsoKind")
                .isRejected(
                        () -> dispute.completes(
                                "Task_AnswerBuyer", right.and(ALSO_KIND, KIND).and("alsoReason", "別の件。")),
                        "alsoKind");
        assertThat(cases(dispute.orderId())).containsExactly("order-not-received");
        assertThat(links(dispute)).isEmpty();
        // what was refused is not asked again
        dispute.completes("Task_AnswerBuyer", SEND);
        assertThat(cases(dispute.orderId())).containsExactly("order-not-received");
    }

    @Test
    void with_several_messages_waiting_somebody_says_which_lines_are_meant() {
        var dispute = desk.opens(orderNotReceived()).completes("Task_CheckFacts", RIGHT_ADDRESS);
        desk.passes(hours(2));
        dispute.receives("buyer-replied", with("buyerText", WORDS));
        Answers further = SEND.and(FURTHER_KIND, KIND).and("furtherReason", "別の件。");
        dispute.isRejected(() -> dispute.completes("Task_AnswerBuyer", further), "furtherText")
                .completes("Task_AnswerBuyer", further.and("furtherText", PART));
        linked(dispute).replyIsDue("2026-11-25T11:00", TOKYO);
    }

    /** 000-16: one money remedy for each line, in whichever case of the order and by whichever route. */
    @Test
    void a_remedy_in_one_case_refuses_a_second_one_in_the_other_by_every_route() {
        var dispute = desk.opens(twoProblems().withParcel(DeliveryState.LOST));
        dispute.completes("Task_CheckFacts", RIGHT_ADDRESS);
        var answer = new Intake.NewCase(
                KIND,
                "JP",
                dispute.orderId(),
                new Intake.NewMessage(PART, null, null, UUID.randomUUID().toString()),
                Map.of());
        var other = new Dispute(desk, desk.intake.open(answer, null).caseNumber(), dispute.orderId());
        desk.doWhatIsDue();
        other.completes("Task_CheckFacts", RIGHT_ADDRESS);
        dispute.waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy");
        other.waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy");

        dispute.completes("Task_ChooseRemedy", REFUND).hasRemedies("REFUND RELEASED");
        for (Answers remedy : List.of(REFUND, REPLACE)) {
            other.isRefused(() -> other.completes("Task_ChooseRemedy", remedy), "one-remedy")
                    .isRefused(() -> other.completesRaw("Task_ChooseRemedy", remedy), "one-remedy");
        }
        other.isRefused(
                () -> other.operatorSets("give-remedy", REFUND)
                        .operatorMoves("give-remedy", "Task_ChooseRemedy", "Call_Refund"),
                "decided-first");
        assertThat(other.form("Task_ChooseRemedy", "caseFacts", Locale.ENGLISH))
                .contains(dispute.number().value());
        other.completes("Task_ChooseRemedy", ASK_CARRIER).waitsAt("Task_SendHoldingReply", "Task_OpenInquiry");
        dispute.completes("Task_IssueRefund", refunded("R-1", "2026-11-30"));
        assertThat(desk.remedies.ofOrder(dispute.orderId()))
                .extracting(remedy -> remedy.type() + " " + remedy.caseNumber())
                .containsExactlyInAnyOrder("REFUND " + dispute.number(), "CARRIER_INQUIRY " + other.number());
    }

    /** By form, API and, in the tests of mail, by mail: whoever opens a second case of a kind is told the first. */
    @Test
    void whoever_opens_a_second_case_of_one_kind_is_told_the_first() {
        var dispute = desk.opens(twoProblems());
        assertThat(catchThrowable(() -> desk.opens(orderNotReceived().forOrder(dispute.orderId()))))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining(dispute.number().value());
        var again = orderNotReceived().forOrder(dispute.orderId());
        assertThat(catchThrowable(() -> desk.opensInTasklist(
                        again,
                        with(ORDER_ID, dispute.orderId())
                                .and("buyerText", WORDS)
                                .and(org.disputedesk.dispute.DisputeFacts.MARKETPLACE, "JP")
                                .and(org.disputedesk.dispute.DisputeFacts.MESSAGE_JUST_CAME, true))))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining(dispute.number().value());
    }

    /** An event in one case is none in the other: the buyer is answered where he is answered. */
    @Test
    void an_answer_stops_the_clock_of_its_own_case_only() {
        var dispute = desk.opens(twoProblems())
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes(
                        "Task_AnswerBuyer",
                        SEND.and(FURTHER_KIND, KIND).and("furtherText", PART).and("furtherReason", "別の件。"));
        var other = linked(dispute);
        other.receives("reply-sent").completes("Task_CheckFacts", RIGHT_ADDRESS);
        assertThat(desk.texts.unanswered(other.number().value())).isEmpty();
        other.record().reads("Reply clock stopped");
        dispute.receives("buyer-replied", with("buyerText", "まだですか。"));
        assertThat(desk.texts.unanswered(other.number().value())).isEmpty();
        assertThat(desk.texts.unanswered(dispute.number().value())).hasSize(1);
    }

    /** 000-17: the pack names the other case and nothing of it; what is erased in one stays in the other until its day. */
    @Test
    void the_pack_names_linked_cases_and_erasure_leaves_the_links() throws IOException {
        String name = "佐藤花子";
        var dispute = desk.opens(twoProblems().saying(WORDS + "\n" + name + "です。"))
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes(
                        "Task_AnswerBuyer",
                        SEND.and(FURTHER_KIND, KIND).and("furtherText", PART).and("furtherReason", name + "様の別の件。"));
        var other = linked(dispute);
        assertThat(pack(other)).contains(dispute.number().value()).doesNotContain(name);
        assertThat(record(other)).doesNotContain(name);
        assertThat(record(dispute)).doesNotContain(name);

        other.administratorCancels();
        dispute.administratorCancels();
        desk.passesUntil("2027-02-24T09:00", TOKYO);
        erasure.run();
        for (Dispute one : List.of(dispute, other)) {
            assertThat(Objects.requireNonNull(
                            erasure.of(one.number().value()).orElseThrow().erasedAt()))
                    .isNotNull();
            assertThat(desk.texts.all(one.number().value())).isEmpty();
            assertThat(desk.record.verify(one.number().value()).intact()).isTrue();
        }
        assertThat(links(other)).containsExactly(How.SPLIT_FROM + " " + dispute.number());
    }

    private String record(Dispute dispute) {
        return desk.record.entries(dispute.number().value()).toString();
    }

    /** The readable entries of the pack of a case. */
    private String pack(Dispute dispute) throws IOException {
        var zip = new ByteArrayOutputStream();
        packs.write(dispute.number().value(), zip);
        var read = new StringBuilder();
        try (var in = new java.util.zip.ZipInputStream(new java.io.ByteArrayInputStream(zip.toByteArray()))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.getName().endsWith(".pdf")) {
                    read.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return read.toString();
    }
}
