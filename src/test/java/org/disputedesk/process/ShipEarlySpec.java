package org.disputedesk.process;

import static org.disputedesk.dispute.DisputeFacts.CARRIER;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.EXPEDITE_COST;
import static org.disputedesk.dispute.DisputeFacts.EXPEDITE_STATE;
import static org.disputedesk.dispute.DisputeFacts.NEXT_DISPATCH_DATE;
import static org.disputedesk.dispute.DisputeFacts.STILL_SHIPS;
import static org.disputedesk.dispute.DisputeFacts.TRACKING_NUMBER;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Desk.days;
import static org.disputedesk.process.Desk.seconds;
import static org.disputedesk.process.Opening.expediteRequest;
import static org.disputedesk.process.Staff.PROMISE_SPEED;
import static org.disputedesk.process.Staff.ROOM;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.handedOver;

import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.Test;

/** The room "Ship early": a promise is kept, with a number, or given up honestly. */
@DeskSpec("ship-early")
class ShipEarlySpec {

    private static final String WEEKDAYS = "Mon-Fri 9:00-18:00";

    private static Dispute promised(Desk desk) {
        desk.shopShips(WEEKDAYS, 1);
        return desk.opens(expediteRequest())
                .completes("Task_CheckCapacity", ROOM)
                .completes("Task_DecideRequest", PROMISE_SPEED);
    }

    /** 002-10: without a number nobody can follow the parcel */
    @Test
    void a_tracking_number_is_mandatory(Desk desk) {
        var dispute = promised(desk).waitsAt("Task_AnswerBuyer", "Task_ShipEarly");
        dispute.isRejected(() -> dispute.completes("Task_ShipEarly", with(CARRIER, "Yamato")), "trackingNumber");
        dispute.isRejected(() -> dispute.completes("Task_ShipEarly", handedOver("   ")), "trackingNumber");
        dispute.isRejected(
                () -> dispute.completes(
                        "Task_ShipEarly", handedOver("4000-00000077").and(EXPEDITE_COST, "12.5")),
                "expediteCost");
        dispute.completes("Task_ShipEarly", handedOver("4000-00000077"))
                .knows(EXPEDITE_STATE, "SHIPPED")
                .record()
                .reads("Shipped early: Yamato, 4000-00000077");
    }

    /** 002-10, 1.6-4: the number goes into the answer that has not left; unasked it is not told, since Amazon tells it */
    @Test
    void the_number_is_told_as_an_answer_only(Desk desk) {
        promised(desk)
                .completes("Task_ShipEarly", handedOver("4000-00000078"))
                .waitsAt("Task_AnswerBuyer", "Timer_LookAgain")
                .completes("Task_AnswerBuyer", SEND)
                .sent("shipped-early", JAPANESE, "4000-00000078", "Yamato");

        promised(desk)
                .completes("Task_AnswerBuyer", SEND)
                .sent("will-ship-early", JAPANESE, "2026年11月24日（火）")
                .completes("Task_ShipEarly", handedOver("4000-00000079"))
                .waitsAt("Timer_LookAgain")
                .sentLetters(1)
                .receives("buyer-replied", with("buyerText", "もう発送されましたか？"))
                .completes("Task_ReadReply", with("buyerAnswer", "OTHER"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("shipped-early", JAPANESE, "4000-00000079")
                .sentLetters(2);
    }

    /** 002-07, 002-19: two hours before the cut-off the task moves up, at the cut-off a lead is asked; each to the second */
    @Test
    void a_promise_that_is_about_to_be_missed_moves_up_and_a_new_day_is_told(Desk desk) {
        var dispute = promised(desk).completes("Task_AnswerBuyer", SEND).waitsAt("Task_ShipEarly");
        dispute.taskIsDue("Task_ShipEarly", "2026-11-24T15:00", TOKYO);
        desk.passesUntil("2026-11-24T12:59:59", TOKYO);
        dispute.hasPriority(50);
        desk.passes(seconds(1));
        dispute.hasPriority(90).waitsAt("Task_ShipEarly");
        desk.passesUntil("2026-11-24T14:59:59", TOKYO);
        dispute.waitsAt("Task_ShipEarly");
        desk.passes(seconds(1));
        dispute.waitsAt("Task_RescueDispatch")
                .completes("Task_RescueDispatch", with(STILL_SHIPS, true).and("staffNote", "明日の便で出します。"))
                .waitsAt("Task_AnswerBuyer", "Task_ShipEarly")
                .knows(NEXT_DISPATCH_DATE, "2026-11-25")
                .taskIsDue("Task_ShipEarly", "2026-11-25T15:00", TOKYO)
                .completes("Task_AnswerBuyer", SEND)
                .sent("dispatch-delayed", JAPANESE, "2026年11月25日（水）")
                .completes("Task_ShipEarly", handedOver("4000-00000080"))
                .waitsAt("Timer_LookAgain")
                .record()
                .reads("Promised dispatch missed, it leaves on 2026-11-25", "Shipped early: Yamato");
    }

    /** 002-03, 002-20: the buyer is told although he does not ask */
    @Test
    void a_promise_that_cannot_be_kept_is_told_honestly(Desk desk) {
        var dispute = promised(desk).completes("Task_AnswerBuyer", SEND);
        desk.passesUntil("2026-11-24T15:00:00", TOKYO);
        dispute.completes("Task_RescueDispatch", with(STILL_SHIPS, false).and("staffNote", "商品に傷がありました。"))
                .knows(EXPEDITE_STATE, "MISSED")
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND)
                .sent("promise-missed", JAPANESE, "2026年11月24日（火）")
                .waitsAt("Gw_Wait")
                .record()
                .reads(
                        "Timer: Cut-off missed",
                        "Task completed: Rescue promised dispatch",
                        "Promised dispatch given up: 2026-11-24");
    }

    /** 002-11: once a day, a second before not yet, until it is there */
    @Test
    void the_parcel_is_followed_until_it_is_delivered(Desk desk) {
        var dispute = promised(desk)
                .completes("Task_AnswerBuyer", SEND)
                .completes("Task_ShipEarly", handedOver("4000-00000081").and(EXPEDITE_COST, "500"))
                .waitsAt("Timer_LookAgain");
        desk.carrier().sees("4000-00000081", DeliveryState.IN_TRANSIT);
        desk.passes(days(1).minus(seconds(1)));
        dispute.knows(DELIVERY_STATE, "INFO_RECEIVED");
        desk.passes(seconds(1));
        dispute.knows(DELIVERY_STATE, "IN_TRANSIT").waitsAt("Timer_LookAgain");
        desk.carrier().sawDelivered("4000-00000081", desk.now(), "玄関");
        desk.passes(days(1));
        dispute.endsAs("End_ArrivedEarly").sentLetters(1);
    }

    /** 002-11: the carrier reports it before anybody looks */
    @Test
    void what_the_carrier_reports_is_taken_at_once(Desk desk) {
        promised(desk)
                .completes("Task_AnswerBuyer", SEND)
                .completes("Task_ShipEarly", handedOver("4000-00000082"))
                .receives(
                        "tracking-changed",
                        with(DELIVERY_STATE, "OUT_FOR_DELIVERY").and(TRACKING_NUMBER, "4000-00000082"))
                .waitsAt("Timer_LookAgain")
                .receives("tracking-changed", with(DELIVERY_STATE, "LOST").and(TRACKING_NUMBER, "4000-00000082"))
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND)
                .sent("parcel-astray", JAPANESE, "4000-00000082")
                .endsAs("End_ParcelAstray");
    }
}
