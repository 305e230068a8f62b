package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.dispute.DisputeFacts.APPEAL_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_DECISION;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_REFERENCE;
import static org.disputedesk.dispute.DisputeFacts.PAYMENT_STATE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.ENGLISH;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Desk.days;
import static org.disputedesk.process.Desk.hours;
import static org.disputedesk.process.Desk.seconds;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.ASK_CARRIER;
import static org.disputedesk.process.Staff.REFUND;
import static org.disputedesk.process.Staff.REPLACE;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.answers;
import static org.disputedesk.process.Staff.cause;
import static org.disputedesk.process.Staff.checks;
import static org.disputedesk.process.Staff.refunds;

import java.util.List;
import java.util.Locale;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.Test;

/** The room "A-to-z claim": answered in 48 hours, decided by Amazon, appealed in 30 days. */
@DeskSpec("a-to-z-claim")
class AToZClaimSpec {

    private static final Answers DEFENDED = with(CLAIM_ANSWER, "DEFENDED");
    private static final Answers REFUNDED = with(CLAIM_ANSWER, "REFUNDED");
    private static final Answers CONCEDED = with(CLAIM_ANSWER, "CONCEDED");
    private static final Answers GRANTED = with(CLAIM_DECISION, "GRANTED");
    private static final Answers DENIED = with(CLAIM_DECISION, "DENIED");

    /** P7, A7: a weekend counts; each reminder to the second */
    @Test
    void a_claim_is_answered_within_48_hours(Desk desk) {
        desk.itIs("2026-11-20T18:00", TOKYO);
        var dispute = claimed(desk).taskIsDue("Task_AnswerClaim", "2026-11-22T18:00", TOKYO);
        assertThat(dispute.form("Task_AnswerClaim", "caseFacts", Locale.ENGLISH))
                .contains("A-to-z claim\topen · A-111", "Answer to Amazon about a claim")
                .containsPattern("Evidence\t\\d of \\d · missing: [^\n]*");

        desk.passes(hours(24).minus(seconds(1)));
        dispute.hasPriority(50);
        desk.passes(seconds(1));
        dispute.hasPriority(90);
        desk.passes(hours(24).minus(seconds(1)));
        dispute.hasPriority(90);
        desk.passes(seconds(1));
        dispute.hasPriority(100)
                .waitsAt("Task_AnswerClaim", "Gw_Wait")
                .hasDeadlines("inr.claim-opens", "claim.info-request", "inr.buyer-answer")
                .completes("Task_AnswerClaim", DEFENDED)
                .waitsAt("Task_EnterClaimDecision", "Gw_Wait")
                .hasDeadlines("inr.claim-opens", "inr.buyer-answer");
    }

    /** P7: from when Amazon asked, not from when the desk was told */
    @Test
    void the_48_hours_count_from_amazons_notice(Desk desk) {
        answers(desk.opens(orderNotReceived()))
                .receives("a-to-z-filed", desk.now().minus(hours(30)), Answers.NONE)
                .hasPriority(90)
                .taskIsDue("Task_AnswerClaim", "2026-11-25T03:00", TOKYO);
    }

    /** 000-15, 000-24, 000-17: defended and won; the order is free again */
    @Test
    void a_claim_that_is_defended_and_denied_ends_the_case(Desk desk) {
        var opening = lost();
        var dispute = checks(desk.opens(opening)).receives("a-to-z-filed", with(CLAIM_REFERENCE, "A-112"));
        dispute.completes("Task_AnswerBuyer", SEND)
                .sent("claim-open", JAPANESE, dispute.orderId())
                .isRejected(() -> dispute.completes("Task_AnswerClaim", Answers.NONE), "claimAnswer")
                .isRejected(
                        () -> dispute.completesRaw("Task_AnswerClaim", with(CLAIM_ANSWER, "IGNORED")), "claimAnswer")
                .completes("Task_AnswerClaim", DEFENDED)
                .isRejected(() -> dispute.completes("Task_EnterClaimDecision", Answers.NONE), "claimDecision")
                .completes("Task_EnterClaimDecision", DENIED)
                .waitsAt("Task_NoteCause")
                .knows(PAYMENT_STATE, "PAID")
                .completes("Task_NoteCause", cause("CARRIER"))
                .endsAs("End_ClaimDecided")
                .hasRemedies()
                .record()
                .reads(
                        "Event: a-to-z-filed",
                        "A-to-z claim filed",
                        "Answer to Amazon about a claim",
                        "Claim answered: DEFENDED",
                        "Claim decided: DENIED",
                        "Case closed: Claim decided by Amazon");

        checks(desk.opens(opening)).completes("Task_ChooseRemedy", REFUND).hasRemedies("REFUND RELEASED");
    }

