package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.disputedesk.dispute.DisputeFacts.BUYER_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.EARLIER_NON_ARRIVALS;
import static org.disputedesk.dispute.DisputeFacts.FRAUD_STATE;
import static org.disputedesk.dispute.DisputeFacts.FRAUD_SUSPECTED;
import static org.disputedesk.dispute.DisputeFacts.REPORT_DECISION;
import static org.disputedesk.dispute.DisputeFacts.REPORT_REFERENCE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.ENGLISH;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Desk.days;
import static org.disputedesk.process.Desk.hours;
import static org.disputedesk.process.Desk.seconds;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.answers;
import static org.disputedesk.process.Staff.cause;
import static org.disputedesk.process.Staff.checks;

import java.util.List;
import java.util.Locale;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.Test;

/** The room "Suspected fraud": the records are held and a neutral report is made, and the buyer notices nothing of it. */
@DeskSpec("suspected-fraud")
class SuspectedFraudSpec {

    private static final Answers DOUBTED = RIGHT_ADDRESS
            .and(FRAUD_SUSPECTED, true)
            .and("doubtNote", "Signed for by the buyer himself on 2026-11-20 (Yamato).");
    private static final Answers APPROVED = with(REPORT_DECISION, "APPROVED");
    private static final Answers DROPPED = with(REPORT_DECISION, "DROPPED").and("reportNote", "お届け先の家族が受け取っていました。");

    /** A6, 000-18, 000-19, 000-20: held, drafted, read by a lead, given to Amazon; the hold stays */
    @Test
    void a_doubt_holds_the_records_and_is_reported_to_amazon(Desk desk) {
        var dispute = desk.opens(signedFor())
                .completes("Task_CheckFacts", DOUBTED)
                .isHeld()
                .knows(FRAUD_STATE, "HELD")
                .waitsAt("Task_WriteReport", "Task_AnswerBuyer", "Gw_Answered");
        assertThat(dispute.form("Task_WriteReport", "reportText"))
                .asString()
                .contains(dispute.orderId(), "Yamato", "2026年11月23日（月）10時00分", "玄関", "署名")
                .doesNotContain("${");
        assertThat(dispute.form("Task_WriteReport", "fraudReasonText", Locale.ENGLISH))
                .isEqualTo("A member of staff doubts the report.");

        dispute.completes("Task_WriteReport", with("reportText", "11月23日10時00分、玄関で署名を得て配達済み。"))
                .waitsAt("Task_ApproveReport", "Task_AnswerBuyer", "Gw_Answered")
                .isRejected(() -> dispute.completes("Task_ApproveReport", Answers.NONE), "reportDecision")
                .completes("Task_ApproveReport", APPROVED);
        assertThat(dispute.form("Task_ReportToAmazon", "reportText")).isEqualTo("11月23日10時00分、玄関で署名を得て配達済み。");
        dispute.isRejected(
                        () -> dispute.completes("Task_ReportToAmazon", with(REPORT_REFERENCE, " ")), "reportReference")
                .completes("Task_ReportToAmazon", with(REPORT_REFERENCE, "AMZ-9"))
                .knows(FRAUD_STATE, "REPORTED")
                .isHeld()
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .record()
                .reads(
                        "Records held: A member of staff doubts the report.",
                        "Report to Amazon drafted",
                        "Task completed: Write report",
                        "Task completed: Approve report",
                        "Task completed: Report to Amazon",
                        "Reported to Amazon under AMZ-9");
        assertThat(dispute.form("Task_AnswerBuyer", "caseFacts", Locale.ENGLISH))
                .contains("Records held\treported to Amazon", "AMZ-9");
    }

