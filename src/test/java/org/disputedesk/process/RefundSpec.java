package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.dispute.DisputeFacts.PRIORITY;
import static org.disputedesk.dispute.DisputeFacts.REFUND_AMOUNT;
import static org.disputedesk.dispute.DisputeFacts.REFUND_EXPECTED_DATE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_LINE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_REFERENCE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_WAS_DONE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.ENGLISH;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.LOS_ANGELES;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Desk.days;
import static org.disputedesk.process.Desk.minutes;
import static org.disputedesk.process.Desk.seconds;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.COMPLETE;
import static org.disputedesk.process.Staff.NOT_COMPLETE;
import static org.disputedesk.process.Staff.REFUND;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.cause;
import static org.disputedesk.process.Staff.checks;
import static org.disputedesk.process.Staff.refunded;
import static org.disputedesk.process.Staff.refunds;

import java.util.List;
import java.util.Locale;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.orders.Order.Fulfilment;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.Test;

/** The room "Refund": issued with its proof, told with a day, and looked for on that day. */
@DeskSpec("refund")
class RefundSpec {

    /** 000-13, 001-18, A15: the task comes with the first second of the promised day where the buyer lives */
    @Test
    void a_refund_is_verified_on_the_promised_day(Desk desk) {
        var dispute = refunds(checks(desk.opens(lost())), "R-1", "2026-12-01").waitsAt("Timer_RefundExpected");

        desk.passesUntil("2026-11-30T23:59:59", TOKYO);
        dispute.waitsAt("Timer_RefundExpected");
        desk.passes(seconds(1));
        dispute.waitsAt("Task_VerifyRefund")
                .taskIsDue("Task_VerifyRefund", "2026-12-02T00:00", TOKYO)
                .hasDeadlines("inr.claim-opens", "refund.verify")
                .completes("Task_VerifyRefund", COMPLETE)
                .hasRemedies("REFUND SETTLED")
                .hasDeadlines("inr.claim-opens", "cause.note")
                .waitsAt("Task_NoteCause")
                .completes("Task_NoteCause", cause("CARRIER"))
                .endsAs("End_Remedied");
    }

