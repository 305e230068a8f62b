package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.dispute.DisputeFacts.CARRIER;
import static org.disputedesk.dispute.DisputeFacts.CARRIER_ALSO_ASKED;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.REFUND_AMOUNT;
import static org.disputedesk.dispute.DisputeFacts.REFUND_EXPECTED_DATE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_REFERENCE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_STATE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_WAS_DONE;
import static org.disputedesk.dispute.DisputeFacts.RESPONSE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.ASK_CARRIER;
import static org.disputedesk.process.Staff.REFUND;
import static org.disputedesk.process.Staff.REPLACE;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.asksCarrier;
import static org.disputedesk.process.Staff.cause;
import static org.disputedesk.process.Staff.checks;

import java.util.Locale;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.Test;

/** The room "Withdraw remedy": what news takes back, and who looks whether it was done all the same. */
@DeskSpec("withdraw-remedy")
class WithdrawRemedySpec {

    private static final Answers NOT_DONE = with(REMEDY_WAS_DONE, false);
    private static final Answers REFUND_DONE = with(REMEDY_WAS_DONE, true)
            .and(REMEDY_REFERENCE, "R-31")
            .and(REFUND_AMOUNT, "3980")
            .and(REFUND_EXPECTED_DATE, "2026-12-01");

    /** A7, 000-16: nobody has to do anything, and nothing is left of it but the record */
    @Test
    void a_claim_takes_back_what_waits_for_approval(Desk desk) {
        var dispute = waitingForApproval(desk)
                .receives("a-to-z-filed")
                .hasRemedies("REFUND WITHDRAWN")
                .knows(REMEDY_STATE, "WITHDRAWN")
                .knows(RESPONSE, "CLAIM_OPEN")
                .waitsAt("Task_AnswerBuyer", "Gw_Answered", "Task_AnswerClaim");
        dispute.completes("Task_AnswerBuyer", SEND)
                .sent("claim-open", JAPANESE)
                .record()
                .reads("Remedy decided: REFUND", "A-to-z claim filed", "Remedy taken back: REFUND");
    }

    /** 000-16: its lines are free for a later case */
    @Test
    void a_buyer_who_withdraws_takes_back_what_waits_for_approval(Desk desk) {
        var opening = lost().worth("12000");
        var dispute = checks(desk.opens(opening))
                .completes("Task_ChooseRemedy", REFUND)
                .waitsAt("Task_SendHoldingReply", "Task_ApproveRemedy")
                .receives("buyer-withdrew")
                .hasRemedies("REFUND WITHDRAWN")
                .waitsAt("Task_AnswerBuyer", "Gw_Answered");
        dispute.completes("Task_AnswerBuyer", SEND)
                .sent("withdrawal-noted", JAPANESE)
                .completes("Task_NoteCause", cause("BUYER"))
                .endsAs("End_Withdrawn");

        checks(desk.opens(opening))
                .completes("Task_ChooseRemedy", REPLACE)
                .waitsAt("Task_SendHoldingReply", "Task_ApproveRemedy")
                .hasRemedies("REFUND WITHDRAWN", "REPLACEMENT DECIDED");
    }

    /** 000-04, 000-16: the parcel came after all, and the letter says where */
    @Test
    void a_delivery_takes_back_what_waits_for_approval(Desk desk) {
        var dispute = waitingForApproval(desk)
                .receives("tracking-changed", delivered())
                .hasRemedies("REFUND WITHDRAWN")
                .waitsAt("Task_AnswerBuyer", "Gw_Answered");
        dispute.completes("Task_AnswerBuyer", SEND)
                .sent("please-check-around", JAPANESE, "2026年11月24日（火）8時30分", "宅配ボックス");
    }

    /** 000-16: an inquiry costs nothing, so that nobody has to look whether it was made */
    @Test
    void an_inquiry_that_is_overtaken_is_taken_back_silently(Desk desk) {
        checks(desk.opens(lost()))
                .completes("Task_ChooseRemedy", ASK_CARRIER)
                .waitsAt("Task_SendHoldingReply", "Task_OpenInquiry")
                .receives("buyer-withdrew")
                .hasRemedies("CARRIER_INQUIRY WITHDRAWN")
                .waitsAt("Task_AnswerBuyer", "Gw_Answered");
    }

    /** 000-14, 000-04: an inquiry that was made is over when the parcel is there, with its clocks */
    @Test
    void an_inquiry_that_was_made_ends_with_the_delivery(Desk desk) {
        asksCarrier(checks(desk.opens(lost())))
                .hasDeadlines("inr.claim-opens", "inquiry.reminder", "inquiry.escalation")
                .receives("tracking-changed", delivered())
                .waitsAt("Gw_Wait")
                .hasDeadlines("inr.claim-opens", "inr.buyer-answer");
    }

