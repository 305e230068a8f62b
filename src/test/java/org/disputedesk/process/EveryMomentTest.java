package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.dispute.DisputeFacts.BUYER_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CARRIER_ALSO_ASKED;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_DECISION;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.FRAUD_SUSPECTED;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.REFUND;
import static org.disputedesk.process.Staff.REPLACE;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.disputedesk.DeskTest;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.orders.Order.Fulfilment;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Whatever arrives at whatever moment of a case (000-11, 000-16, 000-19, A7): it comes to an end, the buyer is answered, all
 * rooms know the same, and no order ever has two refunds or replacements.
 */
@DeskTest
@Tag("both-databases")
class EveryMomentTest {

    /** A way through a case, step by step; after each step something else may come. */
    private record Way(String name, Supplier<Opening> opening, List<BiConsumer<Desk, Dispute>> steps) {}

    /** What may come, and how staff then read what the buyer wrote. */
    private record News(String name, String type, Answers facts, String buyerSays) {}

    /** All of them take minutes: {@code -Dmoments=all}. Otherwise each moment meets some of the news, and each news some moments. */
    private static final int EVERY = "all".equals(System.getProperty("moments")) ? 1 : 4;

    private static final List<News> NEWS = List.of(
            wrote("STILL_MISSING"),
            wrote("ARRIVED"),
            wrote("ARRIVED_BOTH"),
            wrote("WITHDRAWN"),
            wrote("OTHER"),
            news("buyer-confirmed", Answers.NONE),
            news("buyer-withdrew", Answers.NONE),
            news("tracking-changed", with(DELIVERY_STATE, "DELIVERED").and("deliveredPlace", "玄関")),
            news("tracking-changed", with(DELIVERY_STATE, "LOST")),
            news("a-to-z-filed", Answers.NONE),
            news("amazon-decided", with(CLAIM_DECISION, "GRANTED")),
            news("fraud-suspected", Answers.NONE),
            news("reply-sent", Answers.NONE),
            news("no-response-needed", Answers.NONE));

    private static News wrote(String meaning) {
        return new News("buyer-replied " + meaning, "buyer-replied", with("buyerText", "メッセージ " + meaning), meaning);
    }

    private static News news(String type, Answers facts) {
        return new News(type + " " + facts.values().values(), type, facts, "OTHER");
    }

    private static List<Way> ways() {
        return List.of(
                new Way(
                        "in time",
                        () -> orderNotReceived(),
                        List.of(
                                does("Task_CheckFacts"),
                                does("Task_AnswerBuyer"),
                                EveryMomentTest::buyerReplies,
                                EveryMomentTest::waits)),
                new Way(
                        "delivered, refunded",
                        () -> orderNotReceived().delivered("2026-11-23T10:00", "玄関"),
                        List.of(
                                does("Task_CheckFacts"),
                                does("Task_AnswerBuyer"),
                                EveryMomentTest::buyerReplies,
                                says("STILL_MISSING"),
                                does("Task_CheckFacts"),
                                completes("Task_ChooseRemedy", REFUND),
                                does("Task_IssueRefund"),
                                does("Task_AnswerBuyer"),
                                EveryMomentTest::waits,
                                does("Task_VerifyRefund"),
                                does("Task_NoteCause"))),
                new Way(
                        "lost, replaced, carrier asked",
                        () -> orderNotReceived().withParcel(DeliveryState.LOST),
                        List.of(
                                does("Task_CheckFacts"),
                                completes("Task_ChooseRemedy", REPLACE.and(CARRIER_ALSO_ASKED, true)),
                                does("Task_SendReplacement"),
                                does("Task_OpenInquiry"),
                                does("Task_AnswerBuyer"),
                                EveryMomentTest::waits)),
                new Way(
                        "of high value",
                        () -> orderNotReceived().withParcel(DeliveryState.LOST).worth("25000"),
                        List.of(
                                does("Task_CheckFacts"),
                                completes("Task_ChooseRemedy", REFUND),
                                does("Task_ApproveRemedy"))),
                new Way(
                        "only the carrier asked",
                        () -> orderNotReceived().withParcel(DeliveryState.LOST),
                        List.of(
                                does("Task_CheckFacts"),
                                completes("Task_ChooseRemedy", Staff.ASK_CARRIER),
                                does("Task_OpenInquiry"),
                                does("Task_AnswerBuyer"),
                                does("Task_EnterCarrierAnswer"))),
                new Way(
                        "with nothing connected",
                        () -> orderNotReceived().withoutOrderInTheBook().withoutTracking(),
                        List.of(does("Task_EnterOrder"), does("Task_EnterTracking"), does("Task_CheckFacts"))),
                new Way(
                        "served by Amazon",
                        () -> orderNotReceived().fulfilledBy(Fulfilment.FBA),
                        List.of(does("Task_CheckFacts"), does("Task_AnswerBuyer"))),
                new Way(
                        "claimed",
                        () -> orderNotReceived(),
                        List.of(
                                (desk, dispute) -> dispute.receives("a-to-z-filed"),
                                completes("Task_AnswerClaim", with(CLAIM_ANSWER, "CONCEDED")),
                                completes("Task_EnterClaimDecision", with(CLAIM_DECISION, "GRANTED")))),
                new Way(
                        "doubted",
                        () -> orderNotReceived().delivered("2026-11-23T10:00", "玄関"),
                        List.of(
                                completes(
                                        "Task_CheckFacts",
                                        RIGHT_ADDRESS
                                                .and(FRAUD_SUSPECTED, true)
                                                .and(
                                                        "doubtNote",
                                                        "Signed for by the buyer himself on 2026-11-20 (Yamato).")),
                                does("Task_WriteReport"),
                                does("Task_ApproveReport"))),
                new Way(
                        "with parcel and refund",
                        () -> orderNotReceived().withParcel(DeliveryState.LOST),
                        List.of(
                                does("Task_CheckFacts"),
                                completes("Task_ChooseRemedy", REFUND),
                                does("Task_IssueRefund"),
                                does("Task_AnswerBuyer"),
                                (desk, dispute) ->
                                        dispute.receives("tracking-changed", with(DELIVERY_STATE, "DELIVERED")),
                                does("Task_DecideDoubleBenefit"))));
    }

