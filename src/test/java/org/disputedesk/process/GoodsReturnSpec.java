package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.LOSS_AMOUNT;
import static org.disputedesk.dispute.DisputeFacts.RETURN_RECEIVED_DATE;
import static org.disputedesk.dispute.DisputeFacts.RETURN_STATE;
import static org.disputedesk.dispute.DisputeFacts.RETURN_TRACKING_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.WITHOUT_GOODS;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.LOS_ANGELES;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Desk.days;
import static org.disputedesk.process.Desk.seconds;
import static org.disputedesk.process.PostShipmentCancellationSpec.cancellation;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.checked;
import static org.disputedesk.process.Staff.checks;
import static org.disputedesk.process.Staff.goods;

import org.disputedesk.dispute.Marketplace;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.Test;

/** The room "Goods return": awaited with and without a number, checked with photos, or decided without the goods. */
@DeskSpec("goods-return")
class GoodsReturnSpec {

    /** Delivered, and the buyer has been told how to send it back. */
    private static Dispute awaited(Desk desk) {
        return checks(desk.opens(cancellation().delivered("2026-11-23T10:00", "玄関")))
                .completes("Task_AnswerBuyer", SEND)
                .sent("please-return", JAPANESE)
                .waitsAt("Task_ReceiveGoods");
    }

    /** 003-17, P19: without a number the buyer is reminded each week, to the second */
    @Test
    void without_a_number_the_buyer_is_reminded_week_after_week(Desk desk) {
        var dispute = awaited(desk).hasDeadlines("inr.claim-opens", "return.window", "return.reminder");
        desk.passes(days(7).minus(seconds(1)));
        dispute.waitsAt("Task_ReceiveGoods").sentLetters(1);
        desk.passes(seconds(1));
        dispute.waitsAt("Task_AnswerBuyer", "Task_ReceiveGoods")
                .completes("Task_AnswerBuyer", SEND)
                .sent("return-reminder", JAPANESE);
        desk.passes(days(7));
        dispute.waitsAt("Task_AnswerBuyer", "Task_ReceiveGoods");
    }

    /** 003-17: a parcel that never was at the buyer's is nothing to remind him of */
    @Test
    void nobody_is_reminded_of_a_parcel_that_comes_back_by_itself(Desk desk) {
        var dispute = checks(desk.opens(cancellation().withParcel(DeliveryState.RETURNING)))
                .completes("Task_AnswerBuyer", SEND)
                .sent("goods-coming-back", JAPANESE);
        desk.passes(days(7));
        dispute.waitsAt("Task_ReceiveGoods").sentLetters(1);
    }

    /** 001-02, 003-17: with a number the parcel is looked for */
    @Test
    void with_a_number_the_parcel_is_looked_for(Desk desk) {
        var dispute = awaited(desk)
                .completes("Task_ReceiveGoods", goods("ON_ITS_WAY").and(RETURN_TRACKING_NUMBER, "4000-70000001"))
                .waitsAt("Task_ReceiveGoods");
        desk.passes(days(7).minus(seconds(1)));
        dispute.waitsAt("Task_ReceiveGoods");
        desk.passes(seconds(1));
        dispute.waitsAt("Task_TraceReturn").sentLetters(1);
        assertThat(dispute.form("Task_TraceReturn", "caseFacts")).asString().contains("4000-70000001");
        dispute.completes("Task_TraceReturn", goods("ON_ITS_WAY"))
                .waitsAt("Task_ReceiveGoods")
                .knows(RETURN_TRACKING_NUMBER, "4000-70000001");
        desk.passes(days(7));
        dispute.completes("Task_TraceReturn", goods("LOST")).waitsAt("Task_DecideWithoutGoods");
    }

    /** P20, 001-15: thirty days to the second, then a lead; without goods and without a reason nothing is refunded */
    @Test
    void what_never_comes_is_decided_by_a_lead(Desk desk) {
        var dispute = awaited(desk);
        desk.passes(days(30).minus(seconds(1)));
        assertThat(dispute.openTasks()).contains("Task_ReceiveGoods");
        desk.passes(seconds(1));
        assertThat(dispute.openTasks()).contains("Task_DecideWithoutGoods").doesNotContain("Task_ReceiveGoods");
        dispute.isRejected(
                        () -> dispute.completes("Task_DecideWithoutGoods", with(WITHOUT_GOODS, "NO_REFUND")),
                        "staffNote")
                .isRejected(
                        () -> dispute.completesRaw("Task_DecideWithoutGoods", with("staffNote", "x")), "withoutGoods")
                .completes(
                        "Task_DecideWithoutGoods",
                        with(WITHOUT_GOODS, "NO_REFUND").and("staffNote", "返送の連絡がありません。"))
                .knows(RETURN_STATE, "KEPT")
                .hasRemedies();
    }

    /** 001-05, 003-18: lost on its way out; a lead refunds without the goods, another person chooses it */
    @Test
    void a_lost_parcel_can_be_refunded_without_the_goods(Desk desk) {
        checks(desk.opens(cancellation().withParcel(DeliveryState.LOST)))
                .waitsAt("Task_AnswerBuyer", "Task_DecideWithoutGoods")
                .completes("Task_AnswerBuyer", SEND)
                .sent("goods-lost", JAPANESE)
                .completes(
                        "Task_DecideWithoutGoods", with(WITHOUT_GOODS, "REFUND").and("staffNote", "配送会社が紛失を認めた。"))
                .knows(RETURN_STATE, "WAIVED")
                .waitsAt("Task_ChooseRemedy")
                .completes("Task_ChooseRemedy", Staff.REFUND)
                .waitsAt("Task_IssueRefund")
                .record()
                .reads("Decided without the goods: REFUND", "Remedy decided: REFUND");
    }

