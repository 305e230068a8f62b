package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.dispute.DisputeFacts.BUYER_WISH;
import static org.disputedesk.dispute.DisputeFacts.ITEM_DISCARDED;
import static org.disputedesk.dispute.DisputeFacts.ITEM_STATE;
import static org.disputedesk.dispute.DisputeFacts.PAYMENT_STATE;
import static org.disputedesk.dispute.DisputeFacts.PHOTOS_SEEN;
import static org.disputedesk.dispute.DisputeFacts.RESPONSE;
import static org.disputedesk.dispute.DisputeFacts.SUPPORT_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.SUPPORT_CASE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Desk.days;
import static org.disputedesk.process.Desk.seconds;
import static org.disputedesk.process.Staff.APPROVE;
import static org.disputedesk.process.Staff.COMPLETE;
import static org.disputedesk.process.Staff.REFUND;
import static org.disputedesk.process.Staff.REPLACE;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.SHOWS_ANOTHER;
import static org.disputedesk.process.Staff.cause;
import static org.disputedesk.process.Staff.checked;
import static org.disputedesk.process.Staff.checks;
import static org.disputedesk.process.Staff.goods;
import static org.disputedesk.process.Staff.leavesBy;
import static org.disputedesk.process.Staff.refunded;
import static org.disputedesk.process.Staff.sent;

import java.util.Locale;
import org.disputedesk.orders.Order.Fulfilment;
import org.junit.jupiter.api.Test;

/** The dispute "Wrong item" of the fourth source, from the buyer's message to each of its ends. */
@DeskSpec("wrong-item")
class WrongItemSpec {

    static Opening wrongItem() {
        return Opening.of("wrong-item").saying("スピーカーを注文したのに、ケーブルが届きました。").delivered("2026-11-20T10:00", "玄関");
    }