    /** 000-13, A7: the order's one refund went through the claim */
    @Test
    void a_refund_through_the_claim_is_the_orders_one_remedy(Desk desk) {
        var opening = lost();
        var dispute = checks(desk.opens(opening))
                .receives("a-to-z-filed")
                .completes("Task_AnswerBuyer", SEND)
                .completes("Task_AnswerClaim", REFUNDED)
                .hasRemedies("REFUND SETTLED")
                .receives("amazon-decided", DENIED)
                .completes("Task_NoteCause", cause("CARRIER"))
                .endsAs("End_ClaimDecided");
        assertThat(desk.remedies.ofOrder(dispute.orderId()).get(0).reference()).isEqualTo("A-to-z claim");

        var later = checks(desk.opens(opening));
        later.isRefused(() -> later.completes("Task_ChooseRemedy", REFUND), "one-remedy")
                .isRefused(() -> later.completes("Task_ChooseRemedy", REPLACE), "one-remedy");
    }

    /** 000-13, P13: as every other refund above the limit; the word of the first is kept, and of no use to himself */
    @Test
    void a_refund_through_the_claim_above_the_limit_needs_two_persons(Desk desk) {
        var dispute = checks(desk.opens(lost().worth("12000")))
                .receives("a-to-z-filed")
                .completes("Task_AnswerBuyer", SEND);
        dispute.isRefused(
                        () -> dispute.by("lead").completes("Task_AnswerClaim", REFUNDED), "claim-refund-second-person")
                .isRefused(
                        () -> dispute.by("lead").completesRaw("Task_AnswerClaim", REFUNDED),
                        "claim-refund-second-person")
                .hasRemedies()
                .givesBack("Task_AnswerClaim")
                .by("otherlead")
                .completes("Task_AnswerClaim", REFUNDED)
                .hasRemedies("REFUND SETTLED");
        assertThat(desk.remedies.ofOrder(dispute.orderId())).singleElement().satisfies(refund -> {
            assertThat(refund.decidedBy()).isEqualTo("lead");
            assertThat(refund.approvedBy()).isEqualTo("otherlead");
        });
    }

    /** 000-16, A7: what is refunded already is proof for the defence, not refunded again */
    @Test
    void a_refund_through_the_claim_after_another_remedy_is_rejected(Desk desk) {
        var dispute = refunds(checks(desk.opens(lost())), "R-51", "2026-12-01").receives("a-to-z-filed");
        dispute.isRefused(() -> dispute.completes("Task_AnswerClaim", REFUNDED), "one-remedy")
                .isRefused(() -> dispute.completesRaw("Task_AnswerClaim", REFUNDED), "one-remedy")
                .completes("Task_AnswerClaim", DEFENDED)
                .hasRemedies("REFUND DONE");
    }