    /** 000-20: the report speaks the language of the marketplace's support, whatever the buyer's is */
    @Test
    void the_report_is_drafted_in_the_language_of_the_marketplace(Desk desk) {
        var japan = desk.opens(signedFor().in(ENGLISH)).completes("Task_CheckFacts", DOUBTED);
        assertThat(japan.form("Task_WriteReport", "reportText")).asString().contains("配達の証拠：署名");

        var america = desk.opens(signedFor().at(Marketplace.US).in(JAPANESE)).completes("Task_CheckFacts", DOUBTED);
        assertThat(america.form("Task_WriteReport", "reportText"))
                .asString()
                .contains("Proof of delivery: signature", america.orderId());
    }

    /** 000-20: what is not known is not in it */
    @Test
    void the_report_on_a_parcel_that_was_not_delivered_has_no_open_words(Desk desk) {
        var dispute = desk.opens(orderNotReceived()).completes("Task_CheckFacts", DOUBTED);
        assertThat(dispute.form("Task_WriteReport", "reportText"))
                .asString()
                .contains(dispute.orderId())
                .doesNotContain("${");
    }

    /** 000-18, 000-19: raised while a reply is read */
    @Test
    void a_doubt_can_be_raised_while_a_reply_is_read(Desk desk) {
        answers(desk.opens(signedFor()))
                .isNotHeld()
                .receives("buyer-replied", with("buyerText", "やはりありません。"))
                .completes(
                        "Task_ReadReply",
                        with(BUYER_ANSWER, "STILL_MISSING")
                                .and(FRAUD_SUSPECTED, true)
                                .and("doubtNote", "Signed for by the buyer himself on 2026-11-20 (Yamato)."))
                .isHeld()
                .waitsAt("Task_WriteReport", "Task_SendHoldingReply", "Task_CheckFacts");
    }

    /** 000-18: or outside any task, once */
    @Test
    void a_doubt_can_be_told_from_outside(Desk desk) {
        var dispute = answers(desk.opens(signedFor()))
                .receives("fraud-suspected", with("staffNote", "Same handwriting as in another case."))
                .isHeld()
                .waitsAt("Task_WriteReport", "Gw_Wait");
        assertThatThrownBy(() -> dispute.receives("fraud-suspected"))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("held already");
        dispute.waitsAt("Task_WriteReport", "Gw_Wait");
    }

    /** A6, 000-18: three earlier cases of one buyer and a signature, and the table raises it by itself */
    @Test
    void three_earlier_cases_and_a_signature_hold_the_records(Desk desk) {
        for (int i = 0; i < 3; i++) {
            answers(desk.opens(boughtBy("佐藤 花子")));
        }
        var fourth = checks(desk.opens(boughtBy("佐藤　花子")))
                .knows(EARLIER_NON_ARRIVALS, 3L)
                .isHeld()
                .waitsAt("Task_WriteReport", "Task_AnswerBuyer", "Gw_Answered");
        assertThat(fourth.form("Task_WriteReport", "reportText")).asString().contains("過去180日間に", "他の3件の注文");
        fourth.record()
                .reads("Earlier cases looked up: 0 of the order, 3 of the buyer", "Records held: The same buyer has");
    }

    /** A6: neither another buyer, nor a parcel nobody signed for, nor the third case */
    @Test
    void less_than_that_holds_nothing(Desk desk) {
        for (int i = 0; i < 3; i++) {
            checks(desk.opens(boughtBy("鈴木 次郎")))
                    .knows(EARLIER_NON_ARRIVALS, (long) i)
                    .isNotHeld();
        }
        checks(desk.opens(orderNotReceived().withParcel(DeliveryState.LOST).boughtBy("鈴木 次郎", "150-0001")))
                .knows(EARLIER_NON_ARRIVALS, 3L)
                .isNotHeld();
        checks(desk.opens(boughtBy("鈴木 三郎"))).knows(EARLIER_NON_ARRIVALS, 0L).isNotHeld();
    }

