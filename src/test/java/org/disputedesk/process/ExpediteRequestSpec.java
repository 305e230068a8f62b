package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.dispute.DisputeFacts.BUYER_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.FEEDBACK_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.FULFILMENT;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.MESSAGE_JUST_CAME;
import static org.disputedesk.dispute.DisputeFacts.PROMISED_DATE;
import static org.disputedesk.dispute.DisputeFacts.RESPONSE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Desk.days;
import static org.disputedesk.process.Desk.hours;
import static org.disputedesk.process.Desk.seconds;
import static org.disputedesk.process.Opening.expediteRequest;
import static org.disputedesk.process.Staff.DECLINE_SPEED;
import static org.disputedesk.process.Staff.NO_STOCK;
import static org.disputedesk.process.Staff.PASSED_ON;
import static org.disputedesk.process.Staff.PROMISE_SPEED;
import static org.disputedesk.process.Staff.ROOM;
import static org.disputedesk.process.Staff.ROOM_BEFORE_BUYING;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.handedOver;

import org.disputedesk.orders.Order.Fulfilment;
import org.disputedesk.orders.Order.PaymentState;
import org.disputedesk.orders.Order.State;
import org.junit.jupiter.api.Test;

/** The dispute "Faster shipping" of the third source, from the buyer's wish to each of its ends. */
@DeskSpec("expedite-request")
class ExpediteRequestSpec {

    private static final String WEEKDAYS = "Mon-Fri 9:00-18:00";

    /** A17, 002-07, 002-10, 002-11, 002-13: a person is told to ask for feedback, between day 5 and 30, exactly once */
    @Test
    void a_wish_is_met_and_followed_to_the_door(Desk desk) {
        desk.shopShips(WEEKDAYS, 1);
        var dispute = desk.opens(expediteRequest())
                .waitsAt("Task_SendHoldingReply", "Task_CheckCapacity")
                .completes("Task_CheckCapacity", ROOM)
                .completes("Task_DecideRequest", PROMISE_SPEED)
                .waitsAt("Task_AnswerBuyer", "Task_ShipEarly")
                .completes("Task_AnswerBuyer", SEND)
                .sent("will-ship-early", JAPANESE, "2026年11月24日（火）")
                .completes("Task_ShipEarly", handedOver("4000-00000011"));
        desk.carrier().sawDelivered("4000-00000011", desk.now(), "玄関");
        desk.passes(days(1));
        dispute.endsAs("End_ArrivedEarly")
                .sentLetters(1)
                .record()
                .reads(
                        "Case opened: Faster shipping",
                        "Buyer wrote",
                        "Order found",
                        "Decided: Choose expedite reply",
                        "Dispatch possible on 2026-11-24",
                        "Task completed: Check capacity",
                        "Decided: Weigh capacity",
                        "Faster shipping promised for 2026-11-24",
                        "Answer decided: will-ship-early",
                        "Letter sent: settle-expedite/will-ship-early (ja)",
                        "Shipped early: Yamato, 4000-00000011",
                        "Tracking status: DELIVERED",
                        "Feedback request opened",
                        "Case closed: Shipped early and arrived");

        var asking = desk.theCase("feedback-request", dispute.orderId()).waitsAt("Timer_WindowOpens");
        desk.passes(days(12));
        asking.waitsAt("Task_RequestReview")
                .completes("Task_RequestReview", with(FEEDBACK_ANSWER, "REQUESTED"))
                .endsAs("End_FeedbackRequested");
        asking.isRefused(
                () -> desk.opens(Opening.of("feedback-request").saying("").forOrder(dispute.orderId())),
                "feedback-once");
    }

