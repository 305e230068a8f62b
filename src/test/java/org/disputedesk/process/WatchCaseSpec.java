package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.disputedesk.dispute.DisputeFacts.APPEAL_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.BUYER_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_DECISION;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.FRAUD_SUSPECTED;
import static org.disputedesk.dispute.DisputeFacts.PARCEL_MOVED;
import static org.disputedesk.dispute.DisputeFacts.PAYMENT_STATE;
import static org.disputedesk.dispute.DisputeFacts.REPORT_DECISION;
import static org.disputedesk.dispute.DisputeFacts.TRACKING_NUMBER;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Desk.hours;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.REFUND;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.answers;
import static org.disputedesk.process.Staff.cause;
import static org.disputedesk.process.Staff.refunded;

import org.disputedesk.dispute.Rejected;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.Test;

/** The room "Watch case": what may come from outside at any moment, and the reply clock. */
@DeskSpec("watch-case")
class WatchCaseSpec {

    /** 000-19, 002-24: nothing is answered twice, and nothing is left unanswered */
    @Test
    void messages_that_come_in_while_an_answer_is_written_lie_beside_it(Desk desk) {
        var dispute = desk.opens(orderNotReceived().saying("どこですか。")).completes("Task_CheckFacts", RIGHT_ADDRESS);
        desk.passes(hours(2));
        dispute.receives("buyer-replied", with("buyerText", "急いでいます。"))
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .replyIsDue("2026-11-25T09:00", TOKYO);
        assertThat(dispute.form("Task_AnswerBuyer", "buyerMessages"))
                .asString()
                .containsSubsequence("どこですか。", "急いでいます。");
        dispute.completes("Task_AnswerBuyer", SEND).sentLetters(1).waitsAt("Gw_Wait");
    }

    /** 002-24: the letter was written before the buyer wrote again */
    @Test
    void a_message_that_crosses_the_letter_is_answered_on_its_own(Desk desk) {
        desk.nextLettersMeet(
                new org.disputedesk.outbox.OutboxChannel.Delivery.Later("the disk is full", java.time.Duration.ZERO));
        var dispute = desk.opens(orderNotReceived())
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_AnswerBuyer", SEND)
                .waitsAt("Receive_LetterHandled", "Gw_Answered")
                .receives("buyer-replied", with("buyerText", "まだですか。"));
        desk.passes(hours(1));
        dispute.sentLetters(1)
                .replyIsDue("2026-11-25T09:00", TOKYO)
                .waitsAt("Task_ReadReply", "Task_SendHoldingReply", "Gw_Answered")
                .completes("Task_ReadReply", with(BUYER_ANSWER, "OTHER"))
                .waitsAt("Task_SendHoldingReply", "Task_CheckFacts");
    }

    /** 000-11, 000-13: while a refund is on its way the buyer is answered at once, and the refund goes on */
    @Test
    void a_question_during_a_refund_is_answered_at_once(Desk desk) {
        var dispute = desk.opens(orderNotReceived().withParcel(DeliveryState.LOST))
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_ChooseRemedy", REFUND)
                .completes("Task_IssueRefund", refunded("R-1", "2026-12-01"))
                .completes("Task_AnswerBuyer", SEND)
                .waitsAt("Timer_RefundExpected");
        dispute.receives("buyer-replied", with("buyerText", "いつ返金されますか。"))
                .completes("Task_ReadReply", with(BUYER_ANSWER, "OTHER"))
                .waitsAt("Task_AnswerBuyer", "Timer_RefundExpected")
                .completes("Task_AnswerBuyer", SEND)
                .sent("refund-on-its-way", JAPANESE, "2026年12月1日（火）")
                .waitsAt("Timer_RefundExpected")
                .record()
                .has("Remedy decided", 1);
    }

    /** 000-11 */
    @Test
    void a_buyer_who_withdraws_by_an_event_needs_no_letter_when_he_waits_for_none(Desk desk) {
        answers(desk.opens(orderNotReceived()))
                .receives("buyer-withdrew")
                .waitsAt("Task_NoteCause")
                .sentLetters(1);
    }

