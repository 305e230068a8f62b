package org.disputedesk.process;

import static org.disputedesk.dispute.DisputeFacts.ADDRESS_CORRECT;
import static org.disputedesk.dispute.DisputeFacts.ADDRESS_FAULT;
import static org.disputedesk.dispute.DisputeFacts.BUYER_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_ELIGIBLE;
import static org.disputedesk.dispute.DisputeFacts.DAYS_PAST_LATEST_DELIVERY;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.PAYMENT_STATE;
import static org.disputedesk.dispute.DisputeFacts.REFUND_AMOUNT;
import static org.disputedesk.dispute.DisputeFacts.REMEDY;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_REFERENCE;
import static org.disputedesk.dispute.DisputeFacts.REPLY_ACTION;
import static org.disputedesk.dispute.DisputeFacts.SERVICE_OWNER;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.CHINESE;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Desk.days;
import static org.disputedesk.process.Desk.hours;
import static org.disputedesk.process.Desk.seconds;
import static org.disputedesk.process.Opening.orderNotReceived;

import org.disputedesk.dispute.Marketplace;
import org.disputedesk.orders.Order.Fulfilment;
import org.disputedesk.orders.Order.PaymentState;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.Test;

/** The room "Order not received" of the first source, from the buyer's first message to the end of the matter. */
@DeskSpec("order-not-received")
class OrderNotReceivedSpec {

    private static final Answers RIGHT_ADDRESS =
            with(ADDRESS_FAULT, "NONE").and(ADDRESS_CORRECT, true).and(PAYMENT_STATE, "PAID");
    private static final Answers SEND = with(REPLY_ACTION, "SEND");

    /** A1, 000-04, 000-06, 000-09, 000-11, 000-17 */
    @Test
    void a_delivered_parcel_is_first_looked_for_around_the_buyers_home(Desk desk) {
        desk.itIs("2026-11-21T18:00", TOKYO);
        var dispute = desk.opens(orderNotReceived().delivered("2026-11-20T14:05", "宅配ボックス"))
                .waitsAt("Task_SendHoldingReply", "Task_CheckFacts")
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_AnswerBuyer")
                .completes("Task_AnswerBuyer", SEND)
                .sent("please-check-around", JAPANESE, "2026年11月20日（金）14時05分", "宅配ボックス", "Yamato")
                .waitsAt("Gw_WaitForBuyer");

        dispute.receives("buyer-confirmed").endsAs("End_ParcelArrived");

        dispute.record()
                .reads(
                        "Case opened: Order not received",
                        "Buyer wrote",
                        "Reply to the buyer",
                        "Tracking status: DELIVERED (carrier)",
                        "Task completed: Compare address and payment",
                        "Decided: Choose response",
                        "Answer decided: please-check-around",
                        "Letter drafted: order-not-received/please-check-around (ja)",
                        "Task completed: Answer the buyer",
                        "Letter approved and handed to the outbox",
                        "Letter sent: order-not-received/please-check-around (ja)",
                        "Answer expected from the buyer",
                        "Event: buyer-confirmed",
                        "Case closed: Parcel arrived")
                .hasNo("Remedy");
    }

    /** 000-11, 002-24: seven days of the marketplace's calendar, to the second */
    @Test
    void a_buyer_who_stays_silent_for_seven_days_needs_nothing_more(Desk desk) {
        var dispute = answered(desk.opens(orderNotReceived().delivered("2026-11-23T10:00", "玄関")));

        desk.passes(days(7).minus(seconds(1)));
        dispute.waitsAt("Gw_WaitForBuyer");

        desk.passes(seconds(1));
        dispute.endsAs("End_BuyerSilent").record().reads("Timer: Buyer silent until the deadline", "Case closed");
    }

