package org.disputedesk.process;

import static org.disputedesk.dispute.DisputeFacts.ADDRESS_CORRECT;
import static org.disputedesk.dispute.DisputeFacts.ADDRESS_FAULT;
import static org.disputedesk.dispute.DisputeFacts.BUYER_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CARRIER;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_ELIGIBLE;
import static org.disputedesk.dispute.DisputeFacts.DAYS_PAST_LATEST_DELIVERY;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.DOUBLE_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.LAST_SCAN_DATE;
import static org.disputedesk.dispute.DisputeFacts.LATEST_DELIVERY_DATE;
import static org.disputedesk.dispute.DisputeFacts.PAYMENT_STATE;
import static org.disputedesk.dispute.DisputeFacts.RECOMMENDED_REMEDY;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_WAS_DONE;
import static org.disputedesk.dispute.DisputeFacts.RESPONSE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.ENGLISH;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Desk.days;
import static org.disputedesk.process.Desk.seconds;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.REFUND;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.answers;
import static org.disputedesk.process.Staff.refunded;

import org.disputedesk.dispute.Marketplace;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.Test;

/** The room "Settle non-arrival": round after round, what is due with what is known now. */
@DeskSpec("settle-non-arrival")
class SettleNonArrivalSpec {

    /** A2, 000-04, 000-08: told to wait until the promised day, then everything is looked up again */
    @Test
    void a_parcel_that_is_in_time_is_waited_for_until_the_promised_day_is_over(Desk desk) {
        var opening = orderNotReceived().promisedUntil("2026-11-26");
        var dispute = answers(desk.opens(opening))
                .sent("please-wait", JAPANESE, "2026年11月26日（木）")
                .waitsAt("Gw_Wait");

        desk.passesUntil("2026-11-26T23:59:58", TOKYO);
        dispute.waitsAt("Gw_Wait").record().has("Tracking status", 1);

        desk.passes(seconds(1));
        dispute.waitsAt("Task_SendHoldingReply", "Task_CheckFacts")
                .replyIsDue("2026-11-27T23:59:59", TOKYO)
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy")
                .knows(DAYS_PAST_LATEST_DELIVERY, 1L)
                .record()
                .has("Tracking status", 2);
    }

    /** A2b, P9, 000-08: three days after the latest delivery date the buyer could claim, a second before not yet */
    @Test
    void from_the_third_day_on_the_buyer_could_claim(Desk desk) {
        desk.itIs("2026-11-24T23:59:58", TOKYO);
        desk.opens(orderNotReceived()
                        .promisedUntil("2026-11-21")
                        .writtenAt(desk.now().minus(days(2))))
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .knows(CLAIM_ELIGIBLE, false)
                .knows(RESPONSE, "REMEDY");
        desk.passes(seconds(1));
        desk.opens(orderNotReceived()
                        .promisedUntil("2026-11-21")
                        .writtenAt(desk.now().minus(days(2))))
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .knows(CLAIM_ELIGIBLE, true)
                .knows(RESPONSE, "REMEDY");
    }

    /** A3, 000-14: five days without a scan */
    @Test
    void a_parcel_that_does_not_move_is_asked_for_at_the_carrier(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        Answers underWay =
                with(CARRIER, "Yamato").and(DELIVERY_STATE, "IN_TRANSIT").and(LATEST_DELIVERY_DATE, "2026-11-28");
        answers(desk.opens(orderNotReceived().withoutTracking())
                        .completes("Task_EnterTracking", underWay.and(LAST_SCAN_DATE, "2026-11-20")))
                .knows(RESPONSE, "WAIT");
        desk.opens(orderNotReceived().withoutTracking())
                .completes("Task_EnterTracking", underWay.and(LAST_SCAN_DATE, "2026-11-19"))
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy")
                .knows(RECOMMENDED_REMEDY, "CARRIER_INQUIRY");
    }

    /** A4, 000-05: our mistake */
    @Test
    void a_parcel_sent_to_a_wrong_address_is_sent_again(Desk desk) {
        desk.opens(orderNotReceived().delivered("2026-11-20T14:05", "玄関"))
                .completes("Task_CheckFacts", wrongAddress("SELLER"))
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy")
                .knows(RECOMMENDED_REMEDY, "REPLACEMENT");
    }

