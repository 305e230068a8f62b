package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.dispute.DisputeFacts.CANCELLATION_DECISION;
import static org.disputedesk.dispute.DisputeFacts.CANCELLATION_REFERENCE;
import static org.disputedesk.dispute.DisputeFacts.CANCELLATION_STATE;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.PARCEL_ADVICE;
import static org.disputedesk.dispute.DisputeFacts.PARCEL_STEP;
import static org.disputedesk.dispute.DisputeFacts.RESPONSE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.days;
import static org.disputedesk.process.Desk.minutes;
import static org.disputedesk.process.Desk.seconds;
import static org.disputedesk.process.PostShipmentCancellationSpec.cancellation;
import static org.disputedesk.process.PostShipmentCancellationSpec.filedAndTold;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.checks;
import static org.disputedesk.process.Staff.filed;

import java.util.Locale;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.Test;

/** The room "File cancellation": filed step by step, reminded, escalated, and decided by Amazon. */
@DeskSpec("file-cancellation")
class FileCancellationSpec {

    /** 001-03, 001-09: entered by hand, with the number of the request */
    @Test
    void amazons_decision_can_be_entered_by_hand(Desk desk) {
        var dispute = checks(desk.opens(cancellation()));
        dispute.isRejected(
                        () -> dispute.completes("Task_FileCancellation", with(PARCEL_STEP, "LET_ARRIVE")),
                        "filingAnswer")
                .isRejected(
                        () -> dispute.completesRaw("Task_FileCancellation", with("staffNote", "done")), "filingAnswer");
        assertThat(dispute.form("Task_FileCancellation", "sellerCentralLink"))
                .isEqualTo("https://sellercentral.amazon.co.jp/orders-v3/order/" + dispute.orderId());
        dispute.completes("Task_FileCancellation", filed("FILED", "INTERCEPT").and(CANCELLATION_REFERENCE, "CR-77"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("cancellation-filed", JAPANESE, "数日かかることがあります")
                .hasDeadlines("inr.claim-opens", "cancel.decision");
        assertThat(dispute.form("Task_EnterDecision", "caseFacts", Locale.JAPANESE))
                .contains("Amazonが確認中", "CR-77");
        dispute.isRejected(
                        () -> dispute.completesRaw("Task_EnterDecision", with("staffNote", "?")),
                        "cancellationDecision")
                .completes("Task_EnterDecision", with(CANCELLATION_DECISION, "APPROVED"))
                .knows(CANCELLATION_STATE, "APPROVED")
                .hasDeadlines("inr.claim-opens")
                .waitsAt("Task_ChooseRemedy")
                .record()
                .reads(
                        "Cancellation filed at Amazon",
                        "Task completed: Enter cancellation decision",
                        "Cancellation decided: APPROVED");
    }

    /** P17, 1.6-7: at Amazon the usual way today */
    @Test
    void where_amazon_offers_no_cancellation_the_goods_are_asked_back(Desk desk) {
        checks(desk.opens(cancellation()))
                .completes("Task_FileCancellation", filed("NOT_OFFERED", "ASK_TO_REFUSE"))
                .waitsAt("Task_AnswerBuyer", "Task_ReceiveGoods")
                .knows(RESPONSE, "RETURN_GOODS")
                .completes("Task_AnswerBuyer", SEND)
                .sent("on-its-way", JAPANESE, "出荷済みのご注文はAmazonの仕組み上")
                .record()
                .reads("Amazon offers no cancellation for this order")
                .hasNo("Cancellation filed");
    }

    /** 001-07: three days to the second, then the task is urgent */
    @Test
    void amazon_is_asked_again_after_three_days(Desk desk) {
        var dispute = filedAndTold(desk, cancellation(), "LET_ARRIVE");
        desk.passes(days(3).minus(seconds(1)));
        dispute.waitsAt("Task_EnterDecision").hasPriority(50);
        desk.passes(seconds(1));
        dispute.waitsAt("Task_EnterDecision")
                .hasPriority(75)
                .record()
                .reads("Timer: Ask Amazon again (3 days)", "Urgency raised to 75");
    }

    /** A13, 001-07, 001-12: seven days to the second, then a lead; the task closes with the decision */
    @Test
    void a_lead_takes_over_after_seven_days_of_silence(Desk desk) {
        var dispute = filedAndTold(desk, cancellation(), "LET_ARRIVE");
        desk.passes(days(7).minus(seconds(1)));
        dispute.waitsAt("Task_EnterDecision");
        desk.passes(seconds(1));
        dispute.waitsAt("Task_EnterDecision", "Task_TakeOverSilence")
                .isRejected(() -> dispute.completes("Task_TakeOverSilence", Answers.NONE), "staffNote")
                .completes("Task_TakeOverSilence", with("staffNote", "Asked under case 5511."))
                .waitsAt("Task_EnterDecision")
                .receives("amazon-decided", with(CANCELLATION_DECISION, "REJECTED"))
                .waitsAt("Task_AnswerBuyer", "Task_ReceiveGoods");
    }

    /** 001-07: the decision ends the escalation that nobody has taken up */
    @Test
    void a_decision_closes_what_is_open(Desk desk) {
        var dispute = filedAndTold(desk, cancellation(), "LET_ARRIVE");
        desk.passes(days(7));
        dispute.waitsAt("Task_EnterDecision", "Task_TakeOverSilence")
                .completes("Task_EnterDecision", with(CANCELLATION_DECISION, "APPROVED"))
                .waitsAt("Task_ChooseRemedy");
    }

    /** 001-16: who asks meanwhile is answered; nothing starts anew and no reminder comes twice */
    @Test
    void a_buyer_who_asks_meanwhile_is_told_that_amazon_decides(Desk desk) {
        var dispute = filedAndTold(desk, cancellation(), "LET_ARRIVE");
        desk.passes(days(4));
        dispute.receives("buyer-replied", with("buyerText", "キャンセルはどうなりましたか。"))
                .completes("Task_ReadReply", with("buyerAnswer", "OTHER"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("cancellation-pending", JAPANESE)
                .waitsAt("Task_EnterDecision")
                .record()
                .has("Cancellation filed at Amazon", 1)
                .has("Timer: Ask Amazon again (3 days)", 1);
    }

    /** 001-02: the filing of an order that was delivered a moment ago is refused, also past the form */
    @Test
    void a_delivered_order_is_never_filed(Desk desk) {
        var dispute = checks(desk.opens(cancellation()));
        desk.engine
                .getRuntimeService()
                .setVariable(dispute.room("file-cancellation"), DELIVERY_STATE.name(), "DELIVERED");
        dispute.isRefused(
                () -> dispute.completesRaw("Task_FileCancellation", filed("FILED", "LET_ARRIVE")),
                "delivered-is-returned");
    }

    /** 001-04: an event has to say what was decided, of what is waited for, and not before it was filed */
    @Test
    void an_event_that_decides_nothing_is_refused(Desk desk) {
        var dispute = filedAndTold(desk, cancellation(), "LET_ARRIVE");
        desk.passes(minutes(5));
        dispute.isRejected(() -> dispute.receives("amazon-decided"), "facts.cancellationDecision")
                .isRejected(
                        () -> dispute.receives("amazon-decided", with("claimDecision", "GRANTED")),
                        "facts.claimDecision")
                .isRejected(
                        () -> dispute.receives(
                                "amazon-decided",
                                desk.now().minusSeconds(3600),
                                with(CANCELLATION_DECISION, "APPROVED")),
                        "occurredAt")
                .waitsAt("Task_EnterDecision");
    }

    /** 001-15: by what the way back costs */
    @Test
    void what_becomes_of_the_parcel_is_recommended_by_cost(Desk desk) {
        checks(desk.opens(cancellation().worth("600"))).knows(PARCEL_ADVICE, "LET_ARRIVE");
        checks(desk.opens(cancellation().worth("3980"))).knows(PARCEL_ADVICE, "ASK_TO_REFUSE");
        checks(desk.opens(cancellation().worth("9800"))).knows(PARCEL_ADVICE, "INTERCEPT");
        checks(desk.opens(cancellation().worth("600").withParcel(DeliveryState.INFO_RECEIVED)))
                .knows(PARCEL_ADVICE, "INTERCEPT");
        var dear = checks(desk.opens(cancellation().worth("9800").withParcel(DeliveryState.OUT_FOR_DELIVERY)))
                .knows(PARCEL_ADVICE, "ASK_TO_REFUSE");
        assertThat(dear.form("Task_FileCancellation", "parcelAdviceText", Locale.JAPANESE))
                .isEqualTo("購入者が受取拒否");
        checks(desk.opens(cancellation().ofUnknownWorth())).knows(PARCEL_ADVICE, "ASK_TO_REFUSE");
    }

    /** 001-03: news that changes nothing at Amazon leads back to the request that was filed */
    @Test
    void what_was_filed_is_not_filed_again(Desk desk) {
        var dispute = filedAndTold(desk, cancellation(), "LET_ARRIVE");
        desk.passes(days(1));
        dispute.receives("tracking-changed", with(DELIVERY_STATE, "CANCELLED"))
                .waitsAt("Task_EnterDecision")
                .sentLetters(1)
                .record()
                .has("Cancellation filed at Amazon", 1);
    }
}
