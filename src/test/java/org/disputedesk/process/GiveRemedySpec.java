package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.dispute.DisputeFacts.APPROVAL;
import static org.disputedesk.dispute.DisputeFacts.CARRIER_ALSO_ASKED;
import static org.disputedesk.dispute.DisputeFacts.CLAIMS_PROTECTED;
import static org.disputedesk.dispute.DisputeFacts.PAYMENT_STATE;
import static org.disputedesk.dispute.DisputeFacts.RECOMMENDED_REMEDY;
import static org.disputedesk.dispute.DisputeFacts.REFUND_AMOUNT;
import static org.disputedesk.dispute.DisputeFacts.REMEDY;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_LINE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_OPTIONS;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_STATE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_WAS_DONE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.CHINESE;
import static org.disputedesk.process.Desk.ENGLISH;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Desk.minutes;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.APPROVE;
import static org.disputedesk.process.Staff.ASK_CARRIER;
import static org.disputedesk.process.Staff.COMPLETE;
import static org.disputedesk.process.Staff.INQUIRY_OPEN;
import static org.disputedesk.process.Staff.REFUND;
import static org.disputedesk.process.Staff.REPLACE;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.SEND_BACK;
import static org.disputedesk.process.Staff.cause;
import static org.disputedesk.process.Staff.checks;
import static org.disputedesk.process.Staff.refunded;
import static org.disputedesk.process.Staff.refunds;
import static org.disputedesk.process.Staff.sent;

import java.util.Locale;
import org.disputedesk.orders.Order.Fulfilment;
import org.disputedesk.orders.Order.PaymentState;
import org.disputedesk.remedy.Remedies.Remedy;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.Test;

/** The room "Give remedy": which remedies the facts allow, who chooses, who approves, and what the guard refuses. */
@DeskSpec("give-remedy")
class GiveRemedySpec {

