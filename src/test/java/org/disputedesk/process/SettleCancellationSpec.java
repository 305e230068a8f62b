package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.dispute.DisputeFacts.CANCELLATION_DECISION;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_STATE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_WAS_DONE;
import static org.disputedesk.dispute.DisputeFacts.RESPONSE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Desk.minutes;
import static org.disputedesk.process.PostShipmentCancellationSpec.cancellation;
import static org.disputedesk.process.PostShipmentCancellationSpec.filedAndTold;
import static org.disputedesk.process.Staff.COMPLETE;
import static org.disputedesk.process.Staff.REFUND;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.cause;
import static org.disputedesk.process.Staff.checked;
import static org.disputedesk.process.Staff.checks;
import static org.disputedesk.process.Staff.filed;
import static org.disputedesk.process.Staff.refunded;
import static org.disputedesk.process.Staff.refundsAs;

import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.Test;

/** The room "Settle cancellation": round after round, which way it is with what is known now. */
@DeskSpec("settle-cancellation")
class SettleCancellationSpec {

    /** P17, 001-10: it left while it was to be cancelled, so its parcel is looked up and another way is taken */
    @Test
    void an_order_that_left_meanwhile_goes_another_way(Desk desk) {
        var dispute = desk.opens(cancellation().unshipped());
        // what staff say later is newer than the report
        desk.passes(minutes(10));
        dispute.completes("Task_CancelOrder", with(ORDER_STATE, "SHIPPED"))
                .waitsAt("Task_SendHoldingReply", "Task_EnterTracking")
                .receives("tracking-changed", with(DELIVERY_STATE, "IN_TRANSIT"))
                .completes("Task_CheckFacts", Staff.RIGHT_ADDRESS)
                .waitsAt("Task_SendHoldingReply", "Task_FileCancellation")
                .knows(RESPONSE, "FILE_CANCELLATION");
    }