    /** 000-04, 000-06: told twice, or told of another parcel, it changes nothing */
    @Test
    void the_carriers_news_are_kept_with_their_source(Desk desk) {
        var opening = orderNotReceived();
        var dispute = answers(desk.opens(opening));
        dispute.receives("tracking-changed", with(DELIVERY_STATE, "IN_TRANSIT"))
                .knows(PARCEL_MOVED, false)
                .waitsAt("Gw_Wait");
        dispute.isRejected(
                        () -> dispute.receives(
                                "tracking-changed", with(DELIVERY_STATE, "LOST").and(TRACKING_NUMBER, "9999-00000000")),
                        "facts.trackingNumber")
                .isRejected(() -> dispute.receives("tracking-changed", with("trackingText", "???")), "deliveryState");
        dispute.receives(
                        "tracking-changed",
                        with("trackingText", "配達完了")
                                .and("deliveredPlace", "玄関")
                                .and(TRACKING_NUMBER, opening.trackingNumber))
                .knows(DELIVERY_STATE, "DELIVERED")
                .knows(PARCEL_MOVED, true)
                .record()
                .reads("Event: tracking-changed", "Tracking status: DELIVERED (carrier)", "Decided: Weigh tracking");
    }

    /** 000-18, 000-19: doubt goes its own way beside the case; nobody is told, and the case ends only after it */
    @Test
    void doubt_is_looked_at_beside_the_case(Desk desk) {
        var dispute = desk.opens(orderNotReceived().delivered("2026-11-23T10:00", "玄関"))
                .completes(
                        "Task_CheckFacts",
                        RIGHT_ADDRESS
                                .and(FRAUD_SUSPECTED, true)
                                .and("doubtNote", "Signed for by the buyer himself on 2026-11-20 (Yamato)."))
                .waitsAt("Task_AnswerBuyer", "Gw_Answered", "Task_WriteReport")
                .completes("Task_AnswerBuyer", SEND)
                .sent("please-check-around", JAPANESE)
                .waitsAt("Gw_Wait", "Task_WriteReport")
                .completes("Task_WriteReport", with("reportText", "2026-11-23 delivered, signed."))
                .completes(
                        "Task_ApproveReport", with(REPORT_DECISION, "DROPPED").and("reportNote", "No reason."))
                .waitsAt("Gw_Wait");
        dispute.record().reads("Records held", "Suspicion dropped, hold lifted");
        dispute.receives("fraud-suspected").waitsAt("Gw_Wait", "Task_WriteReport");
        assertThat(catchThrowable(() -> dispute.receives("fraud-suspected")))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("held already");
    }

    /** A7: whatever else happens, Amazon's question is answered */
    @Test
    void a_claim_is_dealt_with_beside_the_reply_clock(Desk desk) {
        desk.opens(orderNotReceived())
                .receives("a-to-z-filed")
                .waitsAt("Task_SendHoldingReply", "Task_CheckFacts", "Task_AnswerClaim");
    }

    /** 000-07, A7: seen in Seller Central before anybody told the desk, it is answered all the same */
    @Test
    void a_claim_that_staff_have_seen_is_dealt_with(Desk desk) {
        var dispute = desk.opens(orderNotReceived())
                .completes("Task_CheckFacts", RIGHT_ADDRESS.and(PAYMENT_STATE, "CLAIM_OPEN"))
                .waitsAt("Task_AnswerBuyer", "Gw_Answered", "Task_AnswerClaim")
                .completes("Task_AnswerBuyer", SEND)
                .completes("Task_AnswerClaim", with("claimAnswer", "DEFENDED"))
                .receives("amazon-decided", with("claimDecision", "DENIED"));
        dispute.completes("Task_NoteCause", cause("BUYER")).endsAs("End_ClaimDecided");
    }

    /** A7: a claim that is known already is no second one */
    @Test
    void a_claim_that_is_told_twice_is_one_claim(Desk desk) {
        desk.opens(orderNotReceived())
                .receives("a-to-z-filed")
                .receives("a-to-z-filed")
                .waitsAt("Task_SendHoldingReply", "Task_CheckFacts", "Task_AnswerClaim");
    }

    /** A7, 000-08: the room ends with the case, when everything beside it has ended */
    @Test
    void it_ends_when_nobody_waits_any_more(Desk desk) {
        answers(desk.opens(orderNotReceived()))
                .receives("a-to-z-filed")
                .completes("Task_AnswerClaim", with(CLAIM_ANSWER, "CONCEDED"))
                .completes("Task_EnterClaimDecision", with(CLAIM_DECISION, "GRANTED"))
                .waitsAt("Task_NoteCause", "Task_DecideAppeal")
                .receives("buyer-confirmed")
                .completes("Task_NoteCause", Staff.cause("CARRIER"))
                .waitsAt("Task_DecideAppeal")
                .completes("Task_DecideAppeal", with(APPEAL_ANSWER, "ACCEPTED"))
                .endsAs("End_ClaimDecided");
    }
}
