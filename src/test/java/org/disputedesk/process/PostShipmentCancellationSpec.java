package org.disputedesk.process;

import static org.disputedesk.dispute.DisputeFacts.CANCELLATION_DECISION;
import static org.disputedesk.dispute.DisputeFacts.CANCELLATION_STATE;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_STATE;
import static org.disputedesk.dispute.DisputeFacts.PAYMENT_STATE;
import static org.disputedesk.dispute.DisputeFacts.RESPONSE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Staff.COMPLETE;
import static org.disputedesk.process.Staff.REFUND;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.cause;
import static org.disputedesk.process.Staff.checked;
import static org.disputedesk.process.Staff.checks;
import static org.disputedesk.process.Staff.filed;
import static org.disputedesk.process.Staff.goods;
import static org.disputedesk.process.Staff.refundsAs;

import org.disputedesk.orders.Order.Fulfilment;
import org.junit.jupiter.api.Test;

/** The dispute "Cancellation after shipment" of the second source, from the buyer's wish to each of its ends. */
@DeskSpec("post-shipment-cancellation")
class PostShipmentCancellationSpec {

    static Opening cancellation() {
        return Opening.of("post-shipment-cancellation").saying("注文をキャンセルしたいです。");
    }

    /** Filed at Amazon and told to the buyer. */
    static Dispute filedAndTold(Desk desk, Opening opening, String parcel) {
        return checks(desk.opens(opening))
                .completes("Task_FileCancellation", filed("FILED", parcel))
                .completes("Task_AnswerBuyer", SEND)
                .waitsAt("Task_EnterDecision");
    }

