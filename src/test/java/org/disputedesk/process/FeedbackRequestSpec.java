package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.disputedesk.dispute.DisputeFacts.DELIVERED_AT_LOCAL;
import static org.disputedesk.dispute.DisputeFacts.FEEDBACK_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.FULFILMENT;
import static org.disputedesk.dispute.DisputeFacts.LATEST_DELIVERY_DATE;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.ORDER_STATE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.BERLIN;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Desk.days;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.intake.Intake;
import org.disputedesk.orders.Order.Fulfilment;
import org.disputedesk.policy.Refused;
import org.junit.jupiter.api.Test;

/**
 * The room "Feedback request": a buyer is asked once, between day 5 and day 30, with Amazon's own request, and how he feels
 * plays no part.
 */
@DeskSpec("feedback-request")
class FeedbackRequestSpec {

    private static final Answers REQUESTED = with(FEEDBACK_ANSWER, "REQUESTED");
    private static final Answers NOT_DELIVERED = with(FEEDBACK_ANSWER, "NOT_DELIVERED");
    private static final Answers NOT_OFFERED = with(FEEDBACK_ANSWER, "NOT_OFFERED");

    private static Opening feedback() {
        return Opening.of("feedback-request").saying("").promisedUntil("2026-11-26");
    }

    private static List<String> rows(Desk desk, String orderId) {
        return desk.db
                .sql("select state from feedback_request where order_id = ?")
                .param(orderId)
                .query(String.class)
                .list();
    }

