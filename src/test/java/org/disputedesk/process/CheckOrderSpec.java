package org.disputedesk.process;

import static org.disputedesk.dispute.DisputeFacts.CARRIER;
import static org.disputedesk.dispute.DisputeFacts.DELIVERED_AT_LOCAL;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_PROOF;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.FULFILMENT;
import static org.disputedesk.dispute.DisputeFacts.LATEST_DELIVERY_DATE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_STATE;
import static org.disputedesk.dispute.DisputeFacts.PAYMENT_STATE;
import static org.disputedesk.dispute.DisputeFacts.RESPONSE;
import static org.disputedesk.dispute.DisputeFacts.SERVICE_OWNER;
import static org.disputedesk.dispute.DisputeFacts.TRACKING_NUMBER;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;
import static org.disputedesk.process.Staff.cause;

import org.disputedesk.dispute.DisputeFacts;
import org.junit.jupiter.api.Test;

/** The room "Check order": the four checks, by machine where it can and by people otherwise. */
@DeskSpec("check-order")
class CheckOrderSpec {

    static final Answers TYPED_ORDER = with(FULFILMENT, "FBM")
            .and(ORDER_STATE, "SHIPPED")
            .and(PAYMENT_STATE, "PAID")
            .and(LATEST_DELIVERY_DATE, "2026-11-28");

    /** 000-04, 000-07: nobody has to type what is known */
    @Test
    void a_known_order_and_a_known_parcel_leave_only_the_address_to_compare(Desk desk) {
        desk.opens(orderNotReceived())
                .waitsAt("Task_SendHoldingReply", "Task_CheckFacts")
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .knows(SERVICE_OWNER, "SELLER")
                .knows(ORDER_STATE, "SHIPPED")
                .knows(DELIVERY_STATE, "IN_TRANSIT")
                .knows(RESPONSE, "WAIT");
    }

    /** 000-03, 000-04, 000-05, 000-06: with no interface and an empty order book, staff do all of it, and their words reach the buyer */
    @Test
    void with_nothing_connected_people_look_everything_up(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        var dispute = desk.opens(orderNotReceived().withoutOrderInTheBook().withoutTracking())
                .waitsAt("Task_SendHoldingReply", "Task_EnterOrder")
                .completes("Task_EnterOrder", TYPED_ORDER)
                .waitsAt("Task_SendHoldingReply", "Task_EnterTracking");

        Answers scan = with(CARRIER, "Yamato")
                .and(TRACKING_NUMBER, "4000-99990001")
                .and(LATEST_DELIVERY_DATE, "2026-11-28")
                .and(DELIVERY_STATE, "DELIVERED")
                .and(DELIVERED_AT_LOCAL, "2026-11-23T18:40")
                .and("deliveredPlace", "郵便受け")
                .and(DELIVERY_PROOF, "NONE");
        dispute.isRejected(
                        () -> dispute.completes("Task_EnterTracking", scan.and(DELIVERED_AT_LOCAL, "2026-11-25T18:40")),
                        "deliveredAtLocal")
                .isRejected(
                        () -> dispute.completes("Task_EnterTracking", scan.and("deliveredPlace", "")), "deliveredPlace")
                .isRejected(
                        () -> dispute.completes("Task_EnterTracking", scan.and(DELIVERY_STATE, "SOMEWHERE")),
                        "deliveryState")
                .completes("Task_EnterTracking", scan)
                .waitsAt("Task_SendHoldingReply", "Task_CheckFacts")
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_AnswerBuyer", with(DisputeFacts.REPLY_ACTION, "SEND"))
                .sent("please-check-around", JAPANESE, "2026年11月23日（月）18時40分", "郵便受け");
        dispute.record()
                .reads(
                        "Task completed: Enter order",
                        "Task completed: Enter tracking status",
                        "Tracking status: DELIVERED (staff)",
                        "Task completed: Compare address and payment");
    }

    /** 001-01, 001-06: what has not left has no parcel to look for and no label to compare */
    @Test
    void an_order_that_has_not_left_needs_the_order_alone(Desk desk) {
        desk.opens(orderNotReceived().unshipped())
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .knows(ORDER_STATE, "UNSHIPPED")
                .knows(RESPONSE, "WAIT")
                .completes("Task_AnswerBuyer", with(DisputeFacts.REPLY_ACTION, "SEND"))
                .sent("please-wait", JAPANESE);
    }

    /** 000-23: what staff entered is known in the next case of the order */
    @Test
    void an_order_that_staff_entered_is_in_the_order_book_from_then_on(Desk desk) {
        var opening = orderNotReceived().withoutOrderInTheBook();
        var dispute = desk.opens(opening);
        dispute.isRejected(
                        () -> dispute.completes("Task_EnterOrder", TYPED_ORDER.and(FULFILMENT, "PIGEON")), "fulfilment")
                .completes("Task_EnterOrder", TYPED_ORDER.and(TRACKING_NUMBER, opening.trackingNumber))
                .waitsAt("Task_SendHoldingReply", "Task_CheckFacts")
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_AnswerBuyer", with(DisputeFacts.REPLY_ACTION, "SEND"));
        dispute.receives("buyer-confirmed")
                .completes("Task_NoteCause", cause("CARRIER"))
                .endsAs("End_ParcelArrived");

        desk.opens(orderNotReceived().forOrder(opening.orderId).withoutOrderInTheBook())
                .waitsAt("Task_SendHoldingReply", "Task_CheckFacts");
    }
}