    /** A9, 001-01, P15, P16 */
    @Test
    void an_order_that_has_not_left_is_simply_cancelled(Desk desk) {
        var dispute = desk.opens(cancellation().unshipped())
                .waitsAt("Task_SendHoldingReply", "Task_CancelOrder")
                .completes("Task_CancelOrder", with(ORDER_STATE, "CANCELLED"))
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND)
                .sent("order-cancelled", JAPANESE)
                .completes("Task_NoteCause", cause("BUYER"))
                .endsAs("End_OrderCancelled")
                .hasRemedies();
        dispute.record()
                .reads(
                        "Case opened: Cancellation after shipment",
                        "Buyer wrote",
                        "Decided: Choose cancellation route",
                        "Task completed: Cancel order",
                        "Order entered into the order book by staff",
                        "Letter sent: settle-cancellation/order-cancelled (ja)",
                        "Case closed: Order cancelled");
    }

    /** A10, 001-03 to 001-05, 001-08, 001-09, 001-15, 001-18 */
    @Test
    void a_parcel_on_its_way_is_filed_and_refunded_once_amazon_has_approved(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        var dispute = checks(desk.opens(cancellation()))
                .waitsAt("Task_SendHoldingReply", "Task_FileCancellation")
                .completes("Task_FileCancellation", filed("FILED", "ASK_TO_REFUSE"))
                .waitsAt("Task_AnswerBuyer", "Task_EnterDecision")
                .completes("Task_AnswerBuyer", SEND)
                .sent("filed-please-refuse", JAPANESE, "受け取りを辞退", "出荷前のご注文は、いつでもキャンセルできます")
                .waitsAt("Task_EnterDecision")
                .receives("amazon-decided", with(CANCELLATION_DECISION, "APPROVED"))
                .knows(CANCELLATION_STATE, "APPROVED")
                .waitsAt("Task_ChooseRemedy")
                .completes("Task_ChooseRemedy", REFUND)
                .completes("Task_IssueRefund", Staff.refunded("R-1", "2026-12-01"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("cancellation-refunded", JAPANESE, "3,980", "R-1", "2026年12月1日（火）")
                .waitsAt("Timer_RefundExpected");
        desk.passesUntil("2026-12-01T00:00", TOKYO);
        dispute.completes("Task_VerifyRefund", COMPLETE)
                .hasRemedies("REFUND SETTLED")
                // the goods are still out, and worth the way back
                .waitsAt("Task_AnswerBuyer", "Task_ReceiveGoods")
                .completes("Task_AnswerBuyer", SEND)
                .sent("goods-still-out", JAPANESE)
                .receives("return-received")
                .photographed()
                .completes("Task_CheckGoods", checked("AS_SENT", "RESTOCK"))
                .completes("Task_NoteCause", cause("BUYER"))
                .endsAs("End_CancellationRefunded");
        dispute.record()
                .reads(
                        "Cancellation filed at Amazon",
                        "Letter sent: file-cancellation/filed-please-refuse (ja)",
                        "Event: amazon-decided",
                        "Cancellation decided: APPROVED",
                        "Remedy decided: REFUND",
                        "Remedy carried out: REFUND, R-1",
                        "Task completed: Verify refund",
                        "Goods are awaited back",
                        "Returned goods checked: AS_SENT, RESTOCK",
                        "Case closed: Refunded after approval");
    }

    /** A11, 001-02, 001-05, P21 */
    @Test
    void what_was_delivered_is_a_return(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        var dispute = checks(desk.opens(cancellation().delivered("2026-11-23T10:00", "玄関")))
                .waitsAt("Task_AnswerBuyer", "Task_ReceiveGoods")
                .completes("Task_AnswerBuyer", SEND)
                .sent("please-return", JAPANESE, "30日以内の返品")
                .completes("Task_ReceiveGoods", goods("ARRIVED"))
                .waitsAt("Task_CheckGoods")
                .photographed()
                .completes("Task_CheckGoods", checked("AS_SENT", "RESTOCK"))
                .waitsAt("Task_ChooseRemedy");
        refundsAs("return-refunded", dispute, "R-2", "2026-12-01");
        desk.passesUntil("2026-12-01T00:00", TOKYO);
        dispute.completes("Task_VerifyRefund", COMPLETE)
                .completes("Task_NoteCause", cause("BUYER"))
                .endsAs("End_ReturnRefunded")
                .record()
                .hasNo("Cancellation filed");
    }

    /** A12, 001-02: nobody has to notice it */
    @Test
    void a_delivery_while_amazon_decides_becomes_a_return_by_itself(Desk desk) {
        filedAndTold(desk, cancellation(), "LET_ARRIVE")
                .receives("tracking-changed", with(DELIVERY_STATE, "OUT_FOR_DELIVERY"))
                .waitsAt("Task_EnterDecision")
                .receives("tracking-changed", with(DELIVERY_STATE, "DELIVERED"))
                .knows(RESPONSE, "RETURN_GOODS")
                .waitsAt("Task_AnswerBuyer", "Task_ReceiveGoods")
                .completes("Task_AnswerBuyer", SEND)
                .sent("please-return", JAPANESE);
    }

    /** A14, 001-10 */
    @Test
    void a_refused_cancellation_is_told_with_the_return_offered(Desk desk) {
        filedAndTold(desk, cancellation(), "LET_ARRIVE")
                .completes("Task_EnterDecision", with(CANCELLATION_DECISION, "REJECTED"))
                .waitsAt("Task_AnswerBuyer", "Task_ReceiveGoods")
                .completes("Task_AnswerBuyer", SEND)
                .sent("cancellation-rejected", JAPANESE, "返品は承ります")
                .completes("Task_ReceiveGoods", goods("KEPT"))
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND)
                .sent("goods-not-back", JAPANESE)
                .completes("Task_NoteCause", cause("BUYER"))
                .endsAs("End_CancellationNotPossible")
                .hasRemedies();
    }

    /** 001-04, 1.6-7: the one decision in which the seller pays nothing out */
    @Test
    void amazon_may_refund_by_itself(Desk desk) {
        filedAndTold(desk, cancellation(), "LET_ARRIVE")
                .receives("amazon-decided", with(CANCELLATION_DECISION, "REFUNDED_BY_AMAZON"))
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND)
                .sent("amazon-refunds", JAPANESE, "https://www.amazon.co.jp/contact-us")
                .completes("Task_NoteCause", cause("BUYER"))
                .endsAs("End_RefundedByAmazon")
                .hasRemedies();
    }

    /** 003-04, 003-07: never a seller's refund */
    @Test
    void the_buyer_of_an_fba_order_is_guided_to_amazon(Desk desk) {
        checks(desk.opens(cancellation().fulfilledBy(Fulfilment.FBA)))
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND)
                .sent("contact-amazon", JAPANESE, "https://www.amazon.co.jp/contact-us")
                .completes("Task_NoteCause", cause("MARKETPLACE"))
                .endsAs("End_CancellationGuided")
                .hasRemedies();
    }

    /** 001-10: he wants it after all, and writes again when everything seems settled */
    @Test
    void a_buyer_who_keeps_his_order_ends_the_matter(Desk desk) {
        desk.opens(cancellation())
                .receives("buyer-withdrew")
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND)
                .sent("order-kept", JAPANESE)
                .waitsAt("Task_NoteCause")
                .receives("buyer-replied", with("buyerText", "ありがとうございます。"))
                .waitsAt("Task_ReadReply", "Task_SendHoldingReply", "Gw_Answered")
                .receives("no-response-needed", with("noResponseReason", "お礼の連絡のみ。"))
                .completes("Task_ReadReply", with("buyerAnswer", "WITHDRAWN"))
                .completes("Task_NoteCause", cause("BUYER"))
                .endsAs("End_RequestWithdrawn")
                .sentLetters(1);
    }

    /** A7, 001-05: from the claim on everything goes through it */
    @Test
    void a_claim_takes_over(Desk desk) {
        var dispute = filedAndTold(desk, cancellation(), "LET_ARRIVE")
                .receives("a-to-z-filed")
                .waitsAt("Task_AnswerClaim")
                .knows(RESPONSE, "CLAIM_OPEN");
        dispute.isRejected(
                        () -> dispute.receives("amazon-decided", with(CANCELLATION_DECISION, "APPROVED")),
                        "facts.cancellationDecision")
                .completes("Task_AnswerClaim", with("claimAnswer", "DEFENDED"))
                .receives("amazon-decided", with("claimDecision", "DENIED"))
                .completes("Task_NoteCause", cause("BUYER"))
                .endsAs("End_CancellationClaimDecided");
    }

    /** 001-05, 000-07 */
    @Test
    void what_was_refunded_before_is_not_refunded_again(Desk desk) {
        desk.opens(cancellation())
                .completes("Task_CheckFacts", RIGHT_ADDRESS.and(PAYMENT_STATE, "REFUNDED"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("already-refunded", JAPANESE)
                .completes("Task_NoteCause", cause("UNKNOWN"))
                .endsAs("End_NothingToCancel")
                .hasRemedies();
    }

    /** 001-05: whoever leads the case to the refund by hand meets the guard */
    @Test
    void nothing_is_refunded_before_the_approval_or_the_goods_whatever_route_is_taken(Desk desk) {
        var dispute = filedAndTold(desk, cancellation(), "ASK_TO_REFUSE")
                .operatorStartsBefore("settle-cancellation", "Call_GiveRemedy")
                .waitsAt("Task_EnterDecision", "Task_ChooseRemedy");
        dispute.isRefused(() -> dispute.completes("Task_ChooseRemedy", REFUND), "refund-after-approval-or-return")
                .isRefused(() -> dispute.completesRaw("Task_ChooseRemedy", REFUND), "refund-after-approval-or-return")
                .hasRemedies();
    }
}