    /** A2, 000-04, 000-08: told to wait until the promised day, then everything is looked up again */
    @Test
    void a_parcel_that_is_in_time_is_waited_for_until_the_promised_day_is_over(Desk desk) {
        var opening = orderNotReceived().promisedUntil("2026-11-26");
        var dispute = answered(desk.opens(opening))
                .sent("please-wait", JAPANESE, "2026年11月26日（木）")
                .waitsAt("Gw_WaitForBuyer");

        desk.passesUntil("2026-11-26T23:59:58", TOKYO);
        dispute.waitsAt("Gw_WaitForBuyer").record().has("Tracking status", 1);

        desk.passes(seconds(1));
        dispute.waitsAt("Task_SendHoldingReply", "Task_CheckFacts")
                .replyIsDue("2026-11-27T23:59:59", TOKYO)
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy")
                .knows(DAYS_PAST_LATEST_DELIVERY, 1L)
                .record()
                .has("Tracking status", 2);
    }

    /** A2b, P9, 000-08, 000-12: from the third day on the buyer could claim, which the lead is told */
    @Test
    void three_days_late_means_a_remedy_and_a_possible_claim(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        var dispute = desk.opens(orderNotReceived().promisedUntil("2026-11-21"))
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy")
                .knows(DAYS_PAST_LATEST_DELIVERY, 3L)
                .knows(CLAIM_ELIGIBLE, true);

        dispute.completes("Task_ChooseRemedy", with(REMEDY, "REPLACEMENT"))
                .waitsAt("Task_SendHoldingReply", "Task_CarryOutRemedy")
                .isRejected(
                        () -> dispute.completes("Task_CarryOutRemedy", with(REMEDY_REFERENCE, " ")), "remedyReference")
                .completes("Task_CarryOutRemedy", with(REMEDY_REFERENCE, "5555-00000001"))
                .waitsAt("Task_AnswerBuyer")
                .completes("Task_AnswerBuyer", SEND)
                .sent("replacement-sent", JAPANESE, "5555-00000001")
                .waitsAt("Gw_WaitForBuyer")
                .record()
                .reads(
                        "Task completed: Choose remedy",
                        "Remedy decided: REPLACEMENT",
                        "Remedy carried out: REPLACEMENT, 5555-00000001",
                        "Decided: Choose remedy letter");
    }

    /** P9: two days late is a remedy as well, but no claim yet */
    @Test
    void two_days_late_means_a_remedy_without_a_claim(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        desk.opens(orderNotReceived().promisedUntil("2026-11-22"))
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy")
                .knows(DAYS_PAST_LATEST_DELIVERY, 2L)
                .knows(CLAIM_ELIGIBLE, false);
    }

    /** 000-14: the carrier looks for it; the buyer reads it in his own language */
    @Test
    void a_lost_parcel_can_be_asked_for_at_the_carrier(Desk desk) {
        remedied(
                        desk.opens(orderNotReceived()
                                .withParcel(DeliveryState.LOST)
                                .in("zh")),
                        with(REMEDY, "CARRIER_INQUIRY"),
                        with(REMEDY_REFERENCE, "INQ-77"))
                .sent("carrier-asked", CHINESE, "INQ-77")
                .waitsAt("Gw_WaitForBuyer");
    }

    /** 000-12: the replacement is looked up when the buyer stays silent */
    @Test
    void a_replacement_is_followed_until_it_arrives(Desk desk) {
        var dispute = remedied(
                desk.opens(orderNotReceived().withParcel(DeliveryState.LOST)),
                with(REMEDY, "REPLACEMENT"),
                with(REMEDY_REFERENCE, "5555-00000002"));
        desk.carrier().sees("5555-00000002", DeliveryState.IN_TRANSIT);

        dispute.receives("buyer-replied", with("buyerText", "いつ届きますか。"))
                .completes("Task_ReadReply", with(BUYER_ANSWER, "OTHER"))
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_AnswerBuyer")
                .completes("Task_AnswerBuyer", SEND)
                .sent("replacement-sent", JAPANESE, "5555-00000002")
                .waitsAt("Gw_WaitForBuyer")
                .record()
                .has("Remedy decided", 1);
    }

