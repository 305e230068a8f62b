package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.dispute.DisputeFacts.CANCELLATION_DECISION;
import static org.disputedesk.dispute.DisputeFacts.CLAIMS_PROTECTED;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Staff.REFUND;
import static org.disputedesk.process.Staff.REPLACE;
import static org.disputedesk.process.Staff.checked;
import static org.disputedesk.process.Staff.checks;
import static org.disputedesk.process.Staff.filed;
import static org.disputedesk.process.Staff.goods;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.disputedesk.DeskTest;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** 000-16, 001-05, A7: the locks of an order hold over all kinds of case, whichever of them tries. */
@DeskTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneOrderOneLockTest {

    private static final String CANCELLATION = "post-shipment-cancellation";
    private static final List<String> KINDS = List.of("order-not-received", SecondDispute.KIND, CANCELLATION);

    @Autowired
    private Desk desk;

    private SecondDispute other;

    @BeforeAll
    void deploy() throws IOException {
        other = SecondDispute.deploy(desk.engine.getRepositoryService());
    }

    @AfterAll
    void takeAway() {
        other.close();
    }

    @BeforeEach
    void morning() {
        desk.opensInTheMorning();
    }

    @AfterEach
    void night() {
        desk.closesForTheNight();
    }

    static Stream<Arguments> pairs() {
        return KINDS.stream()
                .flatMap(one -> KINDS.stream().filter(two -> !two.equals(one)).map(two -> Arguments.of(one, two)));
    }

    /** Each kind once on either side. */
    static Stream<Arguments> rotation() {
        return Stream.of(0, 1, 2).map(i -> Arguments.of(KINDS.get(i), KINDS.get((i + 1) % KINDS.size())));
    }

    static Stream<String> others() {
        return KINDS.stream().filter(kind -> !kind.equals(CANCELLATION));
    }

    /** A case of this kind about this order that has come to the choice of a remedy. */
    private Dispute choosing(String kind, String orderId) {
        Opening opening = Opening.of(kind).forOrder(orderId).withParcel(DeliveryState.LOST);
        Dispute dispute = checks(desk.opens(opening));
        return kind.equals(CANCELLATION) ? waived(dispute) : dispute;
    }

    private static Dispute waived(Dispute cancellation) {
        return cancellation
                .by("lead")
                .completes(
                        "Task_DecideWithoutGoods",
                        with("withoutGoods", "REFUND").and("staffNote", "配送会社が紛失を認めたため。"));
    }

    private static String orderId() {
        return Opening.of("order-not-received").orderId;
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void a_remedy_in_one_case_refuses_a_second_one_in_the_other(String one, String two) {
        String order = orderId();
        Dispute first = choosing(one, order);
        Dispute second = choosing(two, order);
        first.completes("Task_ChooseRemedy", REFUND).hasRemedies("REFUND RELEASED");
        second.isRefused(() -> second.completes("Task_ChooseRemedy", REFUND), "one-remedy")
                .isRefused(() -> second.completesRaw("Task_ChooseRemedy", REFUND), "one-remedy")
                .hasRemedies("REFUND RELEASED");
        first.completes("Task_IssueRefund", Staff.refunded("R-71", "2026-12-01"));
        // the other case hears of it at once, by whatever rule stands first
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> second.completes("Task_ChooseRemedy", REFUND)))
                .isInstanceOf(org.disputedesk.policy.Refused.class);
        second.hasRemedies("REFUND DONE");
    }

    @ParameterizedTest
    @MethodSource("rotation")
    void a_claim_told_in_one_case_locks_the_other(String one, String two) {
        String order = orderId();
        Dispute second = choosing(two, order);
        choosing(one, order).receives("a-to-z-filed");
        second.isRefused(() -> second.completes("Task_ChooseRemedy", REFUND), "nothing-beside-a-claim")
                .hasRemedies();
    }

    @ParameterizedTest
    @MethodSource("rotation")
    void a_label_under_protection_asks_for_a_second_person_in_every_case(String one, String two) {
        String order = orderId();
        choosing(one, order).operatorSets(one, with(CLAIMS_PROTECTED, true));
        choosing(two, order).completes("Task_ChooseRemedy", REFUND).hasRemedies("REFUND DECIDED");
        assertThat(desk.db
                        .sql("select second_person from remedy where order_id = ?")
                        .param(order)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("others")
    void while_amazon_decides_about_a_cancellation_no_case_refunds_or_sends_again(String kind) {
        String order = orderId();
        Dispute tries = choosing(kind, order);
        Dispute cancellation = checks(
                        desk.opens(Opening.of(CANCELLATION).forOrder(order).withParcel(DeliveryState.IN_TRANSIT)))
                .completes("Task_FileCancellation", filed("FILED", "LET_ARRIVE"));
        tries.isRefused(() -> tries.completes("Task_ChooseRemedy", REFUND), "refund-after-approval-or-return")
                .isRefused(() -> tries.completesRaw("Task_ChooseRemedy", REFUND), "refund-after-approval-or-return")
                .isRefused(() -> tries.completes("Task_ChooseRemedy", REPLACE), "no-goods-while-cancelling")
                .hasRemedies();
        cancellation.receives("amazon-decided", with(CANCELLATION_DECISION, "APPROVED"));
        tries.completes("Task_ChooseRemedy", REFUND).hasRemedies("REFUND RELEASED");
        cancellation.isRefused(() -> cancellation.completes("Task_ChooseRemedy", REFUND), "one-remedy");
    }

    @ParameterizedTest
    @MethodSource("others")
    void what_was_decided_before_the_filing_is_not_recorded_after_it(String kind) {
        String order = orderId();
        Dispute tries = choosing(kind, order).completes("Task_ChooseRemedy", REFUND);
        checks(desk.opens(Opening.of(CANCELLATION).forOrder(order).withParcel(DeliveryState.IN_TRANSIT)))
                .completes("Task_FileCancellation", filed("FILED", "LET_ARRIVE"));
        tries.isRefused(
                () -> tries.completes("Task_IssueRefund", Staff.refunded("R-72", "2026-12-01")),
                "refund-after-approval-or-return");
    }

    @ParameterizedTest
    @MethodSource("others")
    void what_amazon_has_refunded_with_a_cancellation_no_case_refunds_again(String kind) {
        String order = orderId();
        Dispute tries = choosing(kind, order);
        checks(desk.opens(Opening.of(CANCELLATION).forOrder(order).withParcel(DeliveryState.IN_TRANSIT)))
                .completes("Task_FileCancellation", filed("FILED", "LET_ARRIVE"))
                .receives("amazon-decided", with(CANCELLATION_DECISION, "REFUNDED_BY_AMAZON"));
        tries.isRefused(() -> tries.completes("Task_ChooseRemedy", REFUND), "nothing-while-payment-is-open")
                .isRefused(() -> tries.completes("Task_ChooseRemedy", REPLACE), "nothing-while-payment-is-open");
    }

    @ParameterizedTest
    @MethodSource("others")
    void goods_that_are_awaited_in_one_case_hold_the_refund_of_the_other(String kind) {
        String order = orderId();
        Dispute tries = choosing(kind, order);
        Dispute goods =
                checks(desk.opens(Opening.of(CANCELLATION).forOrder(order).delivered("2026-11-23T10:00", "玄関")));
        tries.isRefused(() -> tries.completes("Task_ChooseRemedy", REFUND), "refund-after-approval-or-return");
        goods.completes("Task_ReceiveGoods", goods("ARRIVED"));
        tries.isRefused(() -> tries.completes("Task_ChooseRemedy", REFUND), "refund-after-approval-or-return");
        goods.photographed().completes("Task_CheckGoods", checked("AS_SENT", "RESTOCK"));
        tries.completes("Task_ChooseRemedy", REFUND).hasRemedies("REFUND RELEASED");
    }

    /** A request nobody will hear of any more blocks nothing. */
    @Test
    void a_filing_whose_case_is_taken_off_the_desk_lets_the_others_go() {
        String order = orderId();
        Dispute tries = choosing("order-not-received", order);
        checks(desk.opens(Opening.of(CANCELLATION).forOrder(order).withParcel(DeliveryState.IN_TRANSIT)))
                .completes("Task_FileCancellation", filed("FILED", "LET_ARRIVE"))
                .administratorCancels();
        tries.completes("Task_ChooseRemedy", REFUND).hasRemedies("REFUND RELEASED");
    }

    /** Three people decide at the same moment, each in another kind of case. */
    @Test
    void of_several_who_decide_at_once_one_gets_through() throws InterruptedException {
        String order = orderId();
        List<Dispute> cases = KINDS.stream().map(kind -> choosing(kind, order)).toList();
        List<String> tasks = cases.stream()
                .map(dispute -> dispute.taskId("Task_ChooseRemedy"))
                .toList();
        var start = new CountDownLatch(1);
        List<Callable<Boolean>> tries = new ArrayList<>();
        for (String task : tasks) {
            tries.add(() -> {
                start.await();
                desk.engine.getIdentityService().setAuthentication("lead", List.of("leads"));
                try {
                    desk.engine.getTaskService().claim(task, "lead");
                    desk.engine.getFormService().submitTaskForm(task, REFUND.values());
                    return true;
                } finally {
                    desk.engine.getIdentityService().clearAuthentication();
                }
            });
        }
        ExecutorService pool = Executors.newFixedThreadPool(tries.size());
        try {
            List<Future<Boolean>> futures = tries.stream().map(pool::submit).toList();
            start.countDown();
            long through = 0;
            for (Future<Boolean> future : futures) {
                try {
                    through += future.get() ? 1 : 0;
                } catch (ExecutionException refused) {
                    assertThat(refused).hasCauseInstanceOf(RuntimeException.class);
                }
            }
            assertThat(through).isEqualTo(1);
        } finally {
            pool.shutdown();
        }
        cases.get(0).hasRemedies("REFUND RELEASED");
    }
}
