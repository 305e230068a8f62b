package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.disputedesk.dispute.DisputeFacts.BUYER_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_DECISION;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.MESSAGE_JUST_CAME;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.PAYMENT_STATE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Desk.days;
import static org.disputedesk.process.Desk.seconds;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.REFUND;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.answers;
import static org.disputedesk.process.Staff.cause;
import static org.disputedesk.process.Staff.refunded;

import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.orders.Order.Fulfilment;
import org.disputedesk.orders.Order.PaymentState;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.Test;

/** The dispute "Order not received" of the first source, from the buyer's first message to each of its ends. */
@DeskSpec("order-not-received")
class OrderNotReceivedSpec {

    /** A1, 000-04, 000-06, 000-09, 000-11, 000-17, 000-22 */
    @Test
    void a_delivered_parcel_is_found_around_the_buyers_home(Desk desk) {
        desk.itIs("2026-11-21T18:00", TOKYO);
        var dispute = desk.opens(orderNotReceived().delivered("2026-11-20T14:05", "宅配ボックス"))
                .waitsAt("Task_SendHoldingReply", "Task_CheckFacts")
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND)
                .sent("please-check-around", JAPANESE, "2026年11月20日（金）14時05分", "宅配ボックス", "Yamato")
                .waitsAt("Gw_Wait");

        dispute.receives("buyer-confirmed")
                .waitsAt("Task_NoteCause")
                .completes("Task_NoteCause", cause("BUYER"))
                .endsAs("End_ParcelArrived")
                .sentLetters(1);

