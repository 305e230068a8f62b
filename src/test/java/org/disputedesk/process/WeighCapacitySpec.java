package org.disputedesk.process;

import static org.disputedesk.dispute.DisputeFacts.CLOSED_DATES;
import static org.disputedesk.dispute.DisputeFacts.DAYS_EARLIER;
import static org.disputedesk.dispute.DisputeFacts.EXPEDITE_ADVICE;
import static org.disputedesk.dispute.DisputeFacts.EXPEDITE_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.EXPEDITE_STATE;
import static org.disputedesk.dispute.DisputeFacts.FULFILMENT;
import static org.disputedesk.dispute.DisputeFacts.NEXT_DISPATCH_DATE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_STATE;
import static org.disputedesk.dispute.DisputeFacts.ROOM_TO_PACK;
import static org.disputedesk.dispute.DisputeFacts.SPEED_PAID;
import static org.disputedesk.dispute.DisputeFacts.USUAL_DISPATCH_DATE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Opening.expediteRequest;
import static org.disputedesk.process.Staff.DECLINE_SPEED;
import static org.disputedesk.process.Staff.NO_STOCK;
import static org.disputedesk.process.Staff.PROMISE_SPEED;
import static org.disputedesk.process.Staff.ROOM;
import static org.disputedesk.process.Staff.ROOM_BEFORE_BUYING;

import org.junit.jupiter.api.Test;

/** The room "Weigh capacity": one rule for everybody, and the shop may still say no. */
@DeskSpec("weigh-capacity")
class WeighCapacitySpec {

    private static final String WEEKDAYS = "Mon-Fri 9:00-18:00";

    /** 002-05, 002-07: before the cut-off on a Tuesday, a day sooner than usual */
    @Test
    void where_there_is_room_the_shop_decides(Desk desk) {
        desk.shopShips(WEEKDAYS, 1);
        var dispute = desk.opens(expediteRequest())
                .knows(NEXT_DISPATCH_DATE, "2026-11-24")
                .knows(USUAL_DISPATCH_DATE, "2026-11-25")
                .completes("Task_CheckCapacity", ROOM)
                .waitsAt("Task_SendHoldingReply", "Task_DecideRequest")
                .knows(EXPEDITE_ADVICE, "POSSIBLE")
                .knows(DAYS_EARLIER, 1L);
        dispute.asksAnew("Task_DecideRequest", "expediteAnswer")
                .completes("Task_DecideRequest", PROMISE_SPEED)
                .knows(EXPEDITE_STATE, "ACCEPTED")
                .record()
                .reads(
                        "Dispatch possible on 2026-11-24, usual on 2026-11-25",
                        "Task completed: Check capacity",
                        "Decided: Weigh capacity",
                        "Task completed: Decide on request",
                        "Faster shipping promised for 2026-11-24");
    }

    /** 002-04, 002-22: nothing obliges the shop */
    @Test
    void a_wish_that_could_be_met_may_be_declined(Desk desk) {
        desk.shopShips(WEEKDAYS, 1);
        desk.opens(expediteRequest())
                .completes("Task_CheckCapacity", ROOM)
                .completes("Task_DecideRequest", DECLINE_SPEED)
                .knows(EXPEDITE_STATE, "DECLINED")
                .record()
                .reads("Faster shipping declined: POSSIBLE");
    }

    /** 002-05: the cut-off passes while the task lies there, to the second */
    @Test
    void the_days_are_worked_out_anew_when_staff_have_answered(Desk desk) {
        desk.shopShips(WEEKDAYS, 1);
        var intime = desk.opens(expediteRequest());
        var late = desk.opens(expediteRequest());
        desk.passesUntil("2026-11-24T14:59:59", TOKYO);
        intime.completes("Task_CheckCapacity", ROOM).knows(NEXT_DISPATCH_DATE, "2026-11-24");
        desk.passesUntil("2026-11-24T15:00:00", TOKYO);
        late.completes("Task_CheckCapacity", ROOM)
                .knows(NEXT_DISPATCH_DATE, "2026-11-25")
                .knows(EXPEDITE_ADVICE, "ALREADY_FASTEST")
                .knows(EXPEDITE_STATE, "DECLINED");
        // and a promise is never given for a carrier that has left
        intime.completes("Task_DecideRequest", PROMISE_SPEED)
                .knows(NEXT_DISPATCH_DATE, "2026-11-25")
                .record()
                .reads("Faster shipping promised for 2026-11-25");
    }

