package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.dispute.DisputeFacts.ADDRESS_FAULT;
import static org.disputedesk.dispute.DisputeFacts.BUYER_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CARRIER;
import static org.disputedesk.dispute.DisputeFacts.CAUSE_CODE;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.LABEL_SOUND;
import static org.disputedesk.dispute.DisputeFacts.PACKING_SOUND;
import static org.disputedesk.dispute.DisputeFacts.PARCEL_TRACKED;
import static org.disputedesk.dispute.DisputeFacts.PAYMENT_STATE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Desk.days;
import static org.disputedesk.process.Desk.hours;
import static org.disputedesk.process.Desk.seconds;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.COMPLETE;
import static org.disputedesk.process.Staff.REPLACE;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.answers;
import static org.disputedesk.process.Staff.cause;
import static org.disputedesk.process.Staff.checks;
import static org.disputedesk.process.Staff.refunds;
import static org.disputedesk.process.Staff.sent;

import java.util.Map;
import org.disputedesk.orders.Order.Fulfilment;
import org.disputedesk.orders.Order.PaymentState;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.Test;

/** The room "Close dispute": why it happened, suggested by the table and noted by a person, for prevention. */
@DeskSpec("close-dispute")
class CloseDisputeSpec {

    /** 000-21, 000-22, 000-23: one click when the table is right, a correction when it is not */
    @Test
    void staff_correct_the_suggested_cause(Desk desk) {
        var dispute = arrived(desk.opens(
                        orderNotReceived().delivered("2026-11-23T10:00", "玄関").withLine("SKU-7", "3980")))
                .waitsAt("Task_NoteCause")
                .knows(CAUSE_CODE, "BUYER");
        dispute.isRejected(() -> dispute.completes("Task_NoteCause", with(CAUSE_CODE, "WEATHER")), "causeCode")
                .isRejected(() -> dispute.completesRaw("Task_NoteCause", with(CAUSE_CODE, "")), "causeCode")
                .completes(
                        "Task_NoteCause",
                        cause("PACKING")
                                .and(PARCEL_TRACKED, true)
                                .and(PACKING_SOUND, false)
                                .and(LABEL_SOUND, true))
                .endsAs("End_ParcelArrived")
                .record()
                .reads("Decided: Suggest cause", "Task completed: Note cause", "Cause noted: PACKING", "Case closed");
        assertThat(noted(desk, dispute))
                .containsEntry("cause", "PACKING")
                .containsEntry("suggested", false)
                .containsEntry("tracked", true)
                .containsEntry("packing_sound", false)
                .containsEntry("label_sound", true)
                .containsEntry("carrier", "Yamato")
                .containsEntry("sku", "SKU-7")
                .containsEntry("noted_by", "agent");
    }

    /** 000-22: a week, to the second; then the suggestion is kept, and marked as one */
    @Test
    void what_nobody_notes_is_kept_as_a_suggestion(Desk desk) {
        var dispute = arrived(desk.opens(orderNotReceived()
                        .delivered("2026-11-23T10:00", "玄関")
                        .withLine("SKU-8", "1980")
                        .withLine("SKU-9", "2000")))
                .taskIsDue("Task_NoteCause", "2026-12-01T09:00", TOKYO);
        desk.passes(days(7).minus(seconds(1)));
        dispute.waitsAt("Task_NoteCause");
        desk.passes(seconds(1));
        dispute.endsAs("End_ParcelArrived").record().reads("Cause suggested, nobody noted another: BUYER");
        assertThat(noted(desk, dispute))
                .containsEntry("cause", "BUYER")
                .containsEntry("suggested", true)
                .containsEntry("sku", null)
                .containsEntry("noted_by", null);
    }

    /** 000-22: what the facts say */
    @Test
    void the_cause_is_suggested_from_the_facts(Desk desk) {
        desk.opens(orderNotReceived().withPayment(PaymentState.PENDING))
                .completes("Task_CheckFacts", RIGHT_ADDRESS.and(PAYMENT_STATE, "PENDING"))
                .completes("Task_AnswerBuyer", SEND)
                .knows(CAUSE_CODE, "MARKETPLACE");
        answers(desk.opens(orderNotReceived().fulfilledBy(Fulfilment.FBA))).knows(CAUSE_CODE, "MARKETPLACE");
        closedByWithdrawal(desk.opens(orderNotReceived()), "SELLER").knows(CAUSE_CODE, "LABEL");
        closedByWithdrawal(desk.opens(orderNotReceived()), "BUYER").knows(CAUSE_CODE, "ADDRESS");
        closedByWithdrawal(desk.opens(orderNotReceived().withParcel(DeliveryState.DAMAGED)), "NONE")
                .knows(CAUSE_CODE, "PACKING");
        closedByWithdrawal(desk.opens(orderNotReceived().withParcel(DeliveryState.LOST)), "NONE")
                .knows(CAUSE_CODE, "CARRIER");
        closedByWithdrawal(desk.opens(orderNotReceived().withParcel(DeliveryState.REFUSED)), "NONE")
                .knows(CAUSE_CODE, "BUYER");
        closedByWithdrawal(desk.opens(orderNotReceived().promisedUntil("2026-11-22")), "NONE")
                .knows(CAUSE_CODE, "CARRIER");
        closedByWithdrawal(desk.opens(orderNotReceived()), "NONE").knows(CAUSE_CODE, "UNKNOWN");
    }

