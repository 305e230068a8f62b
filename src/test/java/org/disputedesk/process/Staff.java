package org.disputedesk.process;

import static org.disputedesk.dispute.DisputeFacts.ADDRESS_CORRECT;
import static org.disputedesk.dispute.DisputeFacts.ADDRESS_FAULT;
import static org.disputedesk.dispute.DisputeFacts.APPROVAL;
import static org.disputedesk.dispute.DisputeFacts.CARRIER;
import static org.disputedesk.dispute.DisputeFacts.CARRIER_CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.CAUSE_CODE;
import static org.disputedesk.dispute.DisputeFacts.EXCHANGE_PROMISED_DATE;
import static org.disputedesk.dispute.DisputeFacts.EXPEDITE_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.FILING_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.FULFILMENT;
import static org.disputedesk.dispute.DisputeFacts.GOODS_CONDITION;
import static org.disputedesk.dispute.DisputeFacts.GOODS_DESTINATION;
import static org.disputedesk.dispute.DisputeFacts.IN_STOCK;
import static org.disputedesk.dispute.DisputeFacts.ITEM_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.LATEST_DELIVERY_DATE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_STATE;
import static org.disputedesk.dispute.DisputeFacts.PARCEL_STEP;
import static org.disputedesk.dispute.DisputeFacts.PAYMENT_STATE;
import static org.disputedesk.dispute.DisputeFacts.PHOTOS_SEEN;
import static org.disputedesk.dispute.DisputeFacts.REFUND_AMOUNT;
import static org.disputedesk.dispute.DisputeFacts.REFUND_COMPLETE;
import static org.disputedesk.dispute.DisputeFacts.REFUND_EXPECTED_DATE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_REFERENCE;
import static org.disputedesk.dispute.DisputeFacts.REPLY_ACTION;
import static org.disputedesk.dispute.DisputeFacts.RETURN_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.ROOM_TO_PACK;
import static org.disputedesk.dispute.DisputeFacts.SPEED_PAID;
import static org.disputedesk.dispute.DisputeFacts.SUPPORT_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.TRACKING_NUMBER;
import static org.disputedesk.process.Answers.with;

/** What staff enter again and again. */
final class Staff {

    static final Answers RIGHT_ADDRESS =
            with(ADDRESS_FAULT, "NONE").and(ADDRESS_CORRECT, true).and(PAYMENT_STATE, "PAID");
    static final Answers SEND = with(REPLY_ACTION, "SEND");
    static final Answers REFUND = with(REMEDY, "REFUND");
    static final Answers REPLACE = with(REMEDY, "REPLACEMENT");
    static final Answers ASK_CARRIER = with(REMEDY, "CARRIER_INQUIRY");
    static final Answers APPROVE = with(APPROVAL, "APPROVED");
    static final Answers SEND_BACK = with(APPROVAL, "SENT_BACK").and("approvalNote", "まず配送会社に確認してください。");
    static final Answers INQUIRY_OPEN = with(CARRIER_CASE_NUMBER, "INQ-77");
    static final Answers COMPLETE = with(REFUND_COMPLETE, true);
    static final Answers NOT_COMPLETE = with(REFUND_COMPLETE, false);

    /** Goods and hands are there; the order has not left. */
    static final Answers ROOM = with(ORDER_STATE, "UNSHIPPED")
            .and(IN_STOCK, true)
            .and(ROOM_TO_PACK, true)
            .and(SPEED_PAID, "STANDARD");

    static final Answers NO_STOCK = ROOM.and(IN_STOCK, false);

    /** The same for an item that nobody has ordered yet. */
    static final Answers ROOM_BEFORE_BUYING =
            with(FULFILMENT, "FBM").and(IN_STOCK, true).and(ROOM_TO_PACK, true);

