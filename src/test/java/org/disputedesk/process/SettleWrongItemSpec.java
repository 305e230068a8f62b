package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.dispute.DisputeFacts.BUYER_WISH;
import static org.disputedesk.dispute.DisputeFacts.ITEM_DISCARDED;
import static org.disputedesk.dispute.DisputeFacts.PHOTOS_SEEN;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_WAS_DONE;
import static org.disputedesk.dispute.DisputeFacts.RESPONSE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Staff.COMPLETE;
import static org.disputedesk.process.Staff.REFUND;
import static org.disputedesk.process.Staff.REPLACE;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.SHOWS_ANOTHER;
import static org.disputedesk.process.Staff.cause;
import static org.disputedesk.process.Staff.checks;
import static org.disputedesk.process.Staff.goods;
import static org.disputedesk.process.Staff.leavesBy;
import static org.disputedesk.process.Staff.refunded;
import static org.disputedesk.process.WrongItemSpec.calmed;
import static org.disputedesk.process.WrongItemSpec.confirmed;
import static org.disputedesk.process.WrongItemSpec.says;
import static org.disputedesk.process.WrongItemSpec.wrongItem;

import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.Test;

/** The room "Settle wrong item": round after round, what is due with what is known now. */
@DeskSpec("settle-wrong-item")
class SettleWrongItemSpec {

    /** 003-03: who sends two photos with his first message is not asked for them again */
    @Test
    void photos_that_are_there_are_looked_at_without_asking(Desk desk) {
        var dispute = desk.opens(wrongItem())
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .hasPhotos(2);
        dispute.receives("no-response-needed", with("noResponseReason", "写真が届いています。"));
        checks(dispute)
                .waitsAt("Task_CheckItem")
                .completes(
                        "Task_CheckItem",
                        with("itemAnswer", "CONFIRMED").and(PHOTOS_SEEN, "NONE").and(BUYER_WISH, "EXCHANGE"))
                .waitsAt("Task_PromiseExchange")
                .record()
                .reads("Item looked at: CONFIRMED");
    }

    /** 003-22: news while the order is still being checked */
    @Test
    void a_buyer_who_withdraws_makes_the_check_needless(Desk desk) {
        desk.opens(wrongItem())
                .completes("Task_AnswerBuyer", SEND)
                .waitsAt("Task_CheckFacts")
                .receives("buyer-withdrew")
                .waitsAt("Task_NoteCause")
                .knows(RESPONSE, "RESOLVED");
    }

    /** 003-02: news before the first letter has left */
    @Test
    void the_case_is_looked_at_again_before_the_answer_has_left(Desk desk) {
        desk.opens(wrongItem())
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .receives("buyer-withdrew")
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .knows(RESPONSE, "RESOLVED")
                .completes("Task_AnswerBuyer", SEND)
                .sent("glad-it-is-resolved", JAPANESE)
                .waitsAt("Task_NoteCause")
                .receives("buyer-replied", with("buyerText", "助かりました。"))
                .receives("no-response-needed", with("noResponseReason", "お礼の連絡のみ。"))
                .completes("Task_ReadReply", with("buyerAnswer", "WITHDRAWN"))
                .waitsAt("Task_NoteCause")
                .completes("Task_NoteCause", cause("BUYER"));
    }

    /** A7, 000-16: a claim while the refund is being carried out, and the end of it */
    @Test
    void a_claim_takes_back_what_was_decided(Desk desk) {
        says(confirmed(desk, wrongItem()), "WANTS_REFUND")
                .completes("Task_AnswerBuyer", SEND)
                .completes("Task_ReceiveGoods", goods("ARRIVED"))
                .photographed()
                .completes("Task_CheckGoods", Staff.checked("AS_SENT", "RESTOCK"))
                .completes("Task_ChooseRemedy", REFUND)
                .receives("a-to-z-filed")
                .waitsAt("Task_AnswerClaim", "Task_CheckInterruptedRemedy")
                .completes("Task_CheckInterruptedRemedy", with(REMEDY_WAS_DONE, false))
                .waitsAt("Task_AnswerClaim")
                .completes("Task_AnswerClaim", with("claimAnswer", "DEFENDED"))
                .receives("amazon-decided", with("claimDecision", "DENIED"))
                .waitsAt("Task_NoteCause");
    }

