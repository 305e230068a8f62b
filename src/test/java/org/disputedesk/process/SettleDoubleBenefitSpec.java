package org.disputedesk.process;

import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.DOUBLE_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.RESPONSE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.ENGLISH;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Desk.days;
import static org.disputedesk.process.Desk.hours;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.COMPLETE;
import static org.disputedesk.process.Staff.REFUND;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.cause;
import static org.disputedesk.process.Staff.checks;
import static org.disputedesk.process.Staff.refunded;
import static org.disputedesk.process.Staff.refunds;
import static org.disputedesk.process.Staff.replaces;

import java.util.List;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.Test;

/** The room "Settle double benefit": the parcel came although something was given for it. */
@DeskSpec("settle-double-benefit")
class SettleDoubleBenefitSpec {

    /** 000-16, 000-20, 002-24: nobody waits, but the buyer is written to within a day of the decision */
    @Test
    void a_parcel_delivered_after_the_refund_is_asked_back_politely(Desk desk) {
        var dispute = refunds(checks(desk.opens(lost())), "R-41", "2026-12-01");
        desk.passes(days(2));
        dispute.receives("tracking-changed", with(DELIVERY_STATE, "DELIVERED"))
                .knows(RESPONSE, "ARRIVED_AFTER_REMEDY")
                .waitsAt("Task_DecideDoubleBenefit")
                .isRejected(() -> dispute.completes("Task_DecideDoubleBenefit", Answers.NONE), "doubleAnswer")
                .isRejected(
                        () -> dispute.completesRaw("Task_DecideDoubleBenefit", with(DOUBLE_ANSWER, "SUE")),
                        "doubleAnswer");
        desk.passes(hours(3));
        dispute.completes("Task_DecideDoubleBenefit", with(DOUBLE_ANSWER, "ASK_BACK"))
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .replyIsDue("2026-11-27T12:00", TOKYO)
                .completes("Task_AnswerBuyer", SEND)
                .sent("please-return-one", JAPANESE, dispute.orderId(), "ご返送", "再請求にご同意")
                .hasRemedies("REFUND DONE")
                .waitsAt("Task_NoteCause")
                .completes("Task_NoteCause", cause("CARRIER"))
                .endsAs("End_ParcelArrived");
    }

    /** 000-16 */
    @Test
    void or_let_be_with_thanks(Desk desk) {
        var dispute = checks(desk.opens(lost().in(ENGLISH)))
                .completes("Task_ChooseRemedy", REFUND)
                .completes("Task_IssueRefund", refunded("R-42", "2026-12-01"))
                .completes("Task_AnswerBuyer", SEND);
        desk.passes(hours(1));
        dispute.receives("tracking-changed", with(DELIVERY_STATE, "DELIVERED"))
                .completes("Task_DecideDoubleBenefit", with(DOUBLE_ANSWER, "LET_BE"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("thanks-for-telling", ENGLISH, dispute.orderId())
                .completes("Task_NoteCause", cause("CARRIER"))
                .endsAs("End_ParcelArrived");
    }

    /** 000-08, 000-16: by the buyer's own word, after money as after goods; his message is what is answered */
    @Test
    void a_buyer_who_says_that_he_has_both_is_answered(Desk desk) {
        var refunded = refunds(checks(desk.opens(lost())), "R-43", "2026-12-01");
        var replaced = replaces(checks(desk.opens(lost())), "5555-00000043", "2026-11-27");
        desk.passes(hours(30));
        for (Dispute dispute : List.of(refunded, replaced)) {
            dispute.receives("buyer-replied", with("buyerText", "最初の荷物も届きました。"))
                    .completes("Task_ReadReply", with("buyerAnswer", "ARRIVED_BOTH"))
                    .knows(RESPONSE, "ARRIVED_AFTER_REMEDY")
                    .waitsAt("Task_SendHoldingReply", "Task_DecideDoubleBenefit")
                    .replyIsDue("2026-11-26T15:00", TOKYO)
                    .completes("Task_DecideDoubleBenefit", with(DOUBLE_ANSWER, "ASK_BACK"))
                    .replyIsDue("2026-11-26T15:00", TOKYO)
                    .completes("Task_AnswerBuyer", SEND)
                    .sent("please-return-one", JAPANESE)
                    .completes("Task_NoteCause", cause("CARRIER"))
                    .endsAs("End_ParcelArrived");
        }
    }

    /** 000-08, 000-16: "it has arrived" after a refund means both */
    @Test
    void a_parcel_that_the_buyer_confirms_after_the_refund_goes_to_a_lead(Desk desk) {
        refunds(checks(desk.opens(lost())), "R-44", "2026-12-01")
                .receives("buyer-confirmed")
                .knows(RESPONSE, "ARRIVED_AFTER_REMEDY")
                .waitsAt("Task_DecideDoubleBenefit");
    }

    /** 000-09, 000-16: he was asked to reply, so his reply is not one about the refund */
    @Test
    void a_buyer_who_answers_the_request_is_not_told_of_his_refund_again(Desk desk) {
        var dispute = refunds(checks(desk.opens(lost())), "R-46", "2026-12-01");
        desk.passes(hours(1));
        dispute.receives("buyer-replied", with("buyerText", "最初の荷物も届きました。"))
                .completes("Task_ReadReply", with("buyerAnswer", "ARRIVED_BOTH"))
                .completes("Task_DecideDoubleBenefit", with(DOUBLE_ANSWER, "ASK_BACK"))
                .completes("Task_AnswerBuyer", SEND)
                .waitsAt("Task_NoteCause");
        desk.passes(hours(1));
        dispute.receives("buyer-replied", with("buyerText", "返送します。"))
                .completes("Task_ReadReply", with("buyerAnswer", "OTHER"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("wish-noted", JAPANESE, dispute.orderId())
                .waitsAt("Task_NoteCause");
    }

    /** 000-16: as well when the money is there and only the cause is still to be noted */
    @Test
    void a_parcel_delivered_after_the_money_has_arrived_goes_to_a_lead_too(Desk desk) {
        var dispute = refunds(checks(desk.opens(lost())), "R-45", "2026-11-25");
        desk.passesUntil("2026-11-25T00:00", TOKYO);
        dispute.completes("Task_VerifyRefund", COMPLETE)
                .waitsAt("Task_NoteCause")
                .receives("tracking-changed", with(DELIVERY_STATE, "DELIVERED"))
                .waitsAt("Task_DecideDoubleBenefit");
    }

    private static Opening lost() {
        return orderNotReceived().withParcel(DeliveryState.LOST);
    }
}