        dispute.record()
                .reads(
                        "Case opened: Order not received",
                        "Buyer wrote",
                        "Reply to the buyer",
                        "Tracking status: DELIVERED (carrier)",
                        "Task completed: Compare address and payment",
                        "Decided: Choose response",
                        "Answer decided: please-check-around",
                        "Letter drafted: settle-non-arrival/please-check-around (ja)",
                        "Task completed: Answer the buyer",
                        "Letter approved and handed to the outbox",
                        "Letter sent: settle-non-arrival/please-check-around (ja)",
                        "Reply clock stopped",
                        "Answer expected from the buyer",
                        "Event: buyer-confirmed",
                        "Decided: Weigh message",
                        "Decided: Choose response",
                        "Decided: Suggest cause",
                        "Task completed: Note cause",
                        "Cause noted: BUYER",
                        "Case closed: Parcel arrived")
                .hasNo("Remedy");
    }

    /** 000-11, 002-24: seven days of the marketplace's calendar, to the second; then a week to note the cause */
    @Test
    void a_buyer_who_stays_silent_for_seven_days_needs_nothing_more(Desk desk) {
        var dispute = answers(desk.opens(orderNotReceived().delivered("2026-11-23T10:00", "玄関")));

        desk.passes(days(7).minus(seconds(1)));
        dispute.waitsAt("Gw_Wait");
        desk.passes(seconds(1));
        dispute.waitsAt("Task_NoteCause");

        desk.passes(days(7).minus(seconds(1)));
        dispute.waitsAt("Task_NoteCause");
        desk.passes(seconds(1));
        dispute.endsAs("End_BuyerSilent")
                .record()
                .reads("Timer: Deadline passed", "Timer: Nobody noted it (7 days)", "Case closed: Buyer silent");
    }

    /** A2b, A15, P9, 000-13, 001-18: refunded, told, looked for on the promised day */
    @Test
    void a_late_parcel_is_refunded_and_the_money_looked_for(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        var dispute = desk.opens(orderNotReceived().promisedUntil("2026-11-21"))
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy")
                .completes("Task_ChooseRemedy", REFUND)
                .waitsAt("Task_SendHoldingReply", "Task_IssueRefund")
                .completes("Task_IssueRefund", refunded("R-1", "2026-12-01"))
                .waitsAt("Task_AnswerBuyer", "Timer_RefundExpected")
                .completes("Task_AnswerBuyer", SEND)
                .sent("refund-issued", JAPANESE, "3,980", "2026年12月1日（火）", "R-1")
                .waitsAt("Timer_RefundExpected");

        desk.passesUntil("2026-12-01T00:00", TOKYO);
        dispute.completes("Task_VerifyRefund", Staff.COMPLETE)
                .completes("Task_NoteCause", cause("CARRIER"))
                .endsAs("End_Remedied")
                .record()
                .reads(
                        "Task completed: Choose remedy",
                        "Remedy decided: REFUND",
                        "Remedy released to be carried out: REFUND",
                        "Remedy carried out: REFUND, R-1",
                        "Task completed: Verify refund",
                        "Remedy has reached the buyer: REFUND",
                        "Case closed: Remedied");
    }

    /** A5, 000-07 */
    @Test
    void while_the_payment_is_pending_nothing_is_shipped_or_disputed(Desk desk) {
        desk.opens(orderNotReceived().withPayment(PaymentState.PENDING))
                .completes("Task_CheckFacts", RIGHT_ADDRESS.and(PAYMENT_STATE, "PENDING"))
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND)
                .sent("payment-pending", JAPANESE)
                .completes("Task_NoteCause", cause("MARKETPLACE"))
                .endsAs("End_NothingToRemedy");
    }

    /** 000-07 */
    @Test
    void an_order_that_was_refunded_gets_no_second_remedy(Desk desk) {
        desk.opens(orderNotReceived().withParcel(DeliveryState.LOST))
                .completes("Task_CheckFacts", RIGHT_ADDRESS.and(PAYMENT_STATE, "REFUNDED"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("already-refunded", JAPANESE)
                .completes("Task_NoteCause", cause("UNKNOWN"))
                .endsAs("End_NothingToRemedy");
    }

    /** 003-04, 003-05: the help page, and no remedy of ours */
    @Test
    void the_buyer_of_an_fba_order_is_guided_to_amazon(Desk desk) {
        desk.opens(orderNotReceived().fulfilledBy(Fulfilment.FBA).withParcel(DeliveryState.LOST))
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND)
                .sent("contact-amazon", JAPANESE, "https://www.amazon.co.jp/contact-us")
                .completes("Task_NoteCause", cause("MARKETPLACE"))
                .endsAs("End_GuidedToAmazon");
    }

    /** 000-11 */
    @Test
    void a_buyer_who_withdraws_ends_the_matter(Desk desk) {
        answers(desk.opens(orderNotReceived().delivered("2026-11-23T10:00", "玄関")))
                .receives("buyer-replied", with("buyerText", "もう結構です。"))
                .completes("Task_ReadReply", with(BUYER_ANSWER, "WITHDRAWN"))
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND)
                .sent("withdrawal-noted", JAPANESE)
                .completes("Task_NoteCause", cause("BUYER"))
                .endsAs("End_Withdrawn");
    }

    /** A7, 000-24: the case goes on through the claim, and stays open until an appeal is decided on */
    @Test
    void a_claim_takes_the_case_over(Desk desk) {
        var dispute = answers(desk.opens(orderNotReceived().delivered("2026-11-23T10:00", "玄関")))
                .receives("a-to-z-filed")
                .waitsAt("Task_AnswerClaim", "Gw_Wait")
                .completes("Task_AnswerClaim", with(CLAIM_ANSWER, "DEFENDED"))
                .completes("Task_EnterClaimDecision", with(CLAIM_DECISION, "DENIED"))
                .waitsAt("Task_NoteCause")
                .completes("Task_NoteCause", cause("BUYER"))
                .endsAs("End_ClaimDecided");
        dispute.record().reads("A-to-z claim filed", "Claim answered: DEFENDED", "Claim decided: DENIED");
    }

    /** 000-11, 002-24: a message that comes in while the cause is to be noted opens the matter again */
    @Test
    void something_new_at_the_end_is_answered_before_the_case_closes(Desk desk) {
        var dispute = answers(desk.opens(orderNotReceived().delivered("2026-11-23T10:00", "玄関")))
                .receives("buyer-confirmed")
                .waitsAt("Task_NoteCause");
        dispute.receives("buyer-replied", with("buyerText", "やはり別の荷物でした。"))
                .waitsAt("Task_ReadReply", "Task_SendHoldingReply", "Gw_Answered")
                .completes("Task_ReadReply", with(BUYER_ANSWER, "STILL_MISSING"))
                .waitsAt("Task_SendHoldingReply", "Task_CheckFacts")
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy");
    }

    /** 000-01: the start form of Tasklist, at a time the clock on the wall of the marketplace shows */
    @Test
    void a_case_opened_in_tasklist_counts_from_the_buyers_message(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        var opening = orderNotReceived().at(Marketplace.JP);
        desk.opensInTasklist(
                        opening,
                        with(MARKETPLACE, "JP")
                                .and(ORDER_ID, opening.orderId)
                                .and(MESSAGE_JUST_CAME, false)
                                .and("messageReceivedAtLocal", "2026-11-23T20:00")
                                .and("buyerText", "届きません"))
                .waitsAt("Task_SendHoldingReply", "Task_CheckFacts")
                .replyIsDue("2026-11-24T20:00", TOKYO)
                .taskIsDue("Task_CheckFacts", "2026-11-24T20:00", TOKYO);
    }

    /** 000-01: a time that was half entered must not make the clock begin now */
    @Test
    void a_time_that_is_missing_is_asked_for(Desk desk) {
        var opening = orderNotReceived().at(Marketplace.JP);
        assertThatThrownBy(() -> desk.opensInTasklist(
                        opening,
                        with(MARKETPLACE, "JP")
                                .and(ORDER_ID, opening.orderId)
                                .and(MESSAGE_JUST_CAME, false)
                                .and("buyerText", "届きません")))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("messageReceivedAtLocal");
    }
}
