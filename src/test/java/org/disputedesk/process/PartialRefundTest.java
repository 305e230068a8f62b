package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.dispute.DisputeFacts.DEDUCTION_REASON;
import static org.disputedesk.dispute.DisputeFacts.PAYMENT_STATE;
import static org.disputedesk.dispute.DisputeFacts.REFUND_AMOUNT;
import static org.disputedesk.dispute.DisputeFacts.REFUND_PART;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_LINE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.REFUND;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.checked;
import static org.disputedesk.process.Staff.checks;
import static org.disputedesk.process.Staff.goods;
import static org.disputedesk.process.Staff.refunded;

import java.util.Locale;
import org.disputedesk.DeskTest;
import org.disputedesk.ledger.Ledger;
import org.disputedesk.remedy.Remedies.Remedy;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** 000-13, 001-08, 001-15, 003-16: a refund of a part, decided, approved and given with no way round the guard. */
@DeskTest
class PartialRefundTest {

    @Autowired
    private Desk desk;

    @Autowired
    private Ledger ledger;

    @BeforeEach
    void morning() {
        desk.opensInTheMorning();
    }

    @AfterEach
    void night() {
        desk.closesForTheNight();
    }

    private static Answers part(String amount, String reason) {
        return REFUND.and(REFUND_PART, amount).and(DEDUCTION_REASON, reason);
    }

    /** Goods that came back, and how they were found. */
    private Dispute cameBack(String condition) {
        return checks(desk.opens(Opening.of("post-shipment-cancellation")
                        .saying("キャンセルしたいです。")
                        .delivered("2026-11-23T10:00", "玄関")))
                .completes("Task_AnswerBuyer", SEND)
                .completes("Task_ReceiveGoods", goods("ARRIVED"))
                .photographed()
                .completes("Task_CheckGoods", checked(condition, "RESTOCK"));
    }

    private Remedy remedy(Dispute dispute) {
        return desk.remedies.ofOrder(dispute.orderId()).get(0);
    }

    @Test
    void what_came_back_damaged_is_refunded_in_part_and_the_rest_is_borne_by_the_buyer() {
        var dispute = cameBack("DAMAGED").completes("Task_ChooseRemedy", part("3184", "GOODS_DAMAGED"));
        dispute.knows(REFUND_AMOUNT, "3184");
        assertThat(dispute.form("Task_IssueRefund", "caseFacts", Locale.JAPANESE))
                .contains("3,184円", "返品商品が破損");
        dispute.isRejected(
                        () -> dispute.completes(
                                "Task_IssueRefund",
                                refunded("R-91", "2026-12-01").and(REFUND_AMOUNT, "3185")),
                        "refundAmount")
                .completes("Task_IssueRefund", refunded("R-91", "2026-12-01").and(REFUND_AMOUNT, "3184"))
                .completes("Task_AnswerBuyer", SEND)
                .hasRemedies("REFUND DONE")
                .knows(PAYMENT_STATE, "PAID");
        assertThat(remedy(dispute).amount()).isEqualByComparingTo("3184");
        assertThat(remedy(dispute).deduction()).isEqualTo("GOODS_DAMAGED");
        assertThat(ledger.ofOrder(dispute.orderId()))
                .singleElement()
                .satisfies(refund -> assertThat(refund.withheld()).hasToString("Money[amount=796, currency=JPY]"));
        // the line has had its refund
        var other =
                checks(desk.opens(orderNotReceived().forOrder(dispute.orderId()).withParcel(DeliveryState.LOST)));
        other.isRefused(() -> other.completes("Task_ChooseRemedy", REFUND), "one-remedy");
    }

    @Test
    void the_state_of_goods_nobody_has_seen_is_no_reason() {
        var dispute = checks(desk.opens(orderNotReceived().withParcel(DeliveryState.LOST)));
        dispute.isRefused(
                        () -> dispute.completes("Task_ChooseRemedy", part("3000", "GOODS_DAMAGED")),
                        "deduction-for-checked-goods")
                .isRefused(
                        () -> dispute.completesRaw("Task_ChooseRemedy", part("3000", "GOODS_LATE")),
                        "deduction-for-checked-goods")
                .isRejected(() -> dispute.completes("Task_ChooseRemedy", part("3000", "BUYER_AGREED")), "staffNote")
                .completes("Task_ChooseRemedy", part("3000", "BUYER_AGREED").and("staffNote", "11月23日のメッセージで合意。"))
                .hasRemedies("REFUND RELEASED");
        assertThat(remedy(dispute).decidedAmount()).isEqualByComparingTo("3000");
    }

    @Test
    void goods_that_were_found_as_sent_are_no_reason_to_cut() {
        var dispute = cameBack("AS_SENT");
        dispute.isRefused(
                () -> dispute.completes("Task_ChooseRemedy", part("3000", "GOODS_DAMAGED")),
                "deduction-for-checked-goods");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "3981", "10.5", "1e3", "abc", "999999999999999999"})
    void an_amount_that_is_none_of_what_was_paid_is_sent_back(String amount) {
        var dispute = cameBack("DAMAGED");
        dispute.isRejected(() -> dispute.completes("Task_ChooseRemedy", part(amount, "GOODS_DAMAGED")), "refundPart")
                .isRejected(
                        () -> dispute.completesRaw("Task_ChooseRemedy", part(amount, "GOODS_DAMAGED")), "refundPart")
                .hasRemedies();
    }

    @Test
    void a_part_without_a_reason_is_sent_back_and_all_of_it_is_no_part() {
        var dispute = cameBack("DAMAGED");
        dispute.isRejected(
                        () -> dispute.completes("Task_ChooseRemedy", REFUND.and(REFUND_PART, "3000")),
                        "deductionReason")
                .isRejected(
                        () -> dispute.completesRaw("Task_ChooseRemedy", REFUND.and(REFUND_PART, "3000")),
                        "deductionReason")
                .completes("Task_ChooseRemedy", part("3,980円", "GOODS_DAMAGED"))
                .hasRemedies("REFUND RELEASED");
        assertThat(remedy(dispute).decidedAmount()).isNull();
    }

    /** 6,000 and 5,000 yen are more than 10,000, in whichever case and however they are cut. */
    @Test
    void slices_of_an_order_are_one_sum_before_the_second_person() {
        var opening = orderNotReceived()
                .withParcel(DeliveryState.LOST)
                .withLine("SKU-1", "6000")
                .withLine("SKU-2", "6000");
        var first = checks(desk.opens(opening))
                .completes("Task_ChooseRemedy", REFUND.and(REMEDY_LINE, "SKU-1"))
                .hasRemedies("REFUND of SKU-1 RELEASED");
        var second = checks(desk.opens(Opening.of("post-shipment-cancellation")
                        .saying("キャンセルしたいです。")
                        .forOrder(first.orderId())
                        .withParcel(DeliveryState.LOST)
                        .withLine("SKU-1", "6000")
                        .withLine("SKU-2", "6000")))
                .by("lead")
                .completes(
                        "Task_DecideWithoutGoods",
                        with("withoutGoods", "REFUND").and("staffNote", "紛失のため。"));
        second.completes(
                        "Task_ChooseRemedy",
                        part("5000", "BUYER_AGREED").and(REMEDY_LINE, "SKU-2").and("staffNote", "メッセージで合意。"))
                .hasRemedies("REFUND of SKU-1 RELEASED", "REFUND of SKU-2 DECIDED");
        assertThat(second.openTasks()).contains("Task_ApproveRemedy");
    }
}