    /** A16, 002-18, 002-19, 002-24: the clock runs on through closed days, and the letter names the real day */
    @Test
    void a_wish_of_saturday_evening_is_told_tuesday(Desk desk) {
        desk.itIs("2026-11-14T18:00", TOKYO);
        desk.shopShips("Tue-Sat 10:00-17:00", 0);
        var dispute = desk.opens(expediteRequest())
                .completes("Task_CheckCapacity", ROOM)
                .waitsAt("Task_AnswerBuyer", "Gw_Answered");
        desk.passesUntil("2026-11-15T05:59:59", TOKYO);
        dispute.hasPriority(50);
        desk.passes(seconds(1));
        dispute.hasPriority(75);
        desk.passesUntil("2026-11-15T13:59:59", TOKYO);
        dispute.hasPriority(75);
        desk.passes(seconds(1));
        dispute.hasPriority(90);
        desk.passesUntil("2026-11-15T17:59:59", TOKYO);
        dispute.waitsAt("Task_AnswerBuyer", "Gw_Answered");
        desk.passes(seconds(1));
        dispute.waitsAt("Task_AnswerBuyer", "Task_TakeOverReply", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND)
                .sent("decline-closed-days", JAPANESE, "2026年11月15日（日）、2026年11月16日（月）", "2026年11月17日（火）")
                .waitsAt("Gw_Wait");
    }