    /** The buyer is calmed, and the order is checked. */
    static Dispute calmed(Desk desk, Opening opening) {
        return checks(desk.opens(opening)
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND)
                .sent("apology-photos", JAPANESE, "お詫び", "写真")
                .waitsAt("Task_CheckFacts"));
    }

    /** What the buyer writes next is read as this. */
    static Dispute says(Dispute dispute, String answer) {
        return dispute.receives("buyer-replied", with("buyerText", "ご連絡します。"))
                .completes("Task_ReadReply", with("buyerAnswer", answer));
    }

    /** Photos have come and show another item; the seller serves the order, and the buyer may choose. */
    static Dispute confirmed(Desk desk, Opening opening) {
        return says(calmed(desk, opening).waitsAt("Timer_NoAnswer"), "SENDS_PHOTOS")
                .waitsAt("Task_SendHoldingReply", "Task_CheckItem")
                .completes("Task_CheckItem", SHOWS_ANOTHER)
                .waitsAt("Task_AnswerBuyer")
                .completes("Task_AnswerBuyer", SEND)
                .sent("exchange-or-refund", JAPANESE, "交換", "返金")
                .waitsAt("Timer_NoAnswer");
    }

    /** A20, 003-01 to 003-12, 003-22: photos asked, guided, in touch until the buyer says that it is resolved */
    @Test
    void amazon_serves_it_and_the_seller_stays_in_touch(Desk desk) {
        var dispute = calmed(desk, wrongItem().fulfilledBy(Fulfilment.FBA))
                .waitsAt("Task_AnswerBuyer")
                .completes("Task_AnswerBuyer", SEND)
                .sent("contact-amazon", JAPANESE, "https://www.amazon.co.jp/contact-us", "注文履歴")
                .waitsAt("Timer_NoAnswer");
        says(dispute, "WANTS_REFUND")
                .waitsAt("Task_AnswerBuyer")
                .completes("Task_AnswerBuyer", SEND)
                .sent("refund-by-amazon", JAPANESE, "https://www.amazon.co.jp/contact-us");
        says(dispute, "SENDS_PHOTOS")
                .waitsAt("Task_SendHoldingReply", "Task_CheckItem")
                .completes("Task_CheckItem", SHOWS_ANOTHER)
                .knows(ITEM_STATE, "CONFIRMED")
                .waitsAt("Task_AnswerBuyer", "Task_OpenSupportCase")
                .completes("Task_AnswerBuyer", SEND)
                .sent("amazon-helps-on", JAPANESE);
        assertThat(dispute.form("Task_OpenSupportCase", "caseFacts", Locale.ENGLISH))
                .contains("1-206-266-2992", "not verified", "https://www.amazon.co.jp/contact-us");
        dispute.isRejected(
                        () -> dispute.completes("Task_OpenSupportCase", with(SUPPORT_ANSWER, "OPENED")), "supportCase")
                .completes(
                        "Task_OpenSupportCase", with(SUPPORT_ANSWER, "OPENED").and(SUPPORT_CASE, "7001234"));
        says(dispute, "WITHDRAWN")
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND)
                .sent("glad-it-is-resolved", JAPANESE)
                .completes("Task_NoteCause", cause("MARKETPLACE"))
                .endsAs("End_ResolvedByAmazon")
                .hasRemedies();
        dispute.record()
                .reads(
                        "Case opened: Wrong item",
                        "Letter sent: settle-wrong-item/apology-photos (ja)",
                        "Amazon serves this order and bears what is given",
                        "Letter sent: settle-wrong-item/contact-amazon (ja)",
                        "The buyer wishes: REFUND",
                        "Letter sent: settle-wrong-item/refund-by-amazon (ja)",
                        "Item looked at: CONFIRMED",
                        "Seller Support asked: 7001234",
                        "Case closed: Resolved by Amazon");
    }

    /** 003-22: the case cannot end before his silence is on record, each reminder to the second */
    @Test
    void a_silent_buyer_is_reminded_twice(Desk desk) {
        var dispute = calmed(desk, wrongItem().fulfilledBy(Fulfilment.FBA))
                .completes("Task_AnswerBuyer", SEND)
                .waitsAt("Timer_NoAnswer");
        for (int reminder = 1; reminder <= 2; reminder++) {
            desk.passes(days(3).minus(seconds(1)));
            dispute.waitsAt("Timer_NoAnswer");
            desk.passes(seconds(1));
            dispute.waitsAt("Task_AnswerBuyer")
                    .completes("Task_AnswerBuyer", SEND)
                    .sent("has-amazon-helped", JAPANESE, "https://www.amazon.co.jp/contact-us");
        }
        desk.passes(days(3).minus(seconds(1)));
        dispute.waitsAt("Timer_NoAnswer").record().hasNo("No answer from the buyer");
        desk.passes(seconds(1));
        dispute.knows(RESPONSE, "BUYER_SILENT")
                .completes("Task_NoteCause", cause("MARKETPLACE"))
                .endsAs("End_GuidedToAmazon")
                .record()
                .reads(
                        "Reminder to the buyer: 1",
                        "Reminder to the buyer: 2",
                        "No answer from the buyer after reminders: 2");
    }

    /** 003-14, 003-15, 003-22: a day is promised, the right item is sent, the buyer says that all is well */
    @Test
    void the_buyer_wishes_the_right_item(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        var dispute = says(confirmed(desk, wrongItem()), "WANTS_EXCHANGE")
                .waitsAt("Task_SendHoldingReply", "Task_PromiseExchange")
                .completes("Task_PromiseExchange", leavesBy("2026-11-26"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("exchange-promised", JAPANESE, "2026年11月26日（木）")
                .completes("Task_ChooseRemedy", REPLACE)
                .completes("Task_SendReplacement", sent("5555-00000001", "2026-11-28"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("right-item-sent", JAPANESE, "5555-00000001");
        desk.carrier().sawDelivered("5555-00000001", desk.now(), "玄関");
        desk.passes(days(2));
        dispute.waitsAt("Task_AnswerBuyer").completes("Task_AnswerBuyer", SEND).sent("is-all-well", JAPANESE);
        says(dispute, "WITHDRAWN")
                .completes("Task_AnswerBuyer", SEND)
                .sent("glad-it-is-resolved", JAPANESE)
                .completes("Task_NoteCause", cause("PACKING"))
                .endsAs("End_Exchanged")
                .hasRemedies("REPLACEMENT SETTLED");
    }

    /** 003-16, 003-17: verified first, then back, then refunded */
    @Test
    void the_buyer_wishes_his_money_back(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        var dispute = says(confirmed(desk, wrongItem()), "WANTS_REFUND")
                .waitsAt("Task_AnswerBuyer", "Task_ReceiveGoods")
                .completes("Task_AnswerBuyer", SEND)
                .sent("please-return", JAPANESE, "ご返送")
                .completes("Task_ReceiveGoods", goods("ARRIVED"))
                .photographed()
                .completes("Task_CheckGoods", checked("AS_SENT", "RESTOCK"))
                .completes("Task_ChooseRemedy", REFUND)
                .completes("Task_IssueRefund", refunded("R-31", "2026-12-01"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("return-refunded", JAPANESE, "R-31");
        desk.passesUntil("2026-12-01T00:00", TOKYO);
        dispute.completes("Task_VerifyRefund", COMPLETE)
                .completes("Task_AnswerBuyer", SEND)
                .sent("is-all-well", JAPANESE);
        silent(desk, dispute, "all-well-reminder");
        dispute.completes("Task_NoteCause", cause("PACKING"))
                .endsAs("End_WrongItemRefunded")
                .hasRemedies("REFUND SETTLED");
    }

    /** A21, 003-18: thrown away, so nothing comes back, and a second person decides */
    @Test
    void what_was_thrown_away_is_refunded_without_return_by_two_persons(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        var dispute = says(confirmed(desk, wrongItem()), "DISCARDED")
                .waitsAt("Task_SendHoldingReply", "Task_CheckItem")
                .completes("Task_CheckItem", SHOWS_ANOTHER.and(ITEM_DISCARDED, true))
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy")
                .completes("Task_ChooseRemedy", REFUND)
                .waitsAt("Task_SendHoldingReply", "Task_ApproveRemedy")
                .completes("Task_ApproveRemedy", APPROVE)
                .completes("Task_IssueRefund", refunded("R-32", "2026-12-01"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("wrong-item-refunded", JAPANESE, "R-32", "ご返送は不要");
        desk.passesUntil("2026-12-01T00:00", TOKYO);
        dispute.completes("Task_VerifyRefund", COMPLETE).completes("Task_AnswerBuyer", SEND);
        says(dispute, "WITHDRAWN")
                .completes("Task_AnswerBuyer", SEND)
                .completes("Task_NoteCause", cause("PACKING"))
                .endsAs("End_RefundedWithoutReturn")
                .record()
                .reads("Item looked at: CONFIRMED", "Remedy decided: REFUND", "Task completed: Approve remedy");
    }

    /** 003-22: he found the right item himself */
    @Test
    void a_buyer_who_needs_nothing_ends_it(Desk desk) {
        desk.opens(wrongItem())
                .receives("buyer-withdrew")
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND)
                .sent("glad-it-is-resolved", JAPANESE)
                .waitsAt("Task_NoteCause")
                .receives("buyer-replied", with("buyerText", "ありがとうございます。"))
                .waitsAt("Task_ReadReply", "Task_SendHoldingReply", "Gw_Answered")
                .receives("no-response-needed", with("noResponseReason", "お礼の連絡のみ。"))
                .completes("Task_ReadReply", with("buyerAnswer", "WITHDRAWN"))
                .completes("Task_NoteCause", cause("BUYER"))
                .endsAs("End_WrongItemResolved");
    }

    /** 003-03, 003-22: no photos, however often he is asked */
    @Test
    void without_photos_the_silence_is_put_on_record(Desk desk) {
        var dispute = calmed(desk, wrongItem()).waitsAt("Timer_NoAnswer");
        silent(desk, dispute, "photos-reminder");
        dispute.completes("Task_NoteCause", cause("UNKNOWN"))
                .endsAs("End_BuyerSilent")
                .hasRemedies();
    }

    /** 003-17: he keeps it after all */
    @Test
    void what_does_not_come_back_is_not_refunded(Desk desk) {
        var dispute = says(confirmed(desk, wrongItem()), "WANTS_REFUND")
                .completes("Task_AnswerBuyer", SEND)
                .completes("Task_ReceiveGoods", goods("KEPT"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("goods-not-back", JAPANESE);
        silent(desk, dispute, "all-well-reminder");
        dispute.completes("Task_NoteCause", cause("BUYER"))
                .endsAs("End_ItemKept")
                .hasRemedies();
    }

    /** A7: from the claim on everything goes through it */
    @Test
    void a_claim_takes_over(Desk desk) {
        calmed(desk, wrongItem())
                .receives("a-to-z-filed")
                .knows(RESPONSE, "CLAIM_OPEN")
                .completes("Task_AnswerClaim", with("claimAnswer", "DEFENDED"))
                .receives("amazon-decided", with("claimDecision", "DENIED"))
                .completes("Task_NoteCause", cause("PACKING"))
                .endsAs("End_WrongItemClaimDecided");
    }

    /** 000-07, 003-22 */
    @Test
    void what_was_refunded_before_is_not_refunded_again(Desk desk) {
        var dispute = desk.opens(wrongItem())
                .completes("Task_AnswerBuyer", SEND)
                .completes("Task_CheckFacts", RIGHT_ADDRESS.and(PAYMENT_STATE, "REFUNDED"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("already-refunded", JAPANESE);
        silent(desk, dispute, "all-well-reminder");
        dispute.completes("Task_NoteCause", cause("UNKNOWN"))
                .endsAs("End_RefundedElsewhere")
                .hasRemedies();
    }

    /** 1.6-1: neither yes nor no; Amazon serves it, and the seller refunds once it is back, and not before */
    @Test
    void a_prime_order_of_the_seller_is_refunded_by_him_once_it_is_back(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        var dispute = calmed(desk, wrongItem().fulfilledBy(Fulfilment.SFP))
                .waitsAt("Task_AnswerBuyer", "Task_ReceiveGoods")
                .completes("Task_AnswerBuyer", SEND)
                .sent("amazon-arranges-return", JAPANESE, "https://www.amazon.co.jp/contact-us");
        dispute.operatorStartsBefore("settle-wrong-item", "Call_GiveRemedy");
        dispute.isRefused(() -> dispute.completes("Task_ChooseRemedy", REFUND), "refund-after-return");
        dispute.receives("return-received").photographed().completes("Task_CheckGoods", checked("AS_SENT", "RESTOCK"));
        assertThat(dispute.openTasks()).contains("Task_ChooseRemedy");
    }

    /** 1.6-1: what another shop sold is the seller's own service, whoever ships it */
    @Test
    void an_order_of_another_shop_is_served_by_the_seller(Desk desk) {
        confirmed(desk, wrongItem().fulfilledBy(Fulfilment.MCF)).knows(BUYER_WISH, "");
    }

    /** 1.6-1: shipped by the seller, served by Amazon */
    @Test
    void an_order_under_customer_service_by_amazon_is_guided_there(Desk desk) {
        var dispute = calmed(desk, wrongItem().fulfilledBy(Fulfilment.CSBA))
                .knows(RESPONSE, "GUIDE_TO_AMAZON")
                .operatorStartsBefore("settle-wrong-item", "Call_GiveRemedy");
        dispute.isRefused(() -> dispute.completes("Task_ChooseRemedy", REFUND), "refund-is-amazons");
    }

    /** 003-03, 003-16: fewer than two photos prove nothing; what shows the ordered item is told */
    @Test
    void photos_may_show_too_little_or_the_item_that_was_ordered(Desk desk) {
        var dispute =
                says(calmed(desk, wrongItem()), "SENDS_PHOTOS").waitsAt("Task_SendHoldingReply", "Task_CheckItem");
        dispute.isRejected(
                        () -> dispute.completes(
                                "Task_CheckItem",
                                with("itemAnswer", "CONFIRMED").and(PHOTOS_SEEN, "ONE")),
                        "photosSeen")
                .completes("Task_CheckItem", with("itemAnswer", "UNCLEAR").and(PHOTOS_SEEN, "NONE"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("photos-needed", JAPANESE)
                .hasPhotos(2);
        says(dispute, "OTHER")
                .waitsAt("Task_SendHoldingReply", "Task_CheckItem")
                .completes("Task_CheckItem", with("itemAnswer", "AS_ORDERED").and(PHOTOS_SEEN, "NONE"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("item-as-ordered", JAPANESE)
                .waitsAt("Timer_NoAnswer");
    }

    /** Reminded as often as the policy says, until the silence is on record. */
    static void silent(Desk desk, Dispute dispute, String reminder) {
        for (int n = 1; n <= 2; n++) {
            desk.passes(days(3));
            dispute.completes("Task_AnswerBuyer", SEND).sent(reminder, JAPANESE);
        }
        desk.passes(days(3));
        dispute.waitsAt("Task_NoteCause");
    }
}