    /** 000-22: a replacement that came says nothing good of the carrier that lost the first parcel */
    @Test
    void after_a_replacement_the_cause_is_that_of_the_first_parcel(Desk desk) {
        var dispute = checks(desk.opens(orderNotReceived().withParcel(DeliveryState.LOST)))
                .completes("Task_ChooseRemedy", REPLACE)
                .completes(
                        "Task_SendReplacement",
                        sent("5555-00000061", "2026-11-27").and(CARRIER, "Sagawa"))
                .completes("Task_AnswerBuyer", SEND)
                .receives("tracking-changed", with(DELIVERY_STATE, "DELIVERED"))
                .knows(CAUSE_CODE, "CARRIER");
        dispute.completes("Task_NoteCause", cause("CARRIER"));
        assertThat(noted(desk, dispute)).containsEntry("cause", "CARRIER").containsEntry("carrier", "Yamato");
    }

    /** 002-24, A8: the cause is noted, and the case listens until the appeal is decided */
    @Test
    void a_case_stays_open_while_an_appeal_is_open(Desk desk) {
        var dispute = answers(desk.opens(orderNotReceived()))
                .receives("a-to-z-filed")
                .completes("Task_AnswerClaim", with("claimAnswer", "CONCEDED"))
                .receives("amazon-decided", with("claimDecision", "GRANTED"))
                .completes("Task_NoteCause", cause("CARRIER"))
                .waitsAt("Task_DecideAppeal");
        assertThat(noted(desk, dispute)).containsEntry("cause", "CARRIER");
        dispute.receives("buyer-replied", with("buyerText", "ありがとうございました。"))
                .waitsAt("Task_SendHoldingReply", "Task_ReadReply", "Gw_Answered", "Task_DecideAppeal")
                .completes("Task_ReadReply", with(BUYER_ANSWER, "OTHER"))
                .completes("Task_AnswerBuyer", SEND)
                .completes("Task_NoteCause", cause("CARRIER"))
                .waitsAt("Task_DecideAppeal")
                .completes("Task_DecideAppeal", with("appealAnswer", "ACCEPTED"))
                .endsAs("End_ClaimDecided");
    }

    /** 000-19, 002-24: the matter is opened again, and the cause is asked for when it is settled again */
    @Test
    void a_buyer_who_writes_meanwhile_opens_the_matter_again(Desk desk) {
        var dispute = arrived(desk.opens(orderNotReceived().delivered("2026-11-23T10:00", "玄関")))
                .waitsAt("Task_NoteCause");
        desk.passes(hours(1));
        dispute.receives("buyer-replied", with("buyerText", "別の荷物でした。まだ届いていません。"))
                .waitsAt("Task_SendHoldingReply", "Task_ReadReply", "Gw_Answered")
                .replyIsDue("2026-11-25T10:00", TOKYO)
                .completes("Task_ReadReply", with(BUYER_ANSWER, "STILL_MISSING"))
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy");
        refunds(dispute, "R-61", "2026-11-30");
        desk.passesUntil("2026-11-30T00:00", TOKYO);
        dispute.completes("Task_VerifyRefund", COMPLETE)
                .waitsAt("Task_NoteCause")
                .taskIsDue("Task_NoteCause", "2026-12-07T00:00", TOKYO)
                .completes("Task_NoteCause", cause("CARRIER"))
                .endsAs("End_Remedied");
        assertThat(noted(desk, dispute)).containsEntry("cause", "CARRIER");
    }

    /** 000-04, 000-08: so does the carrier */
    @Test
    void a_parcel_that_moves_meanwhile_opens_the_matter_again(Desk desk) {
        var dispute = answers(desk.opens(orderNotReceived().delivered("2026-11-23T10:00", "玄関")));
        desk.passes(days(7));
        dispute.waitsAt("Task_NoteCause")
                .receives("tracking-changed", with(DELIVERY_STATE, "RETURNED"))
                .waitsAt("Task_ChooseRemedy");
        refunds(dispute, "R-62", "2026-12-03");
        desk.passesUntil("2026-12-03T00:00", TOKYO);
        dispute.completes("Task_VerifyRefund", COMPLETE)
                .waitsAt("Task_NoteCause")
                .knows(CAUSE_CODE, "CARRIER")
                .completes("Task_NoteCause", cause("ADDRESS"))
                .endsAs("End_Remedied");
        assertThat(noted(desk, dispute)).containsEntry("cause", "ADDRESS");
    }

    private static Map<String, Object> noted(Desk desk, Dispute dispute) {
        return desk.db
                .sql("select * from dispute_cause where case_number = ?")
                .param(dispute.number().value())
                .query()
                .singleRow();
    }

    private static Dispute arrived(Dispute dispute) {
        return answers(dispute).receives("buyer-confirmed");
    }

    private static Dispute closedByWithdrawal(Dispute dispute, String addressFault) {
        return dispute.completes(
                        "Task_CheckFacts",
                        RIGHT_ADDRESS.and(ADDRESS_FAULT, addressFault).and("addressNote", "1-2-3 statt 1-3-2"))
                .receives("buyer-withdrew")
                .completes("Task_AnswerBuyer", SEND)
                .waitsAt("Task_NoteCause");
    }
}