    /** 000-24, A8, P8: granted; the appeal is reminded after seven days and filed under Amazon's number */
    @Test
    void a_granted_claim_can_be_appealed(Desk desk) {
        var dispute = claimed(desk)
                .completes("Task_AnswerClaim", CONCEDED)
                .receives("amazon-decided", GRANTED)
                .waitsAt("Task_DecideAppeal", "Task_NoteCause")
                .knows(PAYMENT_STATE, "REFUNDED")
                .taskIsDue("Task_DecideAppeal", "2026-12-01T09:00", TOKYO);
        assertThat(dispute.form("Task_DecideAppeal", "caseFacts", Locale.ENGLISH))
                .contains("Appeal against a granted claim\tThu 2026-12-24 09:00 JST");
        dispute.isRejected(() -> dispute.completes("Task_DecideAppeal", Answers.NONE), "appealAnswer")
                .hasDeadlines("inr.claim-opens", "claim.appeal", "cause.note")
                .completes("Task_DecideAppeal", with(APPEAL_ANSWER, "APPEALED").and(CLAIM_REFERENCE, "AP-1"))
                .hasDeadlines("inr.claim-opens", "cause.note")
                .completes("Task_NoteCause", cause("CARRIER"))
                .endsAs("End_ClaimDecided")
                .record()
                .reads("Claim answered: CONCEDED", "Claim decided: GRANTED", "Appeal filed");
    }

    /** P8: 30 days from Amazon's decision, told two days late; one second before the end the task is there */
    @Test
    void the_time_to_appeal_ends_after_30_days(Desk desk) {
        var dispute = claimed(desk).completes("Task_AnswerClaim", DEFENDED);
        desk.passes(days(2));
        dispute.receives("amazon-decided", desk.now().minus(days(2)), GRANTED)
                .taskIsDue("Task_DecideAppeal", "2026-12-01T09:00", TOKYO)
                .completes("Task_NoteCause", cause("UNKNOWN"));

        desk.passesUntil("2026-12-24T08:59:59", TOKYO);
        dispute.waitsAt("Task_DecideAppeal");
        desk.passes(seconds(1));
        dispute.endsAs("End_ClaimDecided").record().reads("Claim decided: GRANTED", "No appeal in time", "Case closed");
    }

    /** 000-24, A7: accepted; whatever a later case says of the payment, Amazon has paid the buyer */
    @Test
    void after_a_granted_claim_nothing_more_is_given(Desk desk) {
        var opening = lost();
        checks(desk.opens(opening))
                .receives("a-to-z-filed")
                .completes("Task_AnswerBuyer", SEND)
                .completes("Task_AnswerClaim", DEFENDED)
                .completes("Task_EnterClaimDecision", GRANTED)
                .completes("Task_DecideAppeal", with(APPEAL_ANSWER, "ACCEPTED"))
                .completes("Task_NoteCause", cause("CARRIER"))
                .endsAs("End_ClaimDecided");

        var later = checks(desk.opens(opening));
        later.isRefused(() -> later.completes("Task_ChooseRemedy", REFUND), "nothing-while-payment-is-open")
                .isRefused(() -> later.completesRaw("Task_ChooseRemedy", REPLACE), "nothing-while-payment-is-open");
    }

    /** A7: Amazon does not always wait for the answer */
    @Test
    void a_decision_before_the_answer_closes_the_task(Desk desk) {
        claimed(desk).receives("amazon-decided", DENIED).waitsAt("Task_NoteCause");
        claimed(desk)
                .receives("amazon-decided", GRANTED)
                .waitsAt("Task_DecideAppeal", "Task_NoteCause")
                .record()
                .hasNo("Claim answered");
        var dispute = claimed(desk);
        dispute.isRejected(() -> dispute.receives("amazon-decided"), "claimDecision")
                .waitsAt("Task_AnswerClaim", "Gw_Wait");
    }

    /** A7, 000-13: neither by the task nor past it, in this case; asking the carrier stays possible */
    @Test
    void while_a_claim_is_open_nothing_is_given_beside_it_in_its_case(Desk desk) {
        var dispute = claimed(desk)
                .operatorStartsBefore("settle-non-arrival", "Call_GiveRemedy")
                // this case says that a claim is open; the desk's own tables say it too
                .operatorSets("give-remedy", with(PAYMENT_STATE, "PAID"));
        for (Answers remedy : List.of(REFUND, REPLACE)) {
            dispute.isRefused(() -> dispute.completes("Task_ChooseRemedy", remedy), "nothing-beside-a-claim")
                    .isRefused(() -> dispute.completesRaw("Task_ChooseRemedy", remedy), "nothing-beside-a-claim");
        }
        dispute.hasRemedies().completes("Task_ChooseRemedy", ASK_CARRIER).hasRemedies("CARRIER_INQUIRY RELEASED");
    }