    /** A4, 000-05, 000-20: the buyer's mistake is explained without blame, and help is offered */
    @Test
    void an_address_that_the_buyer_gave_is_explained(Desk desk) {
        var dispute = desk.opens(orderNotReceived()
                        .at(Marketplace.US)
                        .in(ENGLISH)
                        .saying("Where is it?")
                        .delivered("2026-11-20T14:05", "front door"))
                .completes("Task_CheckFacts", wrongAddress("BUYER"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("address-as-given", ENGLISH)
                .waitsAt("Gw_Wait");
        dispute.receives("buyer-replied", with("buyerText", "I still do not have it."))
                .completes("Task_ReadReply", with(BUYER_ANSWER, "STILL_MISSING"))
                .completes("Task_CheckFacts", wrongAddress("BUYER"))
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy");
    }

    private static Answers wrongAddress(String whose) {
        return with(ADDRESS_FAULT, whose)
                .and(ADDRESS_CORRECT, false)
                .and(PAYMENT_STATE, "PAID")
                .and("addressNote", "番地が違います");
    }

    /** 000-11, 002-24: the clock of the new message starts before anybody has read it */
    @Test
    void a_buyer_who_still_misses_the_parcel_gets_a_remedy(Desk desk) {
        var dispute = answers(desk.opens(orderNotReceived().delivered("2026-11-23T10:00", "玄関")));
        desk.passes(days(2));

        dispute.receives("buyer-replied", with("buyerText", "近所にもありません。"))
                .waitsAt("Task_ReadReply", "Task_SendHoldingReply", "Gw_Wait")
                .replyIsDue("2026-11-27T09:00", TOKYO)
                .taskIsDue("Task_ReadReply", "2026-11-27T09:00", TOKYO)
                .completes("Task_ReadReply", with(BUYER_ANSWER, "STILL_MISSING"))
                .waitsAt("Task_SendHoldingReply", "Task_CheckFacts")
                .replyIsDue("2026-11-27T09:00", TOKYO)
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy");
    }

    /** 000-04, 000-08: news during the checks that make them needless */
    @Test
    void a_buyer_who_has_it_after_all_ends_the_checks(Desk desk) {
        desk.opens(orderNotReceived().withoutTracking())
                .waitsAt("Task_SendHoldingReply", "Task_EnterTracking")
                .receives("buyer-confirmed", with("buyerText", "届きました。"))
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND)
                .sent("glad-it-arrived", JAPANESE)
                .waitsAt("Task_NoteCause");
    }

    /** 000-04, 000-08: what the carrier reports while the case waits */
    @Test
    void a_parcel_that_is_reported_lost_gets_a_remedy_at_once(Desk desk) {
        answers(desk.opens(orderNotReceived()))
                .waitsAt("Gw_Wait")
                .receives("tracking-changed", with(DELIVERY_STATE, "LOST"))
                .waitsAt("Task_ChooseRemedy");
    }

    /** 000-08, 000-16: the news that make a remedy needless come before it is carried out */
    @Test
    void a_parcel_that_is_delivered_stops_the_remedy(Desk desk) {
        desk.opens(orderNotReceived().withParcel(DeliveryState.LOST))
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy")
                .receives("tracking-changed", with(DELIVERY_STATE, "DELIVERED"))
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .knows(RESPONSE, "CHECK_AROUND");
    }

    /** 000-16: a refund was given, and then the parcel came */
    @Test
    void a_buyer_with_parcel_and_refund_is_asked_politely(Desk desk) {
        desk.opens(orderNotReceived().withParcel(DeliveryState.LOST))
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_ChooseRemedy", REFUND)
                .completes("Task_IssueRefund", refunded("R-2", "2026-12-01"))
                .completes("Task_AnswerBuyer", SEND)
                .receives("tracking-changed", with(DELIVERY_STATE, "DELIVERED"))
                .waitsAt("Task_DecideDoubleBenefit")
                .completes("Task_DecideDoubleBenefit", with(DOUBLE_ANSWER, "ASK_BACK"))
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND)
                .sent("please-return-one", JAPANESE)
                .waitsAt("Task_NoteCause");
    }