    /** 001-10: he keeps them after all */
    @Test
    void a_buyer_who_keeps_the_goods_is_not_refunded(Desk desk) {
        awaited(desk)
                .completes("Task_ReceiveGoods", goods("KEPT"))
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .hasRemedies();
    }

    /** 001-02, 001-15: no photo, no refund; what is written off has cost something */
    @Test
    void goods_are_checked_with_photos_and_losses_are_booked(Desk desk) {
        var dispute = awaited(desk);
        dispute.isRejected(() -> dispute.completes("Task_ReceiveGoods", with("staffNote", "?")), "returnAnswer")
                .isRejected(
                        () -> dispute.completes(
                                "Task_ReceiveGoods", goods("ARRIVED").and(RETURN_RECEIVED_DATE, "2026-12-24")),
                        "returnReceivedDate")
                .completes("Task_ReceiveGoods", goods("ARRIVED"))
                .waitsAt("Task_CheckGoods")
                .isRefused(
                        () -> dispute.completes("Task_CheckGoods", checked("DAMAGED", "WRITE_OFF")),
                        "goods-checked-here")
                .photographed()
                .isRejected(() -> dispute.completes("Task_CheckGoods", checked("DAMAGED", "WRITE_OFF")), "lossAmount")
                .isRejected(
                        () -> dispute.completes(
                                "Task_CheckGoods",
                                checked("DAMAGED", "WRITE_OFF").and(LOSS_AMOUNT, "10.5")),
                        "lossAmount")
                .completes("Task_CheckGoods", checked("DAMAGED", "WRITE_OFF").and(LOSS_AMOUNT, "3,980円"))
                .knows(RETURN_STATE, "CHECKED")
                .waitsAt("Task_ChooseRemedy")
                .record()
                .reads("Awaited goods: ARRIVED", "Returned goods checked: DAMAGED, WRITE_OFF");
        assertThat(desk.db
                        .sql(
                                "select state, item_condition, destination, photos, loss, currency from goods_return where case_number = ?")
                        .param(dispute.number().value())
                        .query((row, n) -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3) + " "
                                + row.getInt(4) + " "
                                + row.getBigDecimal(5).stripTrailingZeros().toPlainString() + " "
                                + row.getString(6))
                        .single())
                .isEqualTo("CHECKED DAMAGED WRITE_OFF 1 3980 JPY");
    }

    /** P21: four days in the United States, counted from the day the goods came; then the task is urgent */
    @Test
    void unchecked_goods_become_urgent_when_the_refund_is_due(Desk desk) {
        desk.itIs("2026-11-24T09:00", LOS_ANGELES);
        var dispute = checks(desk.opens(
                        cancellation().at(Marketplace.US).worth("39.80").withParcel(DeliveryState.REFUSED)))
                .completes("Task_AnswerBuyer", SEND)
                .receives("return-received", with(RETURN_TRACKING_NUMBER, "1Z999AA10123456784"))
                .waitsAt("Task_CheckGoods")
                .taskIsDue("Task_CheckGoods", "2026-11-28T09:00", LOS_ANGELES)
                .hasPriority(50);
        desk.passes(days(4).minus(seconds(1)));
        dispute.hasPriority(50);
        desk.passes(seconds(1));
        dispute.waitsAt("Task_CheckGoods").hasPriority(90).record().reads("Timer: Refund due, goods unchecked");
    }

    /** P21: two business days elsewhere, and from the day that was typed */
    @Test
    void the_refund_is_due_from_the_day_the_goods_came(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        var dispute = awaited(desk);
        desk.passesUntil("2026-11-27T18:00", TOKYO);
        dispute.completes("Task_ReceiveGoods", goods("ARRIVED").and(RETURN_RECEIVED_DATE, "2026-11-26"))
                .taskIsDue("Task_CheckGoods", "2026-11-30T00:00", TOKYO);
    }

    /** 001-16: news while the goods are being checked leads back to them */
    @Test
    void goods_that_are_here_stay_here_whatever_the_buyer_writes(Desk desk) {
        awaited(desk)
                .receives("return-received")
                .waitsAt("Task_CheckGoods")
                .receives("buyer-replied", with("buyerText", "返品は届きましたか。"))
                .completes("Task_ReadReply", with("buyerAnswer", "OTHER"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("return-being-checked", JAPANESE)
                .receives("buyer-confirmed")
                .waitsAt("Task_CheckGoods")
                .sentLetters(2);
    }

    /** 001-16: who asks while the goods are awaited is told what happens next, and the wait goes on */
    @Test
    void a_buyer_who_asks_while_the_goods_are_awaited_is_answered(Desk desk) {
        awaited(desk)
                .receives("tracking-changed", with(DELIVERY_STATE, "IN_TRANSIT"))
                .receives("buyer-replied", with("buyerText", "返金はいつですか。"))
                .completes("Task_ReadReply", with("buyerAnswer", "OTHER"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("return-awaited", JAPANESE)
                .waitsAt("Task_ReceiveGoods");
    }
}