    /** A7, 000-16, 000-17: somebody looks before it is known what the buyer has; what was done is kept with its proof */
    @Test
    void a_claim_puts_a_released_refund_in_doubt(Desk desk) {
        var dispute = checks(desk.opens(lost()))
                .completes("Task_ChooseRemedy", REFUND.and(CARRIER_ALSO_ASKED, true))
                .waitsAt("Task_SendHoldingReply", "Task_IssueRefund", "Task_OpenInquiry")
                .receives("a-to-z-filed")
                .waitsAt("Task_SendHoldingReply", "Task_CheckInterruptedRemedy", "Task_AnswerClaim")
                .hasRemedies("REFUND IN_DOUBT", "CARRIER_INQUIRY WITHDRAWN")
                .knows(REMEDY_STATE, "IN_DOUBT");
        assertThat(dispute.form("Task_CheckInterruptedRemedy", "caseFacts", Locale.ENGLISH))
                .contains("refund · perhaps carried out");
        dispute.isRejected(
                        () -> dispute.completes("Task_CheckInterruptedRemedy", REFUND_DONE.and(REMEDY_REFERENCE, " ")),
                        "remedyReference")
                .isRejected(
                        () -> dispute.completesRaw("Task_CheckInterruptedRemedy", REFUND_DONE.and(REFUND_AMOUNT, "0")),
                        "refundAmount")
                .isRejected(() -> dispute.completes("Task_CheckInterruptedRemedy", Answers.NONE), "remedyWasDone")
                .completes("Task_CheckInterruptedRemedy", REFUND_DONE)
                .hasRemedies("REFUND DONE", "CARRIER_INQUIRY WITHDRAWN")
                .knows(RESPONSE, "CLAIM_OPEN")
                .waitsAt("Task_AnswerBuyer", "Gw_Answered", "Task_AnswerClaim")
                .record()
                .reads(
                        "Remedy overtaken while it was being carried out: REFUND",
                        "Task completed: Check interrupted remedy",
                        "Remedy carried out: REFUND, R-31");
        // the buyer is paid once
        dispute.isRefused(
                () -> dispute.completes("Task_AnswerClaim", with("claimAnswer", "REFUNDED")),
                "nothing-while-payment-is-open");
    }

    /** A7, 000-16: it was not done, and stays undone; the claim may pay instead */
    @Test
    void a_released_refund_that_was_not_done_is_taken_back(Desk desk) {
        var dispute = checks(desk.opens(lost()))
                .completes("Task_ChooseRemedy", REFUND)
                .receives("a-to-z-filed")
                .completes("Task_CheckInterruptedRemedy", NOT_DONE)
                .hasRemedies("REFUND WITHDRAWN")
                .waitsAt("Task_AnswerBuyer", "Gw_Answered", "Task_AnswerClaim");
        dispute.completes("Task_AnswerClaim", with("claimAnswer", "REFUNDED"))
                .hasRemedies("REFUND WITHDRAWN", "REFUND SETTLED")
                .record()
                .reads("Remedy was not carried out: REFUND");
    }

    /** 000-16 */
    @Test
    void a_buyer_who_withdraws_puts_a_released_refund_in_doubt(Desk desk) {
        var dispute = checks(desk.opens(lost()))
                .completes("Task_ChooseRemedy", REFUND)
                .receives("buyer-withdrew")
                .waitsAt("Task_SendHoldingReply", "Task_CheckInterruptedRemedy")
                .completes("Task_CheckInterruptedRemedy", NOT_DONE)
                .completes("Task_AnswerBuyer", SEND)
                .sent("withdrawal-noted", JAPANESE);
        dispute.completes("Task_NoteCause", cause("BUYER"))
                .endsAs("End_Withdrawn")
                .hasRemedies("REFUND WITHDRAWN");
    }

    /** 000-08, 000-16: the money is out and the parcel is there: a lead decides */
    @Test
    void a_delivery_after_a_refund_that_was_done_all_the_same_goes_to_a_lead(Desk desk) {
        checks(desk.opens(lost()))
                .completes("Task_ChooseRemedy", REFUND)
                .receives("tracking-changed", delivered())
                .waitsAt("Task_SendHoldingReply", "Task_CheckInterruptedRemedy")
                .completes("Task_CheckInterruptedRemedy", REFUND_DONE)
                .knows(RESPONSE, "ARRIVED_AFTER_REMEDY")
                .waitsAt("Task_SendHoldingReply", "Task_DecideDoubleBenefit");
    }

    /** 000-08, 000-16: the same with goods */
    @Test
    void a_delivery_after_a_replacement_that_was_sent_all_the_same_goes_to_a_lead(Desk desk) {
        var dispute = checks(desk.opens(lost()))
                .completes("Task_ChooseRemedy", REPLACE)
                .receives("tracking-changed", delivered())
                .waitsAt("Task_SendHoldingReply", "Task_CheckInterruptedRemedy");
        dispute.isRejected(
                        () -> dispute.completes(
                                "Task_CheckInterruptedRemedy", replacementDone().and(CARRIER, " ")),
                        "carrier")
                .completes("Task_CheckInterruptedRemedy", replacementDone())
                .hasRemedies("REPLACEMENT DONE")
                .knows(RESPONSE, "ARRIVED_AFTER_REMEDY")
                .waitsAt("Task_SendHoldingReply", "Task_DecideDoubleBenefit");
    }

    /** 000-16: what is known before the choice needs no withdrawal */
    @Test
    void before_anything_is_chosen_there_is_nothing_to_take_back(Desk desk) {
        checks(desk.opens(lost())).receives("buyer-withdrew").hasRemedies().waitsAt("Task_AnswerBuyer", "Gw_Answered");
    }

    private static Answers replacementDone() {
        return with(REMEDY_WAS_DONE, true)
                .and(REMEDY_REFERENCE, "5555-00000031")
                .and(CARRIER, "Yamato");
    }

    private static Answers delivered() {
        return with(DELIVERY_STATE, "DELIVERED")
                .and("deliveredAt", "2026-11-23T23:30:00Z")
                .and("deliveredPlace", "宅配ボックス");
    }

    private static Dispute waitingForApproval(Desk desk) {
        return checks(desk.opens(lost().worth("12000")))
                .completes("Task_ChooseRemedy", REFUND)
                .waitsAt("Task_SendHoldingReply", "Task_ApproveRemedy");
    }

    private static Opening lost() {
        return orderNotReceived().withParcel(DeliveryState.LOST);
    }
}