    /** A5, 000-07 */
    @Test
    void while_the_payment_is_pending_nothing_is_shipped_or_disputed(Desk desk) {
        var dispute = desk.opens(orderNotReceived().withPayment(PaymentState.PENDING))
                .completes("Task_CheckFacts", RIGHT_ADDRESS.and(PAYMENT_STATE, "PENDING"))
                .waitsAt("Task_AnswerBuyer")
                .completes("Task_AnswerBuyer", SEND)
                .sent("payment-pending", JAPANESE);

        dispute.endsAs("End_NothingToRemedy");
    }

    /** 000-07: what staff see in Seller Central counts */
    @Test
    void an_open_claim_goes_on_at_amazon(Desk desk) {
        desk.opens(orderNotReceived())
                .completes("Task_CheckFacts", RIGHT_ADDRESS.and(PAYMENT_STATE, "CLAIM_OPEN"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("claim-open", JAPANESE)
                .endsAs("End_NothingToRemedy");
    }

    /** 000-07 */
    @Test
    void an_order_that_was_refunded_gets_no_second_remedy(Desk desk) {
        desk.opens(orderNotReceived().withParcel(DeliveryState.LOST))
                .completes("Task_CheckFacts", RIGHT_ADDRESS.and(PAYMENT_STATE, "REFUNDED"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("already-refunded", JAPANESE)
                .endsAs("End_NothingToRemedy");
    }

    /** 003-04, 003-05: the help page, and no remedy of ours */
    @Test
    void the_buyer_of_an_fba_order_is_guided_to_amazon(Desk desk) {
        desk.opens(orderNotReceived().fulfilledBy(Fulfilment.FBA).withParcel(DeliveryState.LOST))
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_AnswerBuyer")
                .completes("Task_AnswerBuyer", SEND)
                .sent("contact-amazon", JAPANESE, "https://www.amazon.co.jp/contact-us")
                .endsAs("End_GuidedToAmazon");
    }

    /** A20, 003-07: by the form, past the form, and with the facts bent before */
    @Test
    void a_refund_of_an_fba_order_is_refused_on_every_route(Desk desk) {
        var dispute = desk.opens(orderNotReceived().fulfilledBy(Fulfilment.FBA).withParcel(DeliveryState.LOST));
        dispute.operatorSets("check-order", with(SERVICE_OWNER, "SELLER"))
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy")
                .isRefused(() -> dispute.completes("Task_ChooseRemedy", with(REMEDY, "REFUND")), "refund-is-amazons")
                .isRefused(() -> dispute.completesRaw("Task_ChooseRemedy", with(REMEDY, "REFUND")), "refund-is-amazons")
                .isRefused(
                        () -> dispute.operatorSets(
                                        "order-not-received",
                                        with(SERVICE_OWNER, "SELLER")
                                                .and(REMEDY, "REFUND")
                                                .and(PAYMENT_STATE, "PAID"))
                                .completesRaw("Task_ChooseRemedy", with(SERVICE_OWNER, "SELLER")),
                        "refund-is-amazons")
                .isRefused(
                        () -> dispute.completes("Task_ChooseRemedy", with(REMEDY, "REPLACEMENT")), "refund-is-amazons")
                .sentNothing()
                .record()
                .has("Refused by the guard", 4);
    }

    /** 000-13, 000-16: also when the first refund was another case's */
    @Test
    void a_second_refund_of_an_order_is_refused(Desk desk) {
        var first = orderNotReceived().withParcel(DeliveryState.LOST);
        var dispute = desk.opens(first);
        dispute.completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_ChooseRemedy", with(REMEDY, "REFUND"))
                .isRejected(
                        () -> dispute.completes(
                                "Task_CarryOutRemedy",
                                with(REMEDY_REFERENCE, "R-1").and(REFUND_AMOUNT, "3981")),
                        "refundAmount")
                .completes("Task_CarryOutRemedy", with(REMEDY_REFERENCE, "R-1").and(REFUND_AMOUNT, "3980"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("refund-issued", JAPANESE, "3,980");
        desk.passes(days(7));
        dispute.endsAs("End_BuyerSilent");

        var second = desk.opens(orderNotReceived().forOrder(first.orderId).withParcel(DeliveryState.LOST));
        second.completes("Task_CheckFacts", RIGHT_ADDRESS)
                .isRefused(() -> second.completes("Task_ChooseRemedy", with(REMEDY, "REFUND")), "one-remedy")
                .isRefused(() -> second.completes("Task_ChooseRemedy", with(REMEDY, "REPLACEMENT")), "one-remedy");
    }

    /** 000-05 */
    @Test
    void a_parcel_sent_to_a_wrong_address_needs_a_remedy(Desk desk) {
        desk.opens(orderNotReceived().delivered("2026-11-20T14:05", "玄関"))
                .completes(
                        "Task_CheckFacts",
                        with(ADDRESS_FAULT, "SELLER")
                                .and(ADDRESS_CORRECT, false)
                                .and(PAYMENT_STATE, "PAID")
                                .and("addressNote", "番地が違います"))
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy");
    }

    /** 000-11, 002-24: the clock of the new message starts before anybody has read it */
    @Test
    void a_buyer_who_still_misses_the_parcel_is_answered_again(Desk desk) {
        var dispute = answered(desk.opens(orderNotReceived().delivered("2026-11-23T10:00", "玄関")));
        desk.passes(days(2));

        dispute.receives("buyer-replied", with("buyerText", "近所にもありません。"))
                .waitsAt("Task_ReadReply")
                .replyIsDue("2026-11-27T09:00", TOKYO)
                .taskIsDue("Task_ReadReply", "2026-11-27T09:00", TOKYO);
        desk.passes(hours(12).minus(seconds(1)));
        dispute.hasPriority(50);
        desk.passes(seconds(1));
        dispute.hasPriority(90).record().reads("Timer: Reply still unread (12 h)", "Urgency raised to 90");

        dispute.completes("Task_ReadReply", with(BUYER_ANSWER, "STILL_MISSING"))
                .waitsAt("Task_SendHoldingReply", "Task_CheckFacts")
                .replyIsDue("2026-11-27T09:00", TOKYO)
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy")
                .completes("Task_ChooseRemedy", with(REMEDY, "REFUND"))
                .completes("Task_CarryOutRemedy", with(REMEDY_REFERENCE, "R-2").and(REFUND_AMOUNT, "3980"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("refund-issued", JAPANESE)
                .sentLetters(2);
        desk.passes(days(7));
        dispute.endsAs("End_BuyerSilent");
    }

    /** 000-11 */
    @Test
    void a_buyer_who_writes_that_it_arrived_ends_the_matter(Desk desk) {
        answered(desk.opens(orderNotReceived().delivered("2026-11-23T10:00", "玄関")))
                .receives("buyer-replied", with("buyerText", "ありました。"))
                .completes("Task_ReadReply", with(BUYER_ANSWER, "ARRIVED"))
                .endsAs("End_ParcelArrived");
    }

    /** 000-01: the start form of Tasklist, at a time the clock on the wall of the marketplace shows */
    @Test
    void a_case_opened_in_tasklist_counts_from_the_buyers_message(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        var opening = orderNotReceived().at(Marketplace.JP);
        desk.opensInTasklist(
                        opening,
                        with(MARKETPLACE, "JP")
                                .and(ORDER_ID, opening.orderId)
                                .and("messageReceivedAtLocal", "2026-11-23T20:00")
                                .and("buyerText", "届きません"))
                .waitsAt("Task_SendHoldingReply", "Task_CheckFacts")
                .replyIsDue("2026-11-24T20:00", TOKYO)
                .taskIsDue("Task_CheckFacts", "2026-11-24T20:00", TOKYO);
    }

    private static Dispute answered(Dispute dispute) {
        return dispute.completes("Task_CheckFacts", RIGHT_ADDRESS).completes("Task_AnswerBuyer", SEND);
    }

    private static Dispute remedied(Dispute dispute, Answers choice, Answers proof) {
        return dispute.completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_ChooseRemedy", choice)
                .completes("Task_CarryOutRemedy", proof)
                .completes("Task_AnswerBuyer", SEND);
    }
}