    /** A6: 180 days, to the second */
    @Test
    void cases_of_long_ago_do_not_count(Desk desk) {
        desk.itIs("2026-05-01T09:00", TOKYO);
        for (String buyer : List.of("高橋 一", "田中 二")) {
            for (int i = 0; i < 3; i++) {
                desk.opens(boughtBy(buyer)).administratorCancels();
            }
        }
        desk.passes(days(180));
        checks(desk.opens(boughtBy("高橋 一"))).isHeld();
        desk.passes(seconds(1));
        checks(desk.opens(boughtBy("田中 二"))).knows(EARLIER_NON_ARRIVALS, 0L).isNotHeld();
    }

    /** 000-20: with a word why, as often as it takes */
    @Test
    void a_report_can_be_sent_back(Desk desk) {
        var dispute = doubted(desk).completes("Task_WriteReport", with("reportText", "たぶん届いています。"));
        dispute.isRejected(
                        () -> dispute.completes("Task_ApproveReport", with(REPORT_DECISION, "SENT_BACK")), "reportNote")
                .completes(
                        "Task_ApproveReport", with(REPORT_DECISION, "SENT_BACK").and("reportNote", "推測ではなく記録を書いてください。"))
                .knows(REPORT_DECISION, "SENT_BACK")
                .isHeld()
                .waitsAt("Task_WriteReport", "Task_AnswerBuyer", "Gw_Answered");
        assertThat(dispute.form("Task_WriteReport", "reportNote")).isEqualTo("推測ではなく記録を書いてください。");
        assertThat(dispute.form("Task_WriteReport", "reportText")).isEqualTo("たぶん届いています。");
        dispute.completes("Task_WriteReport", with("reportText", "11月23日10時00分に配達。署名あり。"))
                .completes("Task_ApproveReport", APPROVED)
                .waitsAt("Task_ReportToAmazon", "Task_AnswerBuyer", "Gw_Answered");
    }

    /** 000-18: unfounded, so that the records are like all others again; a new doubt is a new hold */
    @Test
    void a_dropped_doubt_lifts_the_hold_and_can_be_raised_again(Desk desk) {
        var dispute = doubted(desk)
                .completes("Task_WriteReport", with("reportText", "11月23日に配達。"))
                .completes("Task_ApproveReport", DROPPED)
                .isNotHeld()
                .knows(FRAUD_STATE, "")
                .knows(FRAUD_SUSPECTED, false)
                .waitsAt("Task_AnswerBuyer", "Gw_Answered");
        dispute.receives("fraud-suspected")
                .isHeld()
                .waitsAt("Task_WriteReport", "Task_AnswerBuyer", "Gw_Answered")
                .record()
                .reads("Records held", "Suspicion dropped, hold lifted", "Records held");
    }

    /** 000-18: the table has seen nothing new, so what a lead has dropped stays dropped in the next round */
    @Test
    void a_dropped_signal_does_not_come_back_by_itself(Desk desk) {
        for (int i = 0; i < 3; i++) {
            desk.opens(boughtBy("伊藤 四郎"));
        }
        var dispute = checks(desk.opens(boughtBy("伊藤 四郎")))
                .isHeld()
                .completes("Task_WriteReport", with("reportText", "11月23日に配達。"))
                .completes("Task_ApproveReport", DROPPED)
                .isNotHeld()
                .completes("Task_AnswerBuyer", SEND);
        dispute.receives("buyer-replied", with("buyerText", "まだありません。"))
                .completes("Task_ReadReply", with(BUYER_ANSWER, "STILL_MISSING"))
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .isNotHeld()
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy");
    }

    /** 000-20: two people, as for money */
    @Test
    void whoever_wrote_the_report_does_not_approve_it(Desk desk) {
        var dispute = doubted(desk);
        dispute.by("lead").completes("Task_WriteReport", with("reportText", "11月23日に配達。"));
        dispute.isRefused(() -> dispute.by("lead").completes("Task_ApproveReport", APPROVED), "report-second-person");
        dispute.by("otherlead")
                .completes("Task_ApproveReport", APPROVED)
                .waitsAt("Task_ReportToAmazon", "Task_AnswerBuyer", "Gw_Answered");
    }