    /** 000-08, 000-09, 000-13, 000-17, 001-18: recommended, chosen, issued, told, and followed until the money is there */
    @Test
    void a_refund_is_chosen_issued_told_and_followed_to_its_end(Desk desk) {
        var dispute = desk.opens(lost());
        checks(dispute)
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy")
                .knows(REMEDY_OPTIONS, "REPLACEMENT,REFUND,CARRIER_INQUIRY")
                .knows(RECOMMENDED_REMEDY, "REPLACEMENT");
        assertThat(dispute.form("Task_ChooseRemedy", "recommendedRemedyText", Locale.JAPANESE))
                .isEqualTo("再送");
        assertThat(dispute.form("Task_ChooseRemedy", "remedyAdviceText", Locale.JAPANESE))
                .isNotBlank()
                .isNotEqualTo(dispute.form("Task_ChooseRemedy", "remedyAdviceText", Locale.ENGLISH));

        dispute.completes("Task_ChooseRemedy", REFUND)
                .waitsAt("Task_SendHoldingReply", "Task_IssueRefund")
                .hasRemedies("REFUND RELEASED")
                .completes("Task_IssueRefund", refunded("R-2026-1", "2026-12-01"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("refund-issued", JAPANESE, "3,980", "R-2026-1", "2026年12月1日（火）", dispute.orderId())
                .waitsAt("Timer_RefundExpected")
                .hasRemedies("REFUND DONE");
        desk.passesUntil("2026-12-01T00:00", TOKYO);
        dispute.completes("Task_VerifyRefund", COMPLETE)
                .hasRemedies("REFUND SETTLED")
                .waitsAt("Task_NoteCause")
                .completes("Task_NoteCause", cause("CARRIER"))
                .endsAs("End_Remedied")
                .record()
                .reads(
                        "Decided: Weigh remedies",
                        "Task completed: Choose remedy",
                        "Remedy decided: REFUND",
                        "Decided: Choose remedy letter",
                        "Remedy released to be carried out: REFUND",
                        "Task completed: Issue refund",
                        "Remedy carried out: REFUND, R-2026-1",
                        "Answer decided: refund-issued",
                        "Letter sent: give-remedy/refund-issued (ja)",
                        "Task completed: Verify refund",
                        "Remedy has reached the buyer: REFUND",
                        "Case closed: Remedied");
    }

    /** 000-09, 000-13: in the language of the buyer, with the money and the day as he writes them */
    @Test
    void the_letter_about_a_refund_speaks_the_buyers_language(Desk desk) {
        checks(desk.opens(lost().in(ENGLISH)))
                .completes("Task_ChooseRemedy", REFUND)
                .completes("Task_IssueRefund", refunded("R-2026-2", "2026-12-01"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("refund-issued", ENGLISH, "¥3,980", "R-2026-2", "Tuesday, 1 December 2026", "Kaze Trading");
    }

    /** 000-12, 000-09 */
    @Test
    void a_replacement_is_sent_told_and_followed_to_its_end(Desk desk) {
        var dispute = checks(desk.opens(lost()))
                .completes("Task_ChooseRemedy", REPLACE)
                .waitsAt("Task_SendHoldingReply", "Task_SendReplacement")
                .completes("Task_SendReplacement", sent("5555-00000001", "2026-11-27"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("replacement-sent", JAPANESE, "Yamato", "5555-00000001", "2026年11月27日（金）")
                .waitsAt("Gw_Follow")
                .hasRemedies("REPLACEMENT DONE");
        dispute.receives("tracking-changed", with("deliveryState", "DELIVERED"))
                .hasRemedies("REPLACEMENT SETTLED")
                .completes("Task_NoteCause", cause("CARRIER"))
                .endsAs("End_Remedied");

        checks(desk.opens(lost().in(CHINESE)))
                .completes("Task_ChooseRemedy", REPLACE)
                .completes("Task_SendReplacement", sent("5555-00000002", "2026-11-27"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("replacement-sent", CHINESE, "Yamato", "5555-00000002", "2026年11月27日");
    }

    /** 000-14, 000-09 */
    @Test
    void the_carrier_is_asked_and_the_buyer_reads_under_which_number(Desk desk) {
        var dispute = checks(desk.opens(lost()))
                .completes("Task_ChooseRemedy", ASK_CARRIER)
                .waitsAt("Task_SendHoldingReply", "Task_OpenInquiry")
                .completes("Task_OpenInquiry", INQUIRY_OPEN)
                .completes("Task_AnswerBuyer", SEND)
                .sent("carrier-asked", JAPANESE, "INQ-77")
                .waitsAt("Task_EnterCarrierAnswer")
                .hasRemedies("CARRIER_INQUIRY DONE");
        dispute.receives("carrier-answered", with("carrierAnswer", "LOST"))
                .hasRemedies("CARRIER_INQUIRY ANSWERED")
                .waitsAt("Task_ChooseRemedy");

        checks(desk.opens(lost().in(CHINESE)))
                .completes("Task_ChooseRemedy", ASK_CARRIER)
                .completes("Task_OpenInquiry", INQUIRY_OPEN)
                .completes("Task_AnswerBuyer", SEND)
                .sent("carrier-asked", CHINESE, "INQ-77");
    }

    /** 000-14, 000-16: both at once; the buyer reads of the money, and the case is over when both are */
    @Test
    void the_carrier_can_be_asked_beside_a_refund(Desk desk) {
        var dispute = checks(desk.opens(lost()))
                .completes("Task_ChooseRemedy", REFUND.and(CARRIER_ALSO_ASKED, true))
                .waitsAt("Task_SendHoldingReply", "Task_IssueRefund", "Task_OpenInquiry")
                .completes("Task_OpenInquiry", INQUIRY_OPEN)
                .waitsAt("Task_SendHoldingReply", "Task_IssueRefund", "Task_EnterCarrierAnswer")
                .knows(REMEDY_STATE, "RELEASED")
                .completes("Task_IssueRefund", refunded("R-2026-3", "2026-11-26"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("refund-issued", JAPANESE, "R-2026-3")
                .sentLetters(1)
                .waitsAt("Timer_RefundExpected", "Task_EnterCarrierAnswer");
        assertThat(dispute.form("Task_EnterCarrierAnswer", "caseFacts", Locale.ENGLISH))
                .contains("refund · carried out", "carrier inquiry · carried out · INQ-77");

        desk.passesUntil("2026-11-26T00:00", TOKYO);
        dispute.completes("Task_VerifyRefund", COMPLETE)
                .waitsAt("Task_EnterCarrierAnswer")
                .receives("carrier-answered", with("carrierAnswer", "NO_TRACE"))
                .waitsAt("Task_NoteCause")
                .completes("Task_NoteCause", cause("CARRIER"))
                .endsAs("End_Remedied");
    }

    /** 000-14, 000-16: what the carrier says of the first parcel is not said of the second */
    @Test
    void the_carrier_can_be_asked_beside_a_replacement(Desk desk) {
        desk.carrier().sees("5555-00000003", DeliveryState.IN_TRANSIT);
        var dispute = checks(desk.opens(lost()))
                .completes("Task_ChooseRemedy", REPLACE.and(CARRIER_ALSO_ASKED, true))
                .waitsAt("Task_SendHoldingReply", "Task_SendReplacement", "Task_OpenInquiry")
                .completes("Task_SendReplacement", sent("5555-00000003", "2026-11-27"))
                .completes("Task_OpenInquiry", INQUIRY_OPEN)
                .completes("Task_AnswerBuyer", SEND)
                .sent("replacement-sent", JAPANESE, "5555-00000003")
                .waitsAt("Gw_Follow", "Task_EnterCarrierAnswer")
                .receives("carrier-answered", with("carrierAnswer", "LOST"))
                .waitsAt("Gw_Follow")
                .knows(REMEDY_STATE, "DONE")
                .receives("tracking-changed", with("deliveryState", "DELIVERED"))
                .waitsAt("Task_NoteCause");
        dispute.completes("Task_NoteCause", cause("CARRIER")).endsAs("End_Remedied");
    }

    /** 000-16, 001-18: what turned out to be done is not decided a second time, only told and followed */
    @Test
    void what_was_carried_out_all_the_same_is_followed_to_its_end(Desk desk) {
        var dispute = checks(desk.opens(lost()))
                .completes("Task_ChooseRemedy", REFUND.and(CARRIER_ALSO_ASKED, true))
                .receives("tracking-changed", with("deliveryState", "IN_TRANSIT"))
                .completes(
                        "Task_CheckInterruptedRemedy",
                        refunded("R-2026-7", "2026-11-26").and(REMEDY_WAS_DONE, true))
                .waitsAt("Task_AnswerBuyer", "Timer_RefundExpected")
                .completes("Task_AnswerBuyer", SEND)
                .sent("refund-issued", JAPANESE, "R-2026-7");
        desk.passesUntil("2026-11-26T00:00", TOKYO);
        dispute.completes("Task_VerifyRefund", COMPLETE)
                .hasRemedies("REFUND SETTLED", "CARRIER_INQUIRY WITHDRAWN")
                .completes("Task_NoteCause", cause("CARRIER"))
                .endsAs("End_Remedied");
    }

    // --- what may be chosen

    /** 000-08: the table has the last word on what the facts allow, by the form and past it */
    @Test
    void only_what_the_table_allows_can_be_chosen(Desk desk) {
        var dispute = checks(desk.opens(orderNotReceived().withParcel(DeliveryState.RETURNED)))
                .knows(REMEDY_OPTIONS, "REFUND,REPLACEMENT");
        dispute.isRefused(() -> dispute.completes("Task_ChooseRemedy", ASK_CARRIER), "remedy-fits-facts")
                .isRefused(() -> dispute.completesRaw("Task_ChooseRemedy", ASK_CARRIER), "remedy-fits-facts")
                .isRejected(() -> dispute.completes("Task_ChooseRemedy", with(REMEDY, "VOUCHER")), "remedy")
                .isRejected(() -> dispute.completes("Task_ChooseRemedy", Answers.NONE), "remedy")
                .hasRemedies();
    }

    /** 003-07: the order report says that Amazon serves it; asking the carrier stays possible */
    @Test
    void an_order_that_amazon_serves_is_neither_refunded_nor_replaced(Desk desk) {
        var opening = lost();
        var dispute = checks(desk.opens(opening));
        desk.passes(minutes(1));
        desk.orders.learn(opening.fulfilledBy(Fulfilment.FBA).order(desk.now()));
        dispute.isRefused(() -> dispute.completes("Task_ChooseRemedy", REFUND), "refund-is-amazons")
                .isRefused(() -> dispute.completesRaw("Task_ChooseRemedy", REFUND), "refund-is-amazons")
                .isRefused(() -> dispute.completes("Task_ChooseRemedy", REPLACE), "refund-is-amazons")
                .completes("Task_ChooseRemedy", ASK_CARRIER)
                .waitsAt("Task_SendHoldingReply", "Task_OpenInquiry");
    }

    /** 000-07, 000-13 */
    @Test
    void nothing_is_given_while_the_payment_is_pending(Desk desk) {
        var opening = lost();
        var dispute = checks(desk.opens(opening));
        desk.passes(minutes(1));
        desk.orders.learn(opening.withPayment(PaymentState.PENDING).order(desk.now()));
        dispute.isRefused(() -> dispute.completes("Task_ChooseRemedy", REFUND), "nothing-while-payment-is-open")
                .isRefused(() -> dispute.completesRaw("Task_ChooseRemedy", REPLACE), "nothing-while-payment-is-open");
    }

    /** 000-07, 000-13, 000-16: refunded in Seller Central by somebody else */
    @Test
    void nothing_is_given_for_an_order_that_is_refunded(Desk desk) {
        var opening = lost();
        var dispute = checks(desk.opens(opening));
        desk.passes(minutes(1));
        desk.orders.learn(opening.withPayment(PaymentState.REFUNDED).order(desk.now()));
        dispute.isRefused(() -> dispute.completes("Task_ChooseRemedy", REFUND), "nothing-while-payment-is-open")
                .isRefused(() -> dispute.completes("Task_ChooseRemedy", REPLACE), "nothing-while-payment-is-open");
    }

    /** 000-16, A7: a refund that was decided is not released any more when the payment has changed since */
    @Test
    void the_guard_looks_again_when_it_is_about_to_happen(Desk desk) {
        var opening = lost().worth("12000");
        var dispute = checks(desk.opens(opening)).completes("Task_ChooseRemedy", REFUND);
        desk.passes(minutes(1));
        desk.orders.learn(opening.withPayment(PaymentState.REFUNDED).order(desk.now()));
        dispute.isRefused(() -> dispute.completes("Task_ApproveRemedy", APPROVE), "nothing-while-payment-is-open")
                .hasRemedies("REFUND DECIDED")
                .completes("Task_ApproveRemedy", SEND_BACK)
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy");
    }

    // --- once per line

    /** 000-16: in the same case, by whatever way the task was reached */
    @Test
    void a_line_gets_one_remedy_in_one_case(Desk desk) {
        var dispute = checks(desk.opens(lost()));
        refunds(dispute, "R-2026-4", "2026-12-01")
                .operatorStartsBefore("give-remedy", "Task_ChooseRemedy")
                .waitsAt("Timer_RefundExpected", "Task_ChooseRemedy");
        // this case says that the order is refunded; what the desk's own tables know counts as well
        dispute.operatorSets("give-remedy", with(PAYMENT_STATE, "PAID"))
                .isRefused(() -> dispute.completes("Task_ChooseRemedy", REFUND), "one-remedy")
                .isRefused(() -> dispute.completes("Task_ChooseRemedy", REPLACE), "one-remedy")
                .isRefused(() -> dispute.completesRaw("Task_ChooseRemedy", REFUND), "one-remedy")
                .hasRemedies("REFUND DONE");
    }

    /** 000-13: nor past the choice */
    @Test
    void what_nobody_decided_is_not_carried_out(Desk desk) {
        var dispute = checks(desk.opens(lost()));
        dispute.isRefused(() -> dispute.operatorStartsBefore("give-remedy", "Call_Refund"), "decided-first")
                .isRefused(() -> dispute.operatorStartsBefore("give-remedy", "Call_Replacement"), "decided-first")
                .isRefused(() -> dispute.operatorStartsBefore("give-remedy", "Call_CarrierInquiry"), "decided-first");
    }

    /** 000-16: a later case of the same order sees it */
    @Test
    void a_line_gets_one_remedy_in_all_cases(Desk desk) {
        var opening = lost();
        var first = checks(desk.opens(opening));
        refunds(first, "R-2026-5", "2026-11-26");
        desk.passesUntil("2026-11-26T00:00", TOKYO);
        first.completes("Task_VerifyRefund", COMPLETE)
                .completes("Task_NoteCause", cause("CARRIER"))
                .endsAs("End_Remedied");

        var second = checks(desk.opens(opening));
        second.isRefused(() -> second.completes("Task_ChooseRemedy", REFUND), "one-remedy")
                .isRefused(() -> second.completes("Task_ChooseRemedy", REPLACE), "one-remedy")
                .isRefused(() -> second.completesRaw("Task_ChooseRemedy", REPLACE), "one-remedy")
                .hasRemedies("REFUND SETTLED");
        assertThat(second.form("Task_ChooseRemedy", "caseFacts", Locale.ENGLISH))
                .contains("refund · complete", first.number().value());
    }

    /** 000-16: two lines, two remedies; the whole order has its lines in it */
    @Test
    void each_line_of_an_order_may_have_its_own(Desk desk) {
        var opening = lost().withLine("SKU-1", "1980").withLine("SKU-2", "2000");
        var first = checks(desk.opens(opening));
        assertThat(first.form("Task_ChooseRemedy", "orderLines"))
                .isEqualTo("SKU-1\t1 × Title of SKU-1\nSKU-2\t1 × Title of SKU-2");
        first.isRejected(() -> first.completes("Task_ChooseRemedy", REFUND.and(REMEDY_LINE, "SKU-9")), "remedyLine")
                .completes("Task_ChooseRemedy", REFUND.and(REMEDY_LINE, "SKU-1"));
        first.isRefused(
                        () -> first.completes("Task_IssueRefund", refunded("R-2026-6", "2026-11-26")),
                        "never-above-paid")
                .completes(
                        "Task_IssueRefund", refunded("R-2026-6", "2026-11-26").and(REFUND_AMOUNT, "1980"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("refund-issued", JAPANESE, "1,980");
        desk.passesUntil("2026-11-26T00:00", TOKYO);
        first.completes("Task_VerifyRefund", COMPLETE)
                .completes("Task_NoteCause", cause("CARRIER"))
                .endsAs("End_Remedied");

        var second = checks(desk.opens(opening));
        second.isRefused(() -> second.completes("Task_ChooseRemedy", REPLACE.and(REMEDY_LINE, "SKU-1")), "one-remedy")
                .isRefused(() -> second.completes("Task_ChooseRemedy", REFUND), "one-remedy")
                .completes("Task_ChooseRemedy", REPLACE.and(REMEDY_LINE, "SKU-2"))
                .hasRemedies("REFUND of SKU-1 SETTLED", "REPLACEMENT of SKU-2 RELEASED");
    }

    // --- a second person

    /** 000-13: the limit itself is not above it, and a line counts for what it cost */
    @Test
    void up_to_the_limit_one_person_is_enough(Desk desk) {
        checks(desk.opens(lost().worth("10000")))
                .completes("Task_ChooseRemedy", REFUND)
                .waitsAt("Task_SendHoldingReply", "Task_IssueRefund");
        checks(desk.opens(lost().withLine("SKU-1", "6000").withLine("SKU-2", "6000")))
                .completes("Task_ChooseRemedy", REFUND.and(REMEDY_LINE, "SKU-2"))
                .waitsAt("Task_SendHoldingReply", "Task_IssueRefund");
        checks(desk.opens(lost().worth("12000")))
                .completes("Task_ChooseRemedy", ASK_CARRIER)
                .waitsAt("Task_SendHoldingReply", "Task_OpenInquiry");
    }

    /** 000-13, A21: whoever chose it does not approve it, whatever group he is in */
    @Test
    void above_the_limit_another_person_approves(Desk desk) {
        var dispute = checks(desk.opens(lost().worth("10001")));
        dispute.by("lead")
                .completes("Task_ChooseRemedy", REFUND)
                .waitsAt("Task_SendHoldingReply", "Task_ApproveRemedy")
                .hasRemedies("REFUND DECIDED");
        assertThat(dispute.form("Task_ApproveRemedy", "caseFacts", Locale.JAPANESE))
                .contains("返金 · 決定済み");
        assertThat(dispute.form("Task_ApproveRemedy", "approvalLimit", Locale.JAPANESE))
                .isEqualTo("10,000円");
        assertThat(dispute.form("Task_ApproveRemedy", "remedyChosenBy")).isEqualTo("lead");
        dispute.isRefused(() -> dispute.by("lead").completes("Task_ApproveRemedy", APPROVE), "second-person")
                .isRefused(() -> dispute.by("lead").completesRaw("Task_ApproveRemedy", APPROVE), "second-person");
        dispute.by("otherlead")
                .completes("Task_ApproveRemedy", APPROVE)
                .waitsAt("Task_SendHoldingReply", "Task_IssueRefund")
                .knows(APPROVAL, "APPROVED")
                .record()
                .reads("Remedy decided: REFUND", "Refused by the guard", "Remedy approved by a second person");
        assertThat(desk.remedies.ofOrder(dispute.orderId()).get(0))
                .returns("lead", Remedy::decidedBy)
                .returns("otherlead", Remedy::approvedBy);
    }

    /** 000-13: what nobody knows the value of may be worth anything; goods count like money */
    @Test
    void a_replacement_of_unknown_value_needs_a_second_person(Desk desk) {
        checks(desk.opens(lost().ofUnknownWorth()))
                .completes("Task_ChooseRemedy", REPLACE)
                .waitsAt("Task_SendHoldingReply", "Task_ApproveRemedy")
                .completes("Task_ApproveRemedy", APPROVE)
                .waitsAt("Task_SendHoldingReply", "Task_SendReplacement");
    }

    /** P13: Amazon would pay the claim, and does not reimburse what the seller gives himself */
    @Test
    void under_a_claims_protected_label_a_second_person_approves(Desk desk) {
        var dispute = desk.opens(lost())
                .completes("Task_CheckFacts", RIGHT_ADDRESS.and(CLAIMS_PROTECTED, true))
                .knows(RECOMMENDED_REMEDY, "CARRIER_INQUIRY")
                .completes("Task_ChooseRemedy", REFUND)
                .waitsAt("Task_SendHoldingReply", "Task_ApproveRemedy");
        dispute.completes("Task_ApproveRemedy", APPROVE).waitsAt("Task_SendHoldingReply", "Task_IssueRefund");
    }

    /** 000-13: with a word why, which the person who chose it reads; then another remedy may be chosen */
    @Test
    void what_is_sent_back_is_chosen_again(Desk desk) {
        var dispute = checks(desk.opens(lost().worth("12000")))
                .completes("Task_ChooseRemedy", REFUND.and(CARRIER_ALSO_ASKED, true))
                .hasRemedies("REFUND DECIDED", "CARRIER_INQUIRY DECIDED");
        dispute.isRejected(() -> dispute.completes("Task_ApproveRemedy", with(APPROVAL, "SENT_BACK")), "approvalNote")
                .isRejected(
                        () -> dispute.completesRaw("Task_ApproveRemedy", with(APPROVAL, "SENT_BACK")), "approvalNote")
                .completes("Task_ApproveRemedy", SEND_BACK)
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy")
                .knows(APPROVAL, "SENT_BACK")
                .hasRemedies("REFUND WITHDRAWN", "CARRIER_INQUIRY WITHDRAWN");
        assertThat(dispute.form("Task_ChooseRemedy", "approvalNote")).isEqualTo("まず配送会社に確認してください。");

        dispute.completes("Task_ChooseRemedy", REPLACE.and(CARRIER_ALSO_ASKED, false))
                .waitsAt("Task_SendHoldingReply", "Task_ApproveRemedy")
                .knows(APPROVAL, "");
        dispute.isRejected(() -> dispute.completes("Task_ApproveRemedy", with(APPROVAL, "SENT_BACK")), "approvalNote")
                .completes("Task_ApproveRemedy", APPROVE)
                .waitsAt("Task_SendHoldingReply", "Task_SendReplacement")
                .hasRemedies("REFUND WITHDRAWN", "CARRIER_INQUIRY WITHDRAWN", "REPLACEMENT RELEASED");
    }

    private static Opening lost() {
        return orderNotReceived().withParcel(DeliveryState.LOST);
    }
}
