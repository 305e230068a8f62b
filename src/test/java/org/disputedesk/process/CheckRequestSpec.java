package org.disputedesk.process;

import static org.disputedesk.dispute.DisputeFacts.DAYS_TO_SHIP_BY;
import static org.disputedesk.dispute.DisputeFacts.FULFILMENT;
import static org.disputedesk.dispute.DisputeFacts.ORDER_KNOWN;
import static org.disputedesk.dispute.DisputeFacts.ORDER_STATE;
import static org.disputedesk.dispute.DisputeFacts.PAYMENT_STATE;
import static org.disputedesk.dispute.DisputeFacts.REQUEST_SOURCE;
import static org.disputedesk.dispute.DisputeFacts.SHIP_BY_DATE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Opening.expediteRequest;

import org.junit.jupiter.api.Test;

/** The room "Check request": which order it is about. */
@DeskSpec("check-request")
class CheckRequestSpec {

    /** 002-01, 002-02 */
    @Test
    void an_order_in_the_book_needs_no_person(Desk desk) {
        desk.opens(expediteRequest())
                .knows(REQUEST_SOURCE, "ORDER_MESSAGE")
                .knows(ORDER_KNOWN, true)
                .waitsAt("Task_SendHoldingReply", "Task_CheckCapacity");
    }

    /** 002-01, 002-05: the day promised for the dispatch comes from staff where no report tells it */
    @Test
    void an_order_nobody_knows_is_entered_by_staff(Desk desk) {
        var dispute = desk.opens(expediteRequest().withoutOrderInTheBook())
                .waitsAt("Task_SendHoldingReply", "Task_EnterOrder");
        dispute.isRejected(
                        () -> dispute.completes(
                                "Task_EnterOrder",
                                with(ORDER_STATE, "UNSHIPPED").and(PAYMENT_STATE, "PAID")),
                        "fulfilment")
                .completes(
                        "Task_EnterOrder",
                        with(FULFILMENT, "FBM")
                                .and(ORDER_STATE, "UNSHIPPED")
                                .and(PAYMENT_STATE, "PAID")
                                .and(SHIP_BY_DATE, "2026-11-26"))
                .knows(DAYS_TO_SHIP_BY, 2L)
                .waitsAt("Task_SendHoldingReply", "Task_CheckCapacity");
    }

    /** 002-02 */
    @Test
    void a_question_before_buying_names_no_order(Desk desk) {
        desk.opens(expediteRequest().beforeBuying())
                .knows(REQUEST_SOURCE, "PRODUCT_QUESTION")
                .knows(ORDER_KNOWN, false)
                .waitsAt("Task_SendHoldingReply", "Task_CheckCapacity");
    }
}