    /** A6, 002-24: clock, letter and end are those of a case without any doubt */
    @Test
    void the_buyer_notices_nothing(Desk desk) {
        var doubted = doubted(desk);
        var trusted = checks(desk.opens(signedFor())).isNotHeld();
        for (Dispute dispute : List.of(doubted, trusted)) {
            dispute.replyIsDue("2026-11-25T09:00", TOKYO).hasPriority(50);
        }
        desk.passes(hours(12));
        for (Dispute dispute : List.of(doubted, trusted)) {
            dispute.hasPriority(75)
                    .replyIsDue("2026-11-25T09:00", TOKYO)
                    .completes("Task_AnswerBuyer", SEND)
                    .sent("please-check-around", JAPANESE)
                    .sentLetters(1);
        }
        assertThat(doubted.newestLetter().replace(doubted.orderId(), "#"))
                .isEqualTo(trusted.newestLetter().replace(trusted.orderId(), "#"));

        for (Dispute dispute : List.of(doubted, trusted)) {
            dispute.receives("buyer-confirmed");
        }
        trusted.waitsAt("Task_NoteCause")
                .completes("Task_NoteCause", cause("BUYER"))
                .endsAs("End_ParcelArrived");
        doubted.waitsAt("Task_WriteReport", "Task_NoteCause")
                .completes("Task_NoteCause", cause("BUYER"))
                .waitsAt("Task_WriteReport")
                .completes("Task_WriteReport", with("reportText", "11月23日に配達。"))
                .completes("Task_ApproveReport", DROPPED)
                .endsAs("End_ParcelArrived");
    }

    /** 002-24: the report is all that is left, and the buyer writes once more */
    @Test
    void a_buyer_who_writes_while_the_report_is_open_is_answered(Desk desk) {
        var dispute = doubted(desk)
                .completes("Task_AnswerBuyer", SEND)
                .receives("buyer-confirmed")
                .completes("Task_NoteCause", cause("BUYER"))
                .waitsAt("Task_WriteReport");
        desk.passes(hours(1));
        dispute.receives("buyer-replied", with("buyerText", "領収書をください。"))
                .waitsAt("Task_SendHoldingReply", "Task_ReadReply", "Gw_Answered", "Task_WriteReport");
    }

    /** 000-20: in any letter and any language of the desk, whatever the route */
    @Test
    void a_letter_that_accuses_is_refused(Desk desk) {
        var dispute = doubted(desk);
        for (String words : List.of("これは詐欺です。", "お客様の申告は虚偽です。", "You are a scammer.", "This is FRAUD!", "您这是欺诈。")) {
            dispute.isRefused(
                            () -> dispute.completes("Task_AnswerBuyer", SEND.and("letterFacts", words)),
                            "no-accusation")
                    .isRefused(
                            () -> dispute.completesRaw("Task_AnswerBuyer", SEND.and("letterProposal", words)),
                            "no-accusation");
        }
        dispute.sentNothing();

        var held = desk.opens(signedFor());
        held.isRefused(
                        () -> held.completes(
                                "Task_SendHoldingReply",
                                with("promisedDate", "2026-11-25").and("holdingText", "We suspect that you lied.")),
                        "no-accusation")
                .sentNothing();
    }

    private static Dispute doubted(Desk desk) {
        return desk.opens(signedFor())
                .completes("Task_CheckFacts", DOUBTED)
                .isHeld()
                .waitsAt("Task_WriteReport", "Task_AnswerBuyer", "Gw_Answered");
    }

    private static Opening signedFor() {
        return orderNotReceived().delivered("2026-11-23T10:00", "玄関");
    }

    private static Opening boughtBy(String name) {
        return orderNotReceived().delivered("2026-04-23T10:00", "玄関").boughtBy(name, "150-0001");
    }
}
