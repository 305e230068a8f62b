package org.disputedesk.process;

import static org.disputedesk.dispute.DisputeFacts.EXCHANGE_LATE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Desk.days;
import static org.disputedesk.process.Desk.seconds;
import static org.disputedesk.process.Staff.REPLACE;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.leavesBy;
import static org.disputedesk.process.Staff.sent;
import static org.disputedesk.process.WrongItemSpec.calmed;
import static org.disputedesk.process.WrongItemSpec.confirmed;
import static org.disputedesk.process.WrongItemSpec.says;
import static org.disputedesk.process.WrongItemSpec.wrongItem;

import org.disputedesk.orders.Order.Fulfilment;
import org.junit.jupiter.api.Test;

/** The room "Exchange item": a day is promised before anything is sent, and kept, or told anew (003-14, 003-15). */
@DeskSpec("exchange-item")
class ExchangeItemSpec {

    private static Dispute wished(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        return says(confirmed(desk, wrongItem()), "WANTS_EXCHANGE")
                .waitsAt("Task_SendHoldingReply", "Task_PromiseExchange");
    }

    /** 003-15: mandatory, today or later, and not for ever */
    @Test
    void the_day_is_mandatory(Desk desk) {
        var dispute = wished(desk);
        for (String day : new String[] {" ", "2026-11-23", "2027-11-24"}) {
            dispute.isRejected(() -> dispute.completes("Task_PromiseExchange", leavesBy(day)), "exchangePromisedDate");
        }
        dispute.completes("Task_PromiseExchange", leavesBy("2026-11-24"))
                .record()
                .reads("Exchange promised for 2026-11-24");
    }

    /** 003-15: until the last second of the day; then a lead promises anew, as often as it takes */
    @Test
    void a_missed_day_is_told_with_a_new_one(Desk desk) {
        var dispute = wished(desk)
                .completes("Task_PromiseExchange", leavesBy("2026-11-26"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("exchange-promised", JAPANESE, "2026年11月26日（木）")
                .waitsAt("Task_ChooseRemedy")
                .completes("Task_ChooseRemedy", REPLACE)
                .waitsAt("Task_SendReplacement");
        desk.passesUntil("2026-11-26T23:59:59", TOKYO);
        dispute.waitsAt("Task_SendReplacement");
        desk.passes(seconds(1));
        dispute.waitsAt("Task_RescueExchange", "Task_SendReplacement")
                .completes("Task_RescueExchange", leavesBy("2026-11-28"))
                .knows(EXCHANGE_LATE, true)
                .completes("Task_AnswerBuyer", SEND)
                .sent("exchange-delayed", JAPANESE, "2026年11月28日（土）")
                .waitsAt("Task_SendReplacement", "Timer_NewDayOver");
        desk.passesUntil("2026-11-28T23:59:59", TOKYO);
        dispute.waitsAt("Task_SendReplacement", "Timer_NewDayOver");
        desk.passes(seconds(1));
        dispute.waitsAt("Task_RescueExchange", "Task_SendReplacement")
                .completes("Task_RescueExchange", leavesBy("2026-11-30"))
                .completes("Task_AnswerBuyer", SEND)
                .completes("Task_SendReplacement", sent("5555-00000031", "2026-12-03"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("right-item-sent", JAPANESE, "5555-00000031");
        desk.carrier().sawDelivered("5555-00000031", desk.now(), "玄関");
        desk.passesUntil("2026-12-01T00:00", TOKYO);
        dispute.record()
                .reads(
                        "Exchange promised for 2026-11-26",
                        "Exchange late, promised anew for 2026-11-28",
                        "Exchange late, promised anew for 2026-11-30");
        desk.passes(days(2));
        dispute.hasRemedies("REPLACEMENT SETTLED");
    }

    /** 003-14: a message before the choice does not make anybody promise twice */
    @Test
    void a_promise_is_not_asked_for_twice(Desk desk) {
        var dispute = wished(desk)
                .completes("Task_PromiseExchange", leavesBy("2026-11-26"))
                .completes("Task_AnswerBuyer", SEND)
                .waitsAt("Task_ChooseRemedy");
        says(dispute, "OTHER")
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy")
                .receives("no-response-needed", with("noResponseReason", "お礼の連絡のみ。"))
                .completes("Task_ChooseRemedy", REPLACE)
                .completes("Task_SendReplacement", sent("5555-00000032", "2026-11-28"))
                .completes("Task_AnswerBuyer", SEND);
        // it has left in time, so nobody is asked
        desk.passesUntil("2026-11-27T00:00", TOKYO);
        dispute.record().hasNo("Task opened: Rescue exchange");
    }

    /** 003-14, 003-16: who reaches the promise past the check promises nothing */
    @Test
    void what_cannot_be_sent_is_not_promised(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        isRefused(calmed(desk, wrongItem().fulfilledBy(Fulfilment.FBA)), "refund-is-amazons");
        isRefused(calmed(desk, wrongItem()), "wrong-item-verified");
    }

    private static void isRefused(Dispute dispute, String rule) {
        dispute.operatorStartsBefore("settle-wrong-item", "Call_ExchangeItem")
                .isRefused(() -> dispute.completes("Task_PromiseExchange", leavesBy("2026-11-26")), rule)
                .record()
                .hasNo("Exchange promised");
    }
}