    /** 001-16: what he writes before anything was done leads to the same way, without a second look at the facts */
    @Test
    void a_message_before_the_cancellation_is_seen_and_nothing_is_lost(Desk desk) {
        desk.opens(cancellation().unshipped())
                .receives("no-response-needed", with("noResponseReason", "電話で対応済み。"))
                .receives("buyer-replied", with("buyerText", "早くキャンセルしてください。"))
                .waitsAt("Task_CancelOrder", "Task_ReadReply", "Task_SendHoldingReply")
                .completes("Task_ReadReply", with("buyerAnswer", "OTHER"))
                .waitsAt("Task_CancelOrder", "Task_SendHoldingReply")
                .completes("Task_CancelOrder", with(ORDER_STATE, "CANCELLED"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("order-cancelled", JAPANESE)
                .waitsAt("Task_NoteCause")
                .receives("buyer-replied", with("buyerText", "ありがとうございました。"))
                .receives("no-response-needed", with("noResponseReason", "お礼の連絡のみ。"))
                .completes("Task_ReadReply", with("buyerAnswer", "WITHDRAWN"))
                .waitsAt("Task_NoteCause")
                .completes("Task_NoteCause", cause("BUYER"))
                .sentLetters(1);
    }

    /** 001-10: news while the facts are still being checked */
    @Test
    void a_buyer_who_withdraws_makes_the_checks_needless(Desk desk) {
        desk.opens(cancellation())
                .waitsAt("Task_SendHoldingReply", "Task_CheckFacts")
                .receives("buyer-withdrew")
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .knows(RESPONSE, "WITHDRAWN");
    }

    /** 001-02: news before the answer has left; what nobody has checked is checked now */
    @Test
    void the_way_is_looked_at_again_before_the_answer_has_left(Desk desk) {
        var dispute = desk.opens(cancellation())
                .receives("buyer-withdrew")
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .receives("buyer-confirmed");
        assertThat(dispute.openTasks()).contains("Task_CheckFacts");
        checks(dispute).knows(RESPONSE, "RETURN_GOODS").waitsAt("Task_AnswerBuyer", "Task_ReceiveGoods");
    }

    /** 000-16, 001-04: approved, and being refunded, when a claim comes */
    @Test
    void a_claim_stops_the_refund_and_ends_the_wait_when_it_is_decided(Desk desk) {
        filedAndTold(desk, cancellation(), "LET_ARRIVE")
                .receives("amazon-decided", with(CANCELLATION_DECISION, "APPROVED"))
                .completes("Task_ChooseRemedy", REFUND)
                .waitsAt("Task_IssueRefund")
                .receives("a-to-z-filed")
                .waitsAt("Task_AnswerClaim", "Task_CheckInterruptedRemedy")
                .completes("Task_CheckInterruptedRemedy", with(REMEDY_WAS_DONE, false))
                .waitsAt("Task_AnswerClaim")
                .completes("Task_AnswerClaim", with("claimAnswer", "DEFENDED"))
                .receives("amazon-decided", with("claimDecision", "DENIED"))
                .waitsAt("Task_NoteCause");
    }

    /** 001-04, 001-05: Amazon's approval stands, also when the parcel is delivered after it */
    @Test
    void a_delivery_after_the_approval_does_not_stop_the_refund(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        var dispute = filedAndTold(desk, cancellation(), "LET_ARRIVE")
                .receives("amazon-decided", with(CANCELLATION_DECISION, "APPROVED"))
                .receives("tracking-changed", with(DELIVERY_STATE, "DELIVERED"))
                .waitsAt("Task_ChooseRemedy");
        refundsAs("cancellation-refunded", dispute, "R-5", "2026-12-01");
        desk.passesUntil("2026-12-01T00:00", TOKYO);
        dispute.completes("Task_VerifyRefund", COMPLETE)
                // let through on purpose: it is not worth the way back
                .waitsAt("Task_NoteCause")
                .hasRemedies("REFUND SETTLED");
    }

    /** 000-16: what a cancelled case left in doubt is asked first */
    @Test
    void what_an_earlier_case_left_in_doubt_is_asked_first(Desk desk) {
        var opening = Opening.orderNotReceived().withParcel(DeliveryState.LOST);
        checks(desk.opens(opening)).completes("Task_ChooseRemedy", REFUND).administratorCancels();
        checks(desk.opens(cancellation().forOrder(opening.orderId).withoutOrderInTheBook()))
                .waitsAt("Task_SendHoldingReply", "Task_CheckInterruptedRemedy")
                .completes(
                        "Task_CheckInterruptedRemedy",
                        refunded("R-6", "2026-12-01").and(REMEDY_WAS_DONE, true))
                .waitsAt("Task_AnswerBuyer", "Timer_RefundExpected")
                .hasRemedies("REFUND DONE");
    }

    /** 001-15: the limit of the second person holds here as everywhere */
    @Test
    void a_dear_refund_needs_a_second_person(Desk desk) {
        filedAndTold(desk, cancellation().worth("12000"), "ASK_TO_REFUSE")
                .receives("amazon-decided", with(CANCELLATION_DECISION, "APPROVED"))
                .completes("Task_ChooseRemedy", REFUND)
                .waitsAt("Task_ApproveRemedy")
                .hasRemedies("REFUND DECIDED");
    }

    /** 001-02: refused or undeliverable, the parcel comes back without anybody asking */
    @Test
    void a_parcel_that_comes_back_is_awaited(Desk desk) {
        checks(desk.opens(cancellation()))
                .completes("Task_FileCancellation", filed("FILED", "INTERCEPT"))
                .completes("Task_AnswerBuyer", SEND)
                .receives("tracking-changed", with(DELIVERY_STATE, "RETURNING"))
                .waitsAt("Task_AnswerBuyer", "Task_ReceiveGoods")
                .completes("Task_AnswerBuyer", SEND)
                .sent("goods-coming-back", JAPANESE)
                .receives("return-received")
                .photographed()
                .completes("Task_CheckGoods", checked("AS_SENT", "RESTOCK"))
                .waitsAt("Task_ChooseRemedy")
                .knows(RESPONSE, "REMEDY");
    }
}