    static final Answers PROMISE_SPEED = with(EXPEDITE_ANSWER, "ACCEPT");
    static final Answers DECLINE_SPEED = with(EXPEDITE_ANSWER, "DECLINE");
    static final Answers PASSED_ON = with("staffNote", "購入者の希望としてキャンセルしました。");

    static final Answers SHOWS_ANOTHER = itemChecked("CONFIRMED");
    static final Answers NO_SUPPORT = with(SUPPORT_ANSWER, "NOT_NEEDED");

    private Staff() {}

    /** What two photos show that are in Seller Central only. */
    static Answers itemChecked(String answer) {
        return with(ITEM_ANSWER, answer).and(PHOTOS_SEEN, "SEVERAL");
    }

    static Answers leavesBy(String day) {
        return with(EXCHANGE_PROMISED_DATE, day);
    }

    /** A parcel given to the carrier under this number. */
    static Answers handedOver(String trackingNumber) {
        return with(CARRIER, "Yamato").and(TRACKING_NUMBER, trackingNumber);
    }

    static Answers refunded(String number, String day) {
        return with(REMEDY_REFERENCE, number).and(REFUND_AMOUNT, "3980").and(REFUND_EXPECTED_DATE, day);
    }

    static Answers sent(String trackingNumber, String day) {
        return with(REMEDY_REFERENCE, trackingNumber).and(CARRIER, "Yamato").and(LATEST_DELIVERY_DATE, day);
    }

    /** What becomes of the request at Amazon and of the parcel meanwhile. */
    static Answers filed(String answer, String parcel) {
        return with(FILING_ANSWER, answer).and(PARCEL_STEP, parcel);
    }

    static Answers goods(String answer) {
        return with(RETURN_ANSWER, answer);
    }

    static Answers checked(String condition, String destination) {
        return with(GOODS_CONDITION, condition).and(GOODS_DESTINATION, destination);
    }

    /** The refund of a cancellation is chosen, issued, and told to the buyer. */
    static Dispute refundsAs(String letter, Dispute dispute, String number, String day) {
        return dispute.completes("Task_ChooseRemedy", REFUND)
                .completes("Task_IssueRefund", refunded(number, day))
                .completes("Task_AnswerBuyer", SEND)
                .sent(letter, Desk.JAPANESE, number);
    }

    /** The facts are as they should be, and the answer leaves. */
    static Dispute answers(Dispute dispute) {
        return dispute.completes("Task_CheckFacts", RIGHT_ADDRESS).completes("Task_AnswerBuyer", SEND);
    }

    static Answers cause(String code) {
        return with(CAUSE_CODE, code);
    }

    /** The facts are as they should be; what follows is decided by the table. */
    static Dispute checks(Dispute dispute) {
        return dispute.completes("Task_CheckFacts", RIGHT_ADDRESS);
    }

    /** The refund is decided, issued and told to the buyer, who can expect it on this day. */
    static Dispute refunds(Dispute dispute, String number, String day) {
        return dispute.completes("Task_ChooseRemedy", REFUND)
                .completes("Task_IssueRefund", refunded(number, day))
                .completes("Task_AnswerBuyer", SEND)
                .sent("refund-issued", Desk.JAPANESE, number);
    }

    /** The goods are sent again and the buyer is told. */
    static Dispute replaces(Dispute dispute, String trackingNumber, String day) {
        return dispute.completes("Task_ChooseRemedy", REPLACE)
                .completes("Task_SendReplacement", sent(trackingNumber, day))
                .completes("Task_AnswerBuyer", SEND)
                .sent("replacement-sent", Desk.JAPANESE, trackingNumber);
    }

    /** The carrier is asked and the buyer is told. */
    static Dispute asksCarrier(Dispute dispute) {
        return dispute.completes("Task_ChooseRemedy", ASK_CARRIER)
                .completes("Task_OpenInquiry", INQUIRY_OPEN)
                .completes("Task_AnswerBuyer", SEND)
                .sent("carrier-asked", Desk.JAPANESE, "INQ-77");
    }
}