    /** A7: the first case was taken off the desk, its claim is open at Amazon all the same */
    @Test
    void while_a_claim_is_open_nothing_is_given_in_another_case(Desk desk) {
        var opening = lost();
        checks(desk.opens(opening)).receives("a-to-z-filed").administratorCancels();

        var other = checks(desk.opens(opening));
        other.isRefused(() -> other.completes("Task_ChooseRemedy", REFUND), "nothing-beside-a-claim")
                .isRefused(() -> other.completes("Task_ChooseRemedy", REPLACE), "nothing-beside-a-claim")
                .isRefused(() -> other.completesRaw("Task_ChooseRemedy", REFUND), "nothing-beside-a-claim")
                .isRefused(() -> other.operatorStartsBefore("give-remedy", "Call_Refund"), "decided-first")
                .hasRemedies();
    }

    /** A7: two claims would be two answers */
    @Test
    void a_claim_that_is_told_again_is_not_opened_again(Desk desk) {
        claimed(desk)
                .receives("a-to-z-filed")
                .waitsAt("Task_AnswerClaim", "Gw_Wait")
                .record()
                .reads("A-to-z claim filed", "Amazon asks again about the claim")
                .has("A-to-z claim filed", 1);
    }

    /** P7: what Amazon asks after the answer has 48 hours of its own */
    @Test
    void what_amazon_asks_after_the_answer_is_answered_too(Desk desk) {
        var dispute = claimed(desk).completes("Task_AnswerClaim", DEFENDED);
        desk.passes(days(3));
        dispute.receives("a-to-z-filed")
                .waitsAt("Task_AnswerClaim", "Gw_Wait")
                .taskIsDue("Task_AnswerClaim", "2026-11-29T09:00", TOKYO)
                .completes("Task_AnswerClaim", DEFENDED)
                .waitsAt("Task_EnterClaimDecision", "Gw_Wait");
    }

    /** 000-09, 002-24: a buyer who writes meanwhile is answered in time, in his language */
    @Test
    void a_buyer_who_writes_meanwhile_hears_that_amazon_decides(Desk desk) {
        var dispute = answers(desk.opens(orderNotReceived().in(ENGLISH))).receives("a-to-z-filed");
        desk.passes(hours(1));
        dispute.receives("buyer-replied", with("buyerText", "Any news?"))
                .waitsAt("Task_SendHoldingReply", "Task_ReadReply", "Task_AnswerClaim", "Gw_Wait")
                .completes("Task_ReadReply", with("buyerAnswer", "STILL_MISSING"))
                .completes("Task_AnswerBuyer", SEND)
                .sent("claim-open-still", ENGLISH, dispute.orderId())
                .waitsAt("Task_AnswerClaim", "Gw_Wait");
    }

    /** 002-24: also when nothing is left but the decision on an appeal */
    @Test
    void a_buyer_who_writes_while_an_appeal_is_open_is_answered(Desk desk) {
        var dispute = claimed(desk)
                .receives("amazon-decided", GRANTED)
                .completes("Task_NoteCause", cause("CARRIER"))
                .waitsAt("Task_DecideAppeal");
        desk.passes(hours(1));
        dispute.receives("buyer-replied", with("buyerText", "ありがとうございました。"))
                .waitsAt("Task_SendHoldingReply", "Task_ReadReply", "Gw_Answered", "Task_DecideAppeal");
    }

    /** A case whose buyer was told to wait, and then claimed. */
    private static Dispute claimed(Desk desk) {
        return answers(desk.opens(orderNotReceived()))
                .receives("a-to-z-filed", with(CLAIM_REFERENCE, "A-111"))
                .waitsAt("Task_AnswerClaim", "Gw_Wait");
    }

    private static Opening lost() {
        return orderNotReceived().withParcel(DeliveryState.LOST);
    }
}
