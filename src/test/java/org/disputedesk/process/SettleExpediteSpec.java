package org.disputedesk.process;

import static org.disputedesk.dispute.DisputeFacts.BUYER_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.RESPONSE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.ENGLISH;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.days;
import static org.disputedesk.process.Desk.seconds;
import static org.disputedesk.process.Opening.expediteRequest;
import static org.disputedesk.process.Staff.DECLINE_SPEED;
import static org.disputedesk.process.Staff.PASSED_ON;
import static org.disputedesk.process.Staff.PROMISE_SPEED;
import static org.disputedesk.process.Staff.ROOM;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.handedOver;

import org.disputedesk.dispute.Marketplace;
import org.junit.jupiter.api.Test;

/** The room "Settle faster shipping": round after round, what is due with what is known now. */
@DeskSpec("settle-expedite")
class SettleExpediteSpec {

    private static final String WEEKDAYS = "Mon-Fri 9:00-18:00";

    private static Dispute declined(Desk desk) {
        desk.shopShips(WEEKDAYS, 1);
        return desk.opens(expediteRequest())
                .completes("Task_CheckCapacity", ROOM)
                .completes("Task_DecideRequest", DECLINE_SPEED)
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND);
    }

    /** 002-06, 002-14, 002-20, 002-21: three days of silence, to the second */
    @Test
    void a_buyer_who_is_declined_and_stays_silent_needs_nothing_more(Desk desk) {
        var dispute = declined(desk).sent("decline", JAPANESE, "2026年11月25日（水）").waitsAt("Gw_Wait");
        desk.passes(days(3).minus(seconds(1)));
        dispute.waitsAt("Gw_Wait");
        desk.passes(seconds(1));
        dispute.endsAs("End_BuyerSilent");
    }

    /** 002-20, 002-24: he insists, and is answered again; the clock of his message runs */
    @Test
    void a_buyer_who_insists_is_answered_again(Desk desk) {
        declined(desk)
                .receives("buyer-replied", with("buyerText", "そこをなんとか。"))
                .waitsAt("Task_ReadReply", "Task_SendHoldingReply", "Gw_Wait")
                .completes("Task_ReadReply", with(BUYER_ANSWER, "OTHER"))
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND)
                .sentLetters(2);
    }

    /** 002-20: a message that came while the answer was written is answered with it */
    @Test
    void news_before_the_answer_is_looked_at_first(Desk desk) {
        desk.shopShips(WEEKDAYS, 1);
        desk.opens(expediteRequest())
                .completes("Task_CheckCapacity", ROOM)
                .completes("Task_DecideRequest", DECLINE_SPEED)
                .receives("buyer-withdrew", with("buyerText", "急ぎではなくなりました。"))
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .knows(RESPONSE, "AGREED")
                .completes("Task_AnswerBuyer", SEND)
                .sent("thanks-for-understanding", JAPANESE)
                .endsAs("End_BuyerAgrees");
    }

    /** 002-21: the wish is withdrawn while it is weighed */
    @Test
    void news_stops_the_weighing(Desk desk) {
        desk.opens(expediteRequest())
                .waitsAt("Task_SendHoldingReply", "Task_CheckCapacity")
                .receives("buyer-withdrew", with("buyerText", "やはり通常どおりで大丈夫です。"))
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .knows(RESPONSE, "AGREED");
    }

    /** 002-21: and makes the look at the order needless */
    @Test
    void news_stops_the_look_at_the_order(Desk desk) {
        desk.opens(expediteRequest().withoutOrderInTheBook())
                .waitsAt("Task_SendHoldingReply", "Task_EnterOrder")
                .receives("buyer-withdrew", with("buyerText", "急ぎではなくなりました。"))
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND)
                .sent("thanks-for-understanding", JAPANESE)
                .endsAs("End_BuyerAgrees");
    }

    /** 002-15, 002-17: an early dispatch is stopped when the buyer cancels, and staff are told to open the other case */
    @Test
    void a_cancellation_stops_an_early_dispatch(Desk desk) {
        desk.shopShips(WEEKDAYS, 1);
        var dispute = desk.opens(expediteRequest())
                .completes("Task_CheckCapacity", ROOM)
                .completes("Task_DecideRequest", PROMISE_SPEED)
                .completes("Task_AnswerBuyer", SEND)
                .waitsAt("Task_ShipEarly")
                .receives("buyer-replied", with("buyerText", "キャンセルしたいです。"))
                .completes("Task_ReadReply", with(BUYER_ANSWER, "CANCELS"))
                .waitsAt("Task_PassOnCancellation", "Task_SendHoldingReply");
        dispute.isRejected(() -> dispute.completes("Task_PassOnCancellation", Answers.NONE), "staffNote")
                .completes("Task_PassOnCancellation", PASSED_ON)
                .completes("Task_AnswerBuyer", SEND)
                .sent("how-to-cancel", JAPANESE)
                .endsAs("End_BuyerCancels");
    }

    /** 002-11: and what follows from a report of the carrier */
    @Test
    void a_delivery_ends_the_following(Desk desk) {
        desk.shopShips(WEEKDAYS, 1);
        desk.opens(expediteRequest())
                .completes("Task_CheckCapacity", ROOM)
                .completes("Task_DecideRequest", PROMISE_SPEED)
                .completes("Task_AnswerBuyer", SEND)
                .completes("Task_ShipEarly", handedOver("4000-00000091"))
                .receives("tracking-changed", with(DELIVERY_STATE, "DELIVERED"))
                .endsAs("End_ArrivedEarly");
    }

    /** 002-24: silence has settled the wish, and then he writes after all */
    @Test
    void a_word_after_the_end_of_the_wait_is_still_answered(Desk desk) {
        var dispute = declined(desk);
        desk.passes(days(3).minus(seconds(1)));
        dispute.receives("buyer-replied", with("buyerText", "分かりました。"));
        desk.passes(seconds(1));
        dispute.waitsAt("Task_ReadReply", "Task_SendHoldingReply", "Gw_Answered")
                .completes("Task_ReadReply", with(BUYER_ANSWER, "AGREES"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("thanks-for-understanding", JAPANESE)
                .endsAs("End_BuyerAgrees");
    }

    /** 002-06, 002-27: in the buyer's language */
    @Test
    void a_letter_is_in_the_buyers_language(Desk desk) {
        desk.shopShips(WEEKDAYS, 0);
        desk.opens(expediteRequest().at(Marketplace.US).in(ENGLISH).saying("Could you ship it sooner?"))
                .completes("Task_CheckCapacity", ROOM)
                .completes("Task_AnswerBuyer", SEND)
                .sent("decline-already-fastest", ENGLISH, "Tuesday, 24 November 2026");
    }
}