    /** A18, 002-01 */
    @Test
    void a_wish_about_an_fba_order_is_guided_to_amazon(Desk desk) {
        desk.opens(expediteRequest().fulfilledBy(Fulfilment.FBA))
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND)
                .sent("amazon-ships-it", JAPANESE, "https://www.amazon.co.jp/contact-us")
                .endsAs("End_GuidedToAmazon");
    }

    /** 002-01, 002-16, 002-17, A5: nothing to speed up, each told for what it is */
    @Test
    void where_nothing_can_be_sped_up_the_buyer_is_told_why(Desk desk) {
        told(desk, expediteRequest().fulfilledBy(Fulfilment.MCF), "warehouse-ships-it");
        told(desk, expediteRequest().inState(State.SHIPPED), "already-on-its-way");
        told(desk, expediteRequest().inState(State.CANCELLED), "nothing-to-ship");
        told(desk, expediteRequest().withPayment(PaymentState.PENDING), "payment-pending");
    }

    private static void told(Desk desk, Opening opening, String letter) {
        desk.opens(opening)
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND)
                .sent(letter, JAPANESE, opening.orderId)
                .endsAs("End_NothingToSpeedUp");
    }

    /** 002-20, 002-21 */
    @Test
    void a_buyer_agrees_with_the_usual_day(Desk desk) {
        declined(desk)
                .receives("buyer-replied", with("buyerText", "承知しました。"))
                .completes("Task_ReadReply", with(BUYER_ANSWER, "AGREES"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("thanks-for-understanding", JAPANESE)
                .endsAs("End_BuyerAgrees");
    }

    /** 002-15, 002-16, 002-17 */
    @Test
    void a_buyer_cancels(Desk desk) {
        declined(desk)
                .receives("buyer-replied", with("buyerText", "それならキャンセルします。"))
                .completes("Task_ReadReply", with(BUYER_ANSWER, "CANCELS"))
                .completes("Task_PassOnCancellation", PASSED_ON)
                .completes("Task_AnswerBuyer", SEND)
                .sent("how-to-cancel", JAPANESE)
                .endsAs("End_BuyerCancels");
    }

    /** 002-15 */
    @Test
    void a_buyer_orders_anew(Desk desk) {
        declined(desk)
                .receives("buyer-replied", with("buyerText", "お急ぎ便で注文し直します。"))
                .completes("Task_ReadReply", with(BUYER_ANSWER, "REORDERS"))
                .completes("Task_PassOnCancellation", PASSED_ON)
                .completes("Task_AnswerBuyer", SEND)
                .sent("how-to-reorder", JAPANESE)
                .endsAs("End_BuyerReorders");
    }

    private static Dispute declined(Desk desk) {
        desk.shopShips(WEEKDAYS, 1);
        return desk.opens(expediteRequest())
                .completes("Task_CheckCapacity", NO_STOCK)
                .completes("Task_AnswerBuyer", SEND)
                .sent("decline-as-promised", JAPANESE)
                .waitsAt("Gw_Wait");
    }

    /** 002-11 */
    @Test
    void an_early_parcel_goes_astray(Desk desk) {
        desk.shopShips(WEEKDAYS, 1);
        desk.opens(expediteRequest())
                .completes("Task_CheckCapacity", ROOM)
                .completes("Task_DecideRequest", PROMISE_SPEED)
                .completes("Task_AnswerBuyer", SEND)
                .completes("Task_ShipEarly", handedOver("4000-00000012"))
                .receives("tracking-changed", with(DELIVERY_STATE, "RETURNING"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("parcel-astray", JAPANESE, "4000-00000012")
                .endsAs("End_ParcelAstray");
    }

    /** 002-12, 1.6-3: asked only where the buyer has written */
    @Test
    void whether_it_arrived_is_asked_as_an_answer_only(Desk desk) {
        desk.shopShips(WEEKDAYS, 1);
        var dispute = desk.opens(expediteRequest())
                .completes("Task_CheckCapacity", ROOM)
                .completes("Task_DecideRequest", PROMISE_SPEED)
                .completes("Task_AnswerBuyer", SEND)
                .completes("Task_ShipEarly", handedOver("4000-00000013"));
        desk.passes(hours(5));
        dispute.receives("buyer-replied", with("buyerText", "ありがとうございます。"))
                .receives(
                        "tracking-changed",
                        with(DELIVERY_STATE, "DELIVERED")
                                .and("deliveredAt", "2026-11-24T03:00:00Z")
                                .and("deliveredPlace", "玄関"))
                .completes("Task_ReadReply", with(BUYER_ANSWER, "OTHER"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("arrived-safely", JAPANESE, "2026年11月24日（火）12時00分")
                .endsAs("End_ArrivedEarly");
    }

    /** 002-12: the buyer says so himself */
    @Test
    void a_buyer_who_has_it_is_thanked(Desk desk) {
        desk.opens(expediteRequest())
                .receives("buyer-confirmed", with("buyerText", "もう届きました。"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("glad-it-arrived", JAPANESE)
                .endsAs("End_ArrivedEarly");
    }

    /** 002-02, 002-09: what may be ordered until when, and then it is ordered */
    @Test
    void a_question_before_buying_is_answered_with_a_day(Desk desk) {
        desk.shopShips(WEEKDAYS, 1);
        var dispute = desk.opens(expediteRequest().beforeBuying())
                .taskIsDue("Task_CheckCapacity", "2026-11-25T09:00", TOKYO)
                .completes("Task_CheckCapacity", ROOM_BEFORE_BUYING)
                .completes("Task_DecideRequest", PROMISE_SPEED)
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .knows(RESPONSE, "OFFERED")
                .completes("Task_AnswerBuyer", SEND)
                .sent("before-purchase-possible", JAPANESE, "2026年11月24日（火）15時00分")
                .waitsAt("Gw_Wait");
        dispute.isRejected(() -> dispute.receives("a-to-z-filed"), "orderId").waitsAt("Gw_Wait");
        dispute.receives("buyer-replied", with("buyerText", "では注文します。"))
                .completes("Task_ReadReply", with(BUYER_ANSWER, "AGREES"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("before-purchase-thanks", JAPANESE)
                .endsAs("End_BuyerAgrees");
    }

    /** 002-02, 002-19 */
    @Test
    void a_question_before_buying_is_told_of_closed_days(Desk desk) {
        desk.itIs("2026-11-14T18:00", TOKYO);
        desk.shopShips("Tue-Sat 10:00-17:00", 0);
        var dispute = desk.opens(expediteRequest().beforeBuying())
                .completes("Task_CheckCapacity", ROOM_BEFORE_BUYING)
                .completes("Task_AnswerBuyer", SEND)
                .sent("before-purchase-closed-days", JAPANESE, "2026年11月16日（月）", "2026年11月17日（火）");
        desk.passes(days(3));
        dispute.endsAs("End_BuyerSilent");
    }

    /** 002-02, 002-06 */
    @Test
    void a_question_before_buying_is_declined_or_guided_to_amazon(Desk desk) {
        desk.shopShips(WEEKDAYS, 1);
        desk.opens(expediteRequest().beforeBuying())
                .completes("Task_CheckCapacity", ROOM_BEFORE_BUYING)
                .completes("Task_DecideRequest", DECLINE_SPEED)
                .completes("Task_AnswerBuyer", SEND)
                .sent("before-purchase-decline", JAPANESE);
        desk.opens(expediteRequest().beforeBuying())
                .completes("Task_CheckCapacity", ROOM_BEFORE_BUYING.and(FULFILMENT, "FBA"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("before-purchase-amazon-ships", JAPANESE)
                .endsAs("End_GuidedToAmazon");
    }

    /** 002-23: one short message from the first second on, and it names no order where there is none */
    @Test
    void a_holding_reply_is_one_click_also_before_buying(Desk desk) {
        desk.opens(expediteRequest().beforeBuying())
                .completes(
                        "Task_SendHoldingReply",
                        with(PROMISED_DATE, "2026-11-26").and("holdingText", "確認して、2026年11月26日（木）までにご連絡いたします。"))
                .sent("holding-reply-without-order", JAPANESE)
                .waitsAt("Task_SendHoldingReply", "Task_CheckCapacity")
                .replyIsDue("2026-11-27T00:00", TOKYO);
    }

    /** 002-23: also before buying it is no answer, so that the clock runs on */
    @Test
    void a_holding_reply_before_buying_can_be_taken_back(Desk desk) {
        desk.lettersGoByMail(seconds(60));
        var dispute = desk.opens(expediteRequest().beforeBuying())
                .completes(
                        "Task_SendHoldingReply",
                        with(PROMISED_DATE, "2026-11-26").and("holdingText", "2026年11月26日（木）までにご連絡いたします。"))
                .waitsAt("Receive_LetterHandled", "Task_CheckCapacity");
        assertThat(dispute.takesItsLetterBack()).isTrue();
        dispute.waitsAt("Task_SendHoldingReply", "Task_CheckCapacity").replyIsDue("2026-11-25T09:00", TOKYO);
    }

    /** 002-20, 002-24: in the last second of the wait the buyer writes after all; the wish ends when he has his answer */
    @Test
    void a_word_in_the_last_second_keeps_the_case_open(Desk desk) {
        var dispute = declined(desk);
        desk.passes(days(3).minus(seconds(1)));
        dispute.receives("buyer-replied", with("buyerText", "分かりました。"));
        desk.passes(seconds(1));
        dispute.waitsAt("Task_ReadReply", "Task_SendHoldingReply", "Gw_Answered")
                .completes("Task_ReadReply", with(BUYER_ANSWER, "AGREES"))
                .completes("Task_AnswerBuyer", SEND)
                .endsAs("End_BuyerAgrees");
    }

    /** 002-02: from Tasklist, with and without an order */
    @Test
    void a_case_is_opened_with_the_start_form(Desk desk) {
        Answers form = with(MARKETPLACE, "JP").and(MESSAGE_JUST_CAME, true).and("buyerText", "購入前の質問です。すぐ発送できますか？");
        desk.opensInTasklist(expediteRequest().beforeBuying(), form)
                .waitsAt("Task_SendHoldingReply", "Task_CheckCapacity");
    }

    /** 002-03, A19: no case ends without an answer or a reason why none is needed */
    @Test
    void a_wish_that_needs_no_response_says_why(Desk desk) {
        desk.opens(expediteRequest().fulfilledBy(Fulfilment.FBA))
                .receives("no-response-needed", with("noResponseReason", "同じ内容に回答済み。"))
                .endsAs("End_GuidedToAmazon")
                .sentNothing();
    }
}