    /** 000-16: what a cancelled case left in doubt is asked first */
    @Test
    void what_an_earlier_case_left_in_doubt_is_asked_first(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        var opening = Opening.orderNotReceived().withParcel(DeliveryState.LOST);
        checks(desk.opens(opening)).completes("Task_ChooseRemedy", REFUND).administratorCancels();
        var dispute = desk.opens(wrongItem().forOrder(opening.orderId).withoutOrderInTheBook())
                .completes("Task_AnswerBuyer", SEND);
        checks(dispute)
                .waitsAt("Task_CheckInterruptedRemedy")
                .completes(
                        "Task_CheckInterruptedRemedy",
                        refunded("R-6", "2026-12-01").and(REMEDY_WAS_DONE, true))
                .hasRemedies("REFUND DONE");
        desk.passesUntil("2026-12-01T00:00", TOKYO);
        dispute.completes("Task_VerifyRefund", COMPLETE);
        assertThat(dispute.openTasks()).contains("Task_AnswerBuyer");
        dispute.knows(RESPONSE, "ASK_BUYER");
    }

    /** 003-14: he changes his mind while the goods are awaited */
    @Test
    void a_buyer_may_change_his_wish(Desk desk) {
        var dispute = says(confirmed(desk, wrongItem()), "WANTS_REFUND")
                .completes("Task_AnswerBuyer", SEND)
                .waitsAt("Task_ReceiveGoods");
        says(dispute, "WANTS_EXCHANGE")
                .waitsAt("Task_SendHoldingReply", "Task_PromiseExchange")
                .completes("Task_PromiseExchange", leavesBy(desk.today(TOKYO)))
                .completes("Task_AnswerBuyer", SEND)
                .completes("Task_ChooseRemedy", REPLACE)
                .waitsAt("Task_SendReplacement");
    }

    /** 003-16 to 003-18: whoever leads the case to a remedy by hand meets the guard */
    @Test
    void nothing_is_given_before_somebody_has_looked_whatever_route_is_taken(Desk desk) {
        var unseen = calmed(desk, wrongItem()).operatorStartsBefore("settle-wrong-item", "Call_GiveRemedy");
        unseen.isRefused(() -> unseen.completes("Task_ChooseRemedy", REFUND), "wrong-item-verified")
                .isRefused(() -> unseen.completesRaw("Task_ChooseRemedy", REPLACE), "wrong-item-verified")
                .operatorSets("give-remedy", with(ITEM_DISCARDED, true).and("buyerWish", "REFUND"))
                .isRefused(() -> unseen.completes("Task_ChooseRemedy", REFUND), "wrong-item-verified")
                .hasRemedies();
        var seen = confirmed(desk, wrongItem()).operatorStartsBefore("settle-wrong-item", "Call_GiveRemedy");
        seen.isRefused(() -> seen.completes("Task_ChooseRemedy", REFUND), "wrong-item-goods-back")
                .operatorSets("give-remedy", with(ITEM_DISCARDED, true))
                .isRefused(() -> seen.completes("Task_ChooseRemedy", REFUND), "wrong-item-goods-back")
                .operatorSets("give-remedy", with("remedyOptions", "REPLACEMENT,REFUND"))
                .isRefused(() -> seen.completes("Task_ChooseRemedy", REPLACE), "wrong-item-promised-first")
                .hasRemedies();
        var goodsAreBack = says(confirmed(desk, wrongItem()), "WANTS_REFUND")
                .completes("Task_AnswerBuyer", SEND)
                .completes("Task_ReceiveGoods", goods("LOST"))
                .completes(
                        "Task_DecideWithoutGoods",
                        with("withoutGoods", "REFUND").and("staffNote", "配送会社が紛失。"))
                .waitsAt("Task_ChooseRemedy");
        goodsAreBack.completes("Task_ChooseRemedy", REFUND).hasRemedies("REFUND RELEASED");
        assertThat(SHOWS_ANOTHER.values()).containsEntry("itemAnswer", "CONFIRMED");
    }

    /** 003-14, 003-22: the right item arrives, he is asked whether all is well, and says nothing more */
    @Test
    void an_exchange_ends_with_his_word_or_his_silence(Desk desk) {
        var dispute = says(confirmed(desk, wrongItem()), "WANTS_EXCHANGE")
                .completes("Task_PromiseExchange", leavesBy(desk.today(TOKYO)))
                .completes("Task_AnswerBuyer", SEND)
                .completes("Task_ChooseRemedy", REPLACE)
                .completes("Task_SendReplacement", Staff.sent("5555-00000041", desk.today(TOKYO)))
                .completes("Task_AnswerBuyer", SEND);
        desk.carrier().sawDelivered("5555-00000041", desk.now(), "玄関");
        desk.passes(Desk.days(2));
        dispute.completes("Task_AnswerBuyer", SEND).sent("is-all-well", JAPANESE);
        WrongItemSpec.silent(desk, dispute, "all-well-reminder");
        dispute.knows(RESPONSE, "REMEDIED").hasRemedies("REPLACEMENT SETTLED");
    }
}