    /** A7, P7: Amazon takes as long as it takes */
    @Test
    void an_open_claim_is_waited_for(Desk desk) {
        var dispute = desk.opens(orderNotReceived())
                .completes("Task_CheckFacts", RIGHT_ADDRESS.and(PAYMENT_STATE, "CLAIM_OPEN"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("claim-open", JAPANESE)
                .waitsAt("Task_AnswerClaim", "Gw_Wait")
                .completes("Task_AnswerClaim", with("claimAnswer", "DEFENDED"));
        desk.passes(days(30));
        dispute.waitsAt("Task_EnterClaimDecision", "Gw_Wait").sentLetters(1);
    }

    /** 000-14: the carrier has found it and delivers it */
    @Test
    void the_decision_is_looked_at_again_before_the_answer_has_left(Desk desk) {
        desk.opens(orderNotReceived())
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .knows(RESPONSE, "WAIT")
                .receives("tracking-changed", with(DELIVERY_STATE, "AVAILABLE_FOR_PICKUP"))
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .knows(RESPONSE, "CHECK_AROUND")
                .completes("Task_AnswerBuyer", SEND)
                .sent("please-collect", JAPANESE)
                .sentLetters(1);
    }

    /** 000-12, 000-13, A15: the remedy at its end is the end of the matter */
    @Test
    void a_remedy_that_has_reached_the_buyer_settles_the_matter(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        var dispute = desk.opens(orderNotReceived().withParcel(DeliveryState.LOST))
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_ChooseRemedy", REFUND)
                .completes("Task_IssueRefund", refunded("R-3", "2026-11-25"))
                .completes("Task_AnswerBuyer", SEND);
        desk.passesUntil("2026-11-25T00:00", TOKYO);
        dispute.completes("Task_VerifyRefund", Staff.COMPLETE)
                .waitsAt("Task_NoteCause")
                .knows(RESPONSE, "REMEDIED")
                .record()
                .hasNo("Answer decided: thanks");
    }

    /** 000-11: nobody answers for seven days; then he thanks us, which changes nothing */
    @Test
    void silence_settles_the_matter_and_a_word_of_thanks_does_not_reopen_it(Desk desk) {
        var dispute = answers(desk.opens(orderNotReceived().delivered("2026-11-23T10:00", "玄関")));
        desk.passes(days(7));
        dispute.waitsAt("Task_NoteCause")
                .receives("buyer-replied", with("buyerText", "ありがとうございました。"))
                .waitsAt("Task_ReadReply", "Task_SendHoldingReply", "Gw_Answered")
                .receives("no-response-needed", with("noResponseReason", "お礼の連絡のみ。"))
                .completes("Task_ReadReply", with(BUYER_ANSWER, "ARRIVED"))
                .waitsAt("Task_NoteCause")
                .sentLetters(1);
    }

    /** 000-16, 000-17: a case taken off the desk blocks its order for ever with nothing; what may be done is asked about */
    @Test
    void what_a_cancelled_case_left_in_doubt_is_asked_in_the_next_one(Desk desk) {
        var opening = orderNotReceived().withParcel(DeliveryState.LOST);
        var cancelled = desk.opens(opening)
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_ChooseRemedy", REFUND)
                .waitsAt("Task_SendHoldingReply", "Task_IssueRefund")
                .administratorCancels()
                .hasRemedies("REFUND IN_DOUBT");
        cancelled
                .record()
                .reads("Case cancelled while a remedy was being carried out; the order's next case asks: REFUND");

        var next = desk.opens(opening)
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_SendHoldingReply", "Task_CheckInterruptedRemedy")
                .hasRemedies("REFUND IN_DOUBT");
        next.record().reads("Remedy of an earlier case may have been carried out: REFUND, " + cancelled.number());
        next.completes("Task_CheckInterruptedRemedy", with(REMEDY_WAS_DONE, false))
                .hasRemedies("REFUND WITHDRAWN")
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy")
                .completes("Task_ChooseRemedy", REFUND)
                .hasRemedies("REFUND WITHDRAWN", "REFUND RELEASED");
    }

    /** 000-16: it was done, so the next case follows it to its end and gives nothing more */
    @Test
    void what_a_cancelled_case_had_done_is_followed_by_the_next_one(Desk desk) {
        var opening = orderNotReceived().withParcel(DeliveryState.LOST);
        desk.opens(opening)
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_ChooseRemedy", REFUND)
                .administratorCancels();
        desk.opens(opening)
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes(
                        "Task_CheckInterruptedRemedy",
                        refunded("R-61", "2026-12-01").and(REMEDY_WAS_DONE, true))
                .hasRemedies("REFUND DONE")
                .completes("Task_AnswerBuyer", SEND)
                .sent("refund-issued", JAPANESE, "R-61");
    }

    /** 000-16: what was only decided is free again */
    @Test
    void what_a_cancelled_case_had_only_decided_is_taken_back(Desk desk) {
        var opening = orderNotReceived().withParcel(DeliveryState.LOST).worth("12000");
        desk.opens(opening)
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_ChooseRemedy", REFUND)
                .waitsAt("Task_SendHoldingReply", "Task_ApproveRemedy")
                .administratorCancels()
                .hasRemedies("REFUND WITHDRAWN")
                .record()
                .reads("Remedy taken back with its case: REFUND");
        desk.opens(opening)
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_ChooseRemedy", REFUND)
                .hasRemedies("REFUND WITHDRAWN", "REFUND DECIDED");
    }
}