    /** 000-13, 001-18: the promised day begins in California long after it has begun at the desk */
    @Test
    void the_day_is_that_of_the_marketplace_and_the_money_has_its_decimals(Desk desk) {
        desk.itIs("2026-11-24T09:00", LOS_ANGELES);
        var dispute = checks(desk.opens(lost().at(Marketplace.US).worth("39.80")))
                .completes("Task_ChooseRemedy", REFUND)
                .knows(REFUND_AMOUNT, "39.80");
        dispute.isRejected(
                        () -> dispute.completes(
                                "Task_IssueRefund",
                                refunded("R-2", "2026-12-01").and(REFUND_AMOUNT, "39.805")),
                        "refundAmount")
                .completes("Task_IssueRefund", refunded("R-2", "2026-12-01").and(REFUND_AMOUNT, "39.80"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("refund-issued", ENGLISH, "$39.80", "Tuesday, 1 December 2026");
        desk.passesUntil("2026-11-30T23:59:59", LOS_ANGELES);
        dispute.waitsAt("Timer_RefundExpected");
        desk.passes(seconds(1));
        dispute.waitsAt("Task_VerifyRefund");
    }

    /** 000-13, 001-18: the amount that was paid and a week; a line has its own price */
    @Test
    void the_form_begins_with_what_was_paid_and_with_a_week(Desk desk) {
        var dispute = checks(desk.opens(lost()))
                .completes("Task_ChooseRemedy", REFUND)
                .knows(REFUND_AMOUNT, "3980")
                .knows(REFUND_EXPECTED_DATE, "2026-12-01")
                .knows(REMEDY_REFERENCE, "");
        assertThat(dispute.form("Task_IssueRefund", "sellerCentralLink"))
                .isEqualTo("https://sellercentral.amazon.co.jp/orders-v3/order/" + dispute.orderId());

        checks(desk.opens(lost().withLine("SKU-1", "1200").withLine("SKU-2", "2780")))
                .completes("Task_ChooseRemedy", REFUND.and(REMEDY_LINE, "SKU-2"))
                .knows(REFUND_AMOUNT, "2780");
    }

    /** 000-13: by the form and past it */
    @Test
    void an_amount_that_cannot_be_right_is_rejected(Desk desk) {
        var dispute = checks(desk.opens(lost())).completes("Task_ChooseRemedy", REFUND);
        for (String amount : List.of("3981", "0", "1980.5", "-1", "abc", "1,98", "1.980", "", " ")) {
            Answers answers = refunded("R-3", "2026-12-01").and(REFUND_AMOUNT, amount);
            dispute.isRejected(() -> dispute.completes("Task_IssueRefund", answers), "refundAmount")
                    .isRejected(() -> dispute.completesRaw("Task_IssueRefund", answers), "refundAmount");
        }
        dispute.hasRemedies("REFUND RELEASED")
                .completes("Task_IssueRefund", refunded("R-3", "2026-12-01").and(REFUND_AMOUNT, "￥３，０００円"))
                .knows(REFUND_AMOUNT, "3000")
                .hasRemedies("REFUND DONE")
                .completes("Task_AnswerBuyer", SEND)
                .sent("refund-issued", JAPANESE, "3,000");
    }

    /** 000-13, 000-17: without its number nobody could prove it */
    @Test
    void a_refund_without_its_number_is_rejected(Desk desk) {
        var dispute = checks(desk.opens(lost())).completes("Task_ChooseRemedy", REFUND);
        dispute.isRejected(() -> dispute.completes("Task_IssueRefund", refunded("", "2026-12-01")), "remedyReference")
                .isRejected(() -> dispute.completes("Task_IssueRefund", refunded(" ", "2026-12-01")), "remedyReference")
                .isRejected(
                        () -> dispute.completesRaw("Task_IssueRefund", refunded(" ", "2026-12-01")), "remedyReference")
                .hasRemedies("REFUND RELEASED");
    }

    /** 001-18: today to sixty days ahead */
    @Test
    void a_day_that_nobody_can_promise_is_rejected(Desk desk) {
        var dispute = checks(desk.opens(lost())).completes("Task_ChooseRemedy", REFUND);
        for (String day : List.of("2026-11-23", "2027-01-24", "2026-02-30", "next week", "")) {
            dispute.isRejected(() -> dispute.completes("Task_IssueRefund", refunded("R-4", day)), "refundExpectedDate")
                    .isRejected(
                            () -> dispute.completesRaw("Task_IssueRefund", refunded("R-4", day)), "refundExpectedDate");
        }
        dispute.completes("Task_IssueRefund", refunded("R-4", "2027-01-23"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("refund-issued", JAPANESE, "2027年1月23日（土）");
    }

    /** A15, 001-18: a refund that is there at once is looked for at once */
    @Test
    void a_refund_expected_today_is_verified_today(Desk desk) {
        refunds(checks(desk.opens(lost())), "R-5", "2026-11-24")
                .waitsAt("Task_VerifyRefund")
                .taskIsDue("Task_VerifyRefund", "2026-11-25T00:00", TOKYO);
    }

    /** A15, 001-18: what is not there is chased by a lead, who promises a new day, and that day is kept like the first */
    @Test
    void a_refund_that_is_not_there_goes_to_a_lead(Desk desk) {
        var dispute = refunds(checks(desk.opens(lost())), "R-6", "2026-12-01");
        desk.passesUntil("2026-12-01T10:00", TOKYO);
        dispute.completes("Task_VerifyRefund", NOT_COMPLETE)
                .waitsAt("Task_ChaseRefund")
                .isRejected(() -> dispute.completes("Task_ChaseRefund", NOT_COMPLETE), "staffNote")
                .isRejected(() -> dispute.completes("Task_ChaseRefund", later("")), "refundExpectedDate")
                .isRejected(() -> dispute.completes("Task_ChaseRefund", later("2026-11-30")), "refundExpectedDate")
                .isRejected(() -> dispute.completesRaw("Task_ChaseRefund", later("2027-01-31")), "refundExpectedDate")
                .completes("Task_ChaseRefund", later("2026-12-04"))
                .waitsAt("Timer_RefundExpected")
                .hasRemedies("REFUND DONE");
        assertThat(desk.remedies.ofOrder(dispute.orderId()).get(0).expectedOn()).hasToString("2026-12-04");

        desk.passesUntil("2026-12-03T23:59:59", TOKYO);
        dispute.waitsAt("Timer_RefundExpected");
        desk.passes(seconds(1));
        dispute.waitsAt("Task_VerifyRefund")
                .completes("Task_VerifyRefund", COMPLETE)
                .hasRemedies("REFUND SETTLED")
                .completes("Task_NoteCause", cause("CARRIER"))
                .endsAs("End_Remedied")
                .record()
                .reads(
                        "Remedy carried out: REFUND, R-6",
                        "Task completed: Verify refund",
                        "Task completed: Chase late refund",
                        "Refund is late; new day: 2026-12-04",
                        "Remedy has reached the buyer: REFUND");
    }

    /** 001-18: the amount that was paid and the day of the policy stand in the form, so that only the proof is to be typed */
    @Test
    void the_form_suggests_what_was_paid_and_the_usual_day(Desk desk) {
        checks(desk.opens(lost().worth("4200")))
                .completes("Task_ChooseRemedy", REFUND)
                .completes("Task_IssueRefund", with(REMEDY_REFERENCE, "R-12"))
                .hasRemedies("REFUND DONE")
                .knows(REFUND_AMOUNT, "4200")
                .knows(REFUND_EXPECTED_DATE, "2026-12-01");
    }

    /** A15: what was answered yesterday does not answer the question of today */
    @Test
    void a_question_is_asked_anew_each_time(Desk desk) {
        var dispute = refunds(checks(desk.opens(lost())), "R-11", "2026-12-01");
        desk.passesUntil("2026-12-01T00:00", TOKYO);
        dispute.asksAnew("Task_VerifyRefund", "refundComplete")
                .completes("Task_VerifyRefund", NOT_COMPLETE.and("staffNote", "Not yet."))
                .asksAnew("Task_ChaseRefund", "refundComplete")
                .asksAnew("Task_ChaseRefund", "refundExpectedDate")
                .asksAnew("Task_ChaseRefund", "staffNote")
                .isRejected(
                        () -> dispute.completes("Task_ChaseRefund", with("staffNote", "I have called them.")),
                        "refundComplete")
                .isRejected(() -> dispute.completesRaw("Task_ChaseRefund", NOT_COMPLETE), "staffNote")
                .isRejected(
                        () -> dispute.completes("Task_ChaseRefund", NOT_COMPLETE.and("staffNote", "Later.")),
                        "refundExpectedDate")
                .completes("Task_ChaseRefund", later(" 2026／12／4 "))
                .knows(REFUND_EXPECTED_DATE, "2026-12-04");
    }

    /** A15: one day for staff to look, to the second */
    @Test
    void a_refund_nobody_looked_for_goes_to_a_lead(Desk desk) {
        var dispute = refunds(checks(desk.opens(lost())), "R-7", "2026-12-01");
        desk.passesUntil("2026-12-01T23:59:59", TOKYO);
        dispute.waitsAt("Task_VerifyRefund");
        desk.passes(seconds(1));
        dispute.waitsAt("Task_ChaseRefund")
                .completes("Task_ChaseRefund", COMPLETE.and("staffNote", "Seen on the order page."))
                .hasRemedies("REFUND SETTLED")
                .completes("Task_NoteCause", cause("CARRIER"))
                .endsAs("End_Remedied");
    }

    /** 001-18: who asks meanwhile hears the day again, and the wait goes on */
    @Test
    void a_buyer_who_asks_meanwhile_hears_of_his_refund(Desk desk) {
        var dispute = refunds(checks(desk.opens(lost())), "R-8", "2026-12-01");
        desk.passes(days(1));
        dispute.receives("buyer-replied", with("buyerText", "返金はまだですか。"))
                .completes("Task_ReadReply", with("buyerAnswer", "OTHER"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("refund-on-its-way", JAPANESE, "3,980", "R-8", "2026年12月1日（火）")
                .waitsAt("Timer_RefundExpected")
                .knows(PRIORITY, 50L);
    }

    /** A7, A15, 001-18: a claim forbids what is new; the day that was promised before is kept */
    @Test
    void a_claim_does_not_make_the_promised_day_forgotten(Desk desk) {
        var dispute = refunds(checks(desk.opens(lost())), "R-10", "2026-11-25")
                .receives("a-to-z-filed")
                .waitsAt("Task_AnswerClaim", "Timer_RefundExpected");
        desk.passesUntil("2026-11-25T00:00", TOKYO);
        dispute.waitsAt("Task_AnswerClaim", "Task_VerifyRefund")
                .completes("Task_VerifyRefund", COMPLETE)
                .hasRemedies("REFUND SETTLED")
                .waitsAt("Task_AnswerClaim", "Gw_Wait")
                .completes("Task_AnswerClaim", with("claimAnswer", "DEFENDED"))
                .receives("amazon-decided", with("claimDecision", "DENIED"))
                .completes("Task_NoteCause", cause("CARRIER"))
                .endsAs("End_ClaimDecided");
    }

    /** 003-07, 000-13: the guard looks once more when the proof is entered */
    @Test
    void what_the_order_forbids_meanwhile_is_not_recorded(Desk desk) {
        var opening = lost();
        var dispute = checks(desk.opens(opening)).completes("Task_ChooseRemedy", REFUND);
        desk.passes(minutes(1));
        desk.orders.learn(opening.fulfilledBy(Fulfilment.FBA).order(desk.now()));
        dispute.isRefused(
                        () -> dispute.completes("Task_IssueRefund", refunded("R-9", "2026-12-01")), "refund-is-amazons")
                .isRefused(
                        () -> dispute.completesRaw("Task_IssueRefund", refunded("R-9", "2026-12-01")),
                        "refund-is-amazons")
                .hasRemedies("REFUND RELEASED");
        assertThat(dispute.form("Task_IssueRefund", "caseFacts", Locale.CHINESE))
                .contains("退款 · 待执行");
    }

    /** 000-13, 001-18, A15: found again, but the money is out: the buyer is told of it and it is looked for on its day */
    @Test
    void a_refund_that_was_done_all_the_same_is_followed_to_its_end(Desk desk) {
        var dispute = checks(desk.opens(lost()))
                .completes("Task_ChooseRemedy", REFUND)
                .receives("tracking-changed", with("deliveryState", "IN_TRANSIT"))
                .waitsAt("Task_SendHoldingReply", "Task_CheckInterruptedRemedy")
                .completes(
                        "Task_CheckInterruptedRemedy",
                        refunded("R-31", "2026-12-01").and(REMEDY_WAS_DONE, true))
                .waitsAt("Task_AnswerBuyer", "Timer_RefundExpected")
                .completes("Task_AnswerBuyer", SEND)
                .sent("refund-issued", JAPANESE, "R-31", "2026年12月1日（火）");
        desk.passesUntil("2026-12-01T00:00", TOKYO);
        dispute.waitsAt("Task_VerifyRefund");
    }

    private static Answers later(String day) {
        return NOT_COMPLETE.and(REFUND_EXPECTED_DATE, day).and("staffNote", "The bank returned it.");
    }

    private static Opening lost() {
        return orderNotReceived().withParcel(DeliveryState.LOST);
    }
}