    private static void isRefused(ThrowingCallable attempt, String rule) {
        assertThat(catchThrowable(attempt))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.rule().id()).isEqualTo(rule));
    }

    /** P23, 002-13: from day 5 of the latest delivery date on the marketplace's calendar, not a second before */
    @Test
    void the_buyer_is_asked_from_day_5_and_once(Desk desk) {
        var asking = desk.opens(feedback()).waitsAt("Timer_WindowOpens");
        desk.passesUntil("2026-12-01T23:59:58", TOKYO);
        asking.waitsAt("Timer_WindowOpens");
        desk.passesUntil("2026-12-01T23:59:59", TOKYO);
        asking.waitsAt("Task_RequestReview")
                .taskIsDue("Task_RequestReview", "2026-12-22T23:59:59", TOKYO)
                .hasDeadlines("feedback.opens", "feedback.closes");
        assertThat(asking.form("Task_RequestReview", "sellerCentralLink", Locale.JAPANESE))
                .contains("sellercentral", "amazon.co.jp", asking.orderId());

        asking.completes("Task_RequestReview", REQUESTED)
                .endsAs("End_FeedbackRequested")
                .sentNothing()
                .record()
                .reads(
                        "Feedback request planned",
                        "Feedback request weighed: BEFORE",
                        "Timer: Time to ask begins",
                        "Feedback request weighed: OPEN",
                        "A person is told to ask for feedback",
                        "Task completed: Request a review",
                        "Feedback asked for with Amazon's own request",
                        "Case closed: Feedback requested");

        asking.isRefused(() -> desk.opens(feedback().forOrder(asking.orderId())), "feedback-once");
        assertThat(rows(desk, asking.orderId())).containsExactly("ASKED");
    }

    /** P23: until day 30, not a second longer */
    @Test
    void what_nobody_has_asked_by_day_30_is_too_late(Desk desk) {
        var asking = desk.opens(feedback());
        desk.passesUntil("2026-12-26T23:59:58", TOKYO);
        asking.waitsAt("Task_RequestReview");
        desk.passesUntil("2026-12-26T23:59:59", TOKYO);
        asking.endsAs("End_FeedbackTooLate").record().reads("Timer: Time to ask over");
    }

    /** P23: every route that opens a case meets the guard, and nothing is left of the attempt */
    @Test
    void an_order_whose_time_is_over_is_refused_by_every_route(Desk desk) {
        desk.itIs("2026-12-26T23:59:59", TOKYO);
        var opening = feedback();
        desk.orders.learn(opening.order(desk.now()));
        Map<String, Object> told =
                with(MARKETPLACE, "JP").and(ORDER_ID, opening.orderId).values();
        var runtime = desk.engine.getRuntimeService();
        isRefused(() -> desk.opens(opening), "feedback-window");
        isRefused(
                () -> desk.opensInTasklist(opening, with(MARKETPLACE, "JP").and(ORDER_ID, opening.orderId)),
                "feedback-window");
        isRefused(
                () -> runtime.createProcessInstanceByKey("feedback-request")
                        .setVariables(told)
                        .execute(),
                "feedback-window");
        // nor does it begin past its plan
        assertThatThrownBy(() -> runtime.createProcessInstanceByKey("feedback-request")
                        .setVariables(told)
                        .startBeforeActivity("Task_OfferFeedbackRequest")
                        .execute())
                .isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> runtime.createMessageCorrelation("feedback-request")
                        .setVariables(told)
                        .correlateStartMessage())
                .isInstanceOf(MismatchingMessageCorrelationException.class);
        assertThat(desk.db
                        .sql("select count(*) from dispute_case where order_id = ?")
                        .param(opening.orderId)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(rows(desk, opening.orderId)).isEmpty();
        assertThat(desk.db
                        .sql("select count(*) from record_head h where not exists"
                                + " (select 1 from dispute_case c where c.case_number = h.case_number)")
                        .query(Long.class)
                        .single())
                .as("records of cases that are none")
                .isZero();
    }

    /** One second earlier the same order is taken, and asked for at once. */
    @Test
    void on_the_last_second_of_day_30_it_is_taken(Desk desk) {
        desk.itIs("2026-12-26T23:59:58", TOKYO);
        desk.opens(feedback()).waitsAt("Task_RequestReview");
    }

    /** P23: five days of the calendar, also when the clocks of the marketplace are put back on the way */
    @Test
    void days_are_those_of_the_marketplace(Desk desk) {
        desk.itIs("2026-10-20T09:00", BERLIN);
        var asking = desk.opens(feedback().at(Marketplace.DE).promisedUntil("2026-10-22"));
        desk.passesUntil("2026-10-27T23:59:58", BERLIN);
        asking.waitsAt("Timer_WindowOpens");
        desk.passesUntil("2026-10-27T23:59:59", BERLIN);
        asking.waitsAt("Task_RequestReview");
        desk.passesUntil("2026-11-21T23:59:58", BERLIN);
        asking.waitsAt("Task_RequestReview");
        desk.passesUntil("2026-11-21T23:59:59", BERLIN);
        asking.endsAs("End_FeedbackTooLate");
    }

    /** 002-13, P23: an open case delays the request; how it ends plays no part */
    @Test
    void an_open_case_of_the_order_delays_the_request(Desk desk) {
        var dispute =
                desk.opens(orderNotReceived().promisedUntil("2026-11-26")).completes("Task_CheckFacts", RIGHT_ADDRESS);
        var asking = desk.opens(feedback().forOrder(dispute.orderId()).withoutOrderInTheBook());
        desk.passesUntil("2026-12-01T23:59:59", TOKYO);
        asking.waitsAt("Timer_LookAgain");
        desk.passesUntil("2026-12-03T23:59:58", TOKYO);
        dispute.administratorCancels();
        asking.waitsAt("Timer_LookAgain");
        desk.passesUntil("2026-12-03T23:59:59", TOKYO);
        asking.waitsAt("Task_RequestReview");
    }

    /** 002-13, P23: a buyer with a problem is not left out */
    @Test
    void in_the_last_days_the_buyer_is_asked_whatever_is_open(Desk desk) {
        var dispute = desk.opens(orderNotReceived().promisedUntil("2026-11-26"));
        var asking = desk.opens(feedback().forOrder(dispute.orderId()).withoutOrderInTheBook());
        desk.passesUntil("2026-12-22T23:59:58", TOKYO);
        asking.waitsAt("Timer_LookAgain");
        desk.passes(days(2));
        asking.waitsAt("Task_RequestReview")
                .completes("Task_RequestReview", REQUESTED)
                .endsAs("End_FeedbackRequested");
    }

    /** P23: five days after the delivery itself, when that came late */
    @Test
    void a_late_delivery_moves_the_time(Desk desk) {
        var asking = desk.opens(feedback());
        desk.passesUntil("2026-12-02T09:00", TOKYO);
        asking.completes("Task_RequestReview", NOT_DELIVERED).waitsAt("Timer_LookAgain");
        desk.passesUntil("2026-12-04T08:59:59", TOKYO);
        asking.waitsAt("Timer_LookAgain");
        desk.passesUntil("2026-12-04T09:00", TOKYO);
        asking.waitsAt("Task_RequestReview")
                .asksAnew("Task_RequestReview", "feedbackAnswer")
                .isRejected(
                        () -> asking.completes(
                                "Task_RequestReview", NOT_DELIVERED.and(DELIVERED_AT_LOCAL, "2026-12-05T09:00")),
                        "deliveredAtLocal")
                .isRejected(
                        () -> asking.completes(
                                "Task_RequestReview", NOT_DELIVERED.and(DELIVERED_AT_LOCAL, "2025-11-05T09:00")),
                        "deliveredAtLocal")
                .isRejected(
                        () -> asking.completes(
                                "Task_RequestReview", NOT_DELIVERED.and(DELIVERED_AT_LOCAL, "2026-11-01T09:00")),
                        "deliveredAtLocal")
                .completes("Task_RequestReview", NOT_DELIVERED.and(DELIVERED_AT_LOCAL, "2026-12-03T15:00"));
        desk.passesUntil("2026-12-06T09:00", TOKYO);
        asking.waitsAt("Timer_WindowOpens");
        desk.passesUntil("2026-12-08T14:59:59", TOKYO);
        asking.waitsAt("Timer_WindowOpens");
        desk.passesUntil("2026-12-08T15:00", TOKYO);
        asking.waitsAt("Task_RequestReview");
    }

    /** P23: what a dispute of the order has seen of the parcel counts as well */
    @Test
    void a_delivery_that_another_case_has_seen_counts(Desk desk) {
        desk.itIs("2026-12-01T09:00", TOKYO);
        var dispute =
                desk.opens(orderNotReceived().promisedUntil("2026-11-26").delivered("2026-11-30T10:00", "front door"));
        dispute.administratorCancels();
        var asking = desk.opens(feedback().forOrder(dispute.orderId()).withoutOrderInTheBook());
        desk.passesUntil("2026-12-05T09:59:59", TOKYO);
        asking.waitsAt("Timer_WindowOpens");
        desk.passesUntil("2026-12-05T10:00", TOKYO);
        asking.waitsAt("Task_RequestReview");
    }

    /** 002-13 */
    @Test
    void an_order_that_nobody_knows_is_entered(Desk desk) {
        var asking = desk.opens(feedback().withoutOrderInTheBook())
                .waitsAt("Task_EnterOrder")
                .taskIsDue("Task_EnterOrder", "2026-11-26T09:00", TOKYO)
                .completes(
                        "Task_EnterOrder",
                        with(FULFILMENT, "FBM").and(ORDER_STATE, "SHIPPED").and(LATEST_DELIVERY_DATE, "2026-11-15"));
        asking.waitsAt("Task_RequestReview");
    }

    /** P23 */
    @Test
    void an_order_that_is_entered_may_turn_out_to_be_too_old(Desk desk) {
        desk.opens(feedback().withoutOrderInTheBook())
                .completes(
                        "Task_EnterOrder",
                        with(FULFILMENT, "FBA").and(ORDER_STATE, "SHIPPED").and(LATEST_DELIVERY_DATE, "2026-10-20"))
                .endsAs("End_FeedbackTooLate");
    }

    /** P23: Amazon asks its own buyers only */
    @Test
    void an_order_of_another_shop_is_not_asked_for(Desk desk) {
        var asking = desk.opens(feedback().fulfilledBy(Fulfilment.MCF)).endsAs("End_FeedbackNotPossible");
        assertThat(rows(desk, asking.orderId())).isEmpty();
    }

    /** 002-13: nobody was asked, so the order may be tried again */
    @Test
    void amazon_may_offer_no_request(Desk desk) {
        var asking = desk.opens(feedback());
        desk.passesUntil("2026-12-02T09:00", TOKYO);
        asking.completes("Task_RequestReview", NOT_OFFERED).endsAs("End_RequestNotOffered");
        assertThat(rows(desk, asking.orderId())).isEmpty();
        desk.opens(feedback().forOrder(asking.orderId())).waitsAt("Task_RequestReview");
    }

    /** P23, 002-13: past the timer and past the guard nothing is kept as asked */
    @Test
    void an_operator_who_moves_the_case_past_its_time_is_refused(Desk desk) {
        var asking = desk.opens(feedback());
        asking.isRefused(
                        () -> asking.operatorMoves(
                                "feedback-request", "Timer_WindowOpens", "Task_OfferFeedbackRequest"),
                        "feedback-window")
                .operatorMoves("feedback-request", "Timer_WindowOpens", "Task_RequestReview")
                .isRefused(() -> asking.completes("Task_RequestReview", REQUESTED), "feedback-window")
                .isRefused(() -> asking.completesRaw("Task_RequestReview", REQUESTED), "feedback-window");
        // bent facts do not help: the guard has its own
        desk.passesUntil("2026-12-27T09:00", TOKYO);
        assertThat(asking.isClosed()).isTrue();
        assertThat(rows(desk, asking.orderId())).isEmpty();
    }

    /** 002-13: whoever was told to ask may have asked */
    @Test
    void a_case_that_is_cancelled_while_somebody_asks_leaves_the_order_asked(Desk desk) {
        var waiting = desk.opens(feedback());
        waiting.administratorCancels();
        assertThat(rows(desk, waiting.orderId())).isEmpty();

        var asking = desk.opens(feedback().forOrder(waiting.orderId()));
        desk.passesUntil("2026-12-02T09:00", TOKYO);
        asking.waitsAt("Task_RequestReview").administratorCancels();
        asking.isRefused(() -> desk.opens(feedback().forOrder(waiting.orderId())), "feedback-once");
    }

    /** 002-13, 1.6-3: no message of the buyer is an input */
    @Test
    void a_message_of_the_buyer_is_turned_away(Desk desk) {
        assertThatThrownBy(() -> desk.opens(feedback().saying("とても満足です。")))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.errors())
                                .extracting(error -> error.field())
                                .contains("buyerText"));
        assertThatThrownBy(() -> desk.opens(feedback().withoutOrderInTheBook().forOrder("")))
                .isInstanceOf(Rejected.class);
    }

    /** P23: whoever races, one case has the request */
    @Test
    void two_who_ask_at_once_are_one(Desk desk) throws Exception {
        var opening = feedback();
        desk.orders.learn(opening.order(desk.now()));
        int many = 4;
        var together = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            List<Future<Boolean>> tries = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                tries.add(threads.submit(() -> {
                    together.await();
                    try {
                        desk.intake.open(
                                new Intake.NewCase("feedback-request", "JP", opening.orderId, null, null), null);
                        return true;
                    } catch (Rejected e) {
                        return false;
                    }
                }));
            }
            together.countDown();
            int won = 0;
            for (Future<Boolean> one : tries) {
                won += one.get() ? 1 : 0;
            }
            assertThat(won).isOne();
        } finally {
            threads.shutdownNow();
        }
        assertThat(rows(desk, opening.orderId)).containsExactly("PLANNED");
    }
}