    private static void buyerReplies(Desk desk, Dispute dispute) {
        dispute.receives("buyer-replied", with("buyerText", "まだ届きません。"));
    }

    private static BiConsumer<Desk, Dispute> does(String task) {
        return (desk, dispute) -> new DiligentStaff(desk, dispute, "STILL_MISSING", 0).complete(task);
    }

    private static BiConsumer<Desk, Dispute> completes(String task, Answers answers) {
        return (desk, dispute) -> dispute.completes(task, answers);
    }

    private static BiConsumer<Desk, Dispute> says(String meaning) {
        return completes("Task_ReadReply", with(BUYER_ANSWER, meaning));
    }

    private static void waits(Desk desk, Dispute dispute) {
        assertThat(desk.goesOnToWhatIsDueNext())
                .as("%s waits for time", dispute.number())
                .isTrue();
    }

    @Autowired
    private Desk desk;

    @AfterEach
    void tidyUp() {
        desk.closesForTheNight();
    }

    @TestFactory
    Stream<DynamicTest> something_else_comes() {
        // the same moment of two ways is looked at once
        Map<List<String>, DynamicTest> tests = new LinkedHashMap<>();
        for (Way way : ways()) {
            for (int steps = 0; steps <= way.steps().size(); steps++) {
                List<String> moment = at(way, steps);
                int taken = steps;
                for (News news : NEWS) {
                    List<String> key = new ArrayList<>(moment);
                    key.add(news.name());
                    String name = news.name() + " at " + moment + " (" + way.name() + ")";
                    tests.computeIfAbsent(key, k -> DynamicTest.dynamicTest(name, () -> comes(name, way, taken, news)));
                }
            }
        }
        List<DynamicTest> all = List.copyOf(tests.values());
        return IntStream.range(0, all.size()).filter(i -> i % EVERY == 0).mapToObj(all::get);
    }

    private List<String> at(Way way, int steps) {
        Dispute dispute = walk(way, steps);
        List<String> moment = dispute.isClosed()
                ? List.of("closed")
                : Stream.concat(
                                dispute.stations().stream().sorted(),
                                Stream.of(dispute.fact(org.disputedesk.dispute.DisputeFacts.REMEDY_STATE)
                                        .orElse("")))
                        .toList();
        desk.closesForTheNight();
        return moment;
    }

    private Dispute walk(Way way, int steps) {
        desk.opensInTheMorning();
        Dispute dispute = desk.opens(way.opening().get());
        way.steps().subList(0, steps).forEach(step -> step.accept(desk, dispute));
        return dispute;
    }

    private void comes(String name, Way way, int steps, News news) {
        try {
            comes(way, steps, news);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(name + ": " + e.getMessage(), e);
        } finally {
            desk.closesForTheNight();
        }
    }

    private void comes(Way way, int steps, News news) {
        Dispute dispute = walk(way, steps);
        List<String> before = dispute.stations();
        try {
            dispute.receives(news.type(), news.facts());
        } catch (Rejected cannotBeTakenNow) {
            assertThat(dispute.stations()).containsExactlyInAnyOrderElementsOf(before);
        }
        new DiligentStaff(desk, dispute, news.buyerSays(), news.hashCode() * 31L + steps)
                .workToTheEnd(() -> nothingForbidden(dispute));
        dispute.hasNoIncident();
        assertThat(desk.texts.oldestUnanswered(dispute.number().value()))
                .as("messages of the buyer that nobody answered")
                .isEmpty();
        dispute.record().reads("Case opened", "Case closed");
    }

    private void nothingForbidden(Dispute dispute) {
        assertThat(dispute.disagreements())
                .as("facts the rooms know differently")
                .isEmpty();
        List<String> money = desk.db
                .sql("select type || ' ' || state from remedy where order_id = ? and type <> 'CARRIER_INQUIRY'"
                        + " and state not in ('WITHDRAWN', 'FAILED')")
                .param(dispute.orderId())
                .query(String.class)
                .list();
        assertThat(money).as("refunds and replacements of one order").hasSizeLessThanOrEqualTo(1);
        Long claims = desk.db
                .sql("select count(*) from a_to_z_claim where order_id = ? and state = 'OPEN'")
                .param(dispute.orderId())
                .query(Long.class)
                .single();
        if (claims > 0) {
            assertThat(money)
                    .as("remedies about to be carried out beside a claim")
                    .noneMatch(m -> m.endsWith("RELEASED"));
        }
    }
}