    /** 002-05, 002-08: no stock, nobody to pack it, as fast as possible */
    @Test
    void where_there_is_no_room_nobody_is_asked_to_promise_anything(Desk desk) {
        desk.shopShips(WEEKDAYS, 1);
        desk.opens(expediteRequest())
                .completes("Task_CheckCapacity", NO_STOCK)
                .knows(EXPEDITE_ADVICE, "NO_STOCK")
                .waitsAt("Task_AnswerBuyer", "Gw_Answered");
        desk.opens(expediteRequest())
                .completes("Task_CheckCapacity", ROOM.and(ROOM_TO_PACK, false))
                .knows(EXPEDITE_ADVICE, "NO_ROOM")
                .waitsAt("Task_AnswerBuyer", "Gw_Answered");
        desk.shopShips(WEEKDAYS, 0);
        desk.opens(expediteRequest())
                .completes("Task_CheckCapacity", ROOM)
                .knows(EXPEDITE_ADVICE, "ALREADY_FASTEST")
                .waitsAt("Task_AnswerBuyer", "Gw_Answered");
    }

    /** 002-05: what was paid for, and what was promised, come before who is there to pack it */
    @Test
    void a_buyer_who_paid_for_speed_and_an_order_that_is_due_go_first(Desk desk) {
        desk.shopShips(WEEKDAYS, 2);
        desk.opens(expediteRequest().withService("Expedited"))
                .completes("Task_CheckCapacity", ROOM.and(ROOM_TO_PACK, false).and(SPEED_PAID, "STANDARD"))
                // the order book knows better than what was chosen
                .knows(SPEED_PAID, "FASTER")
                .knows(EXPEDITE_ADVICE, "PAID_FOR_SPEED")
                .waitsAt("Task_SendHoldingReply", "Task_DecideRequest");
        desk.opens(expediteRequest().shippedBy("2026-11-24"))
                .completes("Task_CheckCapacity", ROOM.and(ROOM_TO_PACK, false))
                .knows(DAYS_EARLIER, 0L)
                .knows(EXPEDITE_ADVICE, "DUE_ANYWAY");
    }

    /** 002-18, 002-19: Saturday evening, closed on Sunday and on Monday, a holiday */
    @Test
    void closed_days_are_named_one_by_one(Desk desk) {
        desk.itIs("2026-11-21T18:00", TOKYO);
        desk.shopShips("Mon-Sat 10:00-17:00", 0);
        desk.opens(expediteRequest())
                .completes("Task_CheckCapacity", ROOM)
                .knows(EXPEDITE_ADVICE, "CLOSED_DAYS")
                .knows(CLOSED_DATES, "2026-11-22,2026-11-23")
                .knows(NEXT_DISPATCH_DATE, "2026-11-24")
                .waitsAt("Task_AnswerBuyer", "Gw_Answered");
    }

    /** 002-01, 002-17: what has left, or is Amazon's, is not weighed */
    @Test
    void what_cannot_be_sped_up_is_not_decided(Desk desk) {
        desk.opens(expediteRequest())
                .completes("Task_CheckCapacity", ROOM.and(ORDER_STATE, "SHIPPED"))
                .knows(EXPEDITE_ADVICE, "NOTHING_TO_WEIGH")
                .knows(EXPEDITE_STATE, "")
                .waitsAt("Task_AnswerBuyer", "Gw_Answered");
        desk.opens(expediteRequest().beforeBuying())
                .completes("Task_CheckCapacity", ROOM_BEFORE_BUYING.and(FULFILMENT, "FBA"))
                .knows(EXPEDITE_ADVICE, "NOTHING_TO_WEIGH")
                .waitsAt("Task_AnswerBuyer", "Gw_Answered");
    }

    /** 002-08: the rule is held by the desk and not by the way to the task */
    @Test
    void nobody_promises_what_the_table_found_no_room_for(Desk desk) {
        desk.shopShips(WEEKDAYS, 1);
        var dispute = desk.opens(expediteRequest())
                .completes("Task_CheckCapacity", ROOM)
                .operatorSets("weigh-capacity", with(EXPEDITE_ADVICE, "NO_ROOM").and(EXPEDITE_ANSWER, "ACCEPT"));
        dispute.isRefused(() -> dispute.completes("Task_DecideRequest", PROMISE_SPEED), "expedite-needs-room");
        dispute.waitsAt("Task_SendHoldingReply", "Task_DecideRequest").knows(EXPEDITE_STATE, "");
    }
}
