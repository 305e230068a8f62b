package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.disputedesk.dispute.DisputeFacts.ANSWER_DECIDED;
import static org.disputedesk.dispute.DisputeFacts.ANSWER_LETTER;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.LETTER_WAS_SENT;
import static org.disputedesk.dispute.DisputeFacts.POLICY_PACK;
import static org.disputedesk.dispute.DisputeFacts.PROMISED_DATE;
import static org.disputedesk.dispute.DisputeFacts.REPLY_ACTION;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.BERLIN;
import static org.disputedesk.process.Desk.CHINESE;
import static org.disputedesk.process.Desk.ENGLISH;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.LOS_ANGELES;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Desk.days;
import static org.disputedesk.process.Desk.hours;
import static org.disputedesk.process.Desk.minutes;
import static org.disputedesk.process.Desk.seconds;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.checks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.RecordEntry;
import org.disputedesk.letter.LetterProof;
import org.disputedesk.letter.LetterTrouble;
import org.disputedesk.outbox.OutboxChannel.Delivery;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;

/** The room "Answer buyer", as a buyer whose parcel is missing calls it. */
@DeskSpec("answer-buyer")
class AnswerBuyerSpec {

    /** 002-24, P1: half the time, four hours before, at the end; each to the second, over a whole weekend */
    @Test
    void a_message_on_saturday_evening_is_late_on_sunday_evening(Desk desk) {
        desk.itIs("2026-11-21T18:00", TOKYO);
        var dispute = desk.opens(orderNotReceived())
                .replyIsDue("2026-11-22T18:00", TOKYO)
                .taskIsDue("Task_SendHoldingReply", "2026-11-22T18:00", TOKYO);

        desk.passes(hours(12).minus(seconds(1)));
        dispute.hasPriority(50).waitsAt("Task_SendHoldingReply", "Task_CheckFacts");
        desk.passes(seconds(1));
        dispute.hasPriority(75).waitsAt("Task_SendHoldingReply", "Task_CheckFacts");

        desk.passes(hours(8).minus(seconds(1)));
        dispute.hasPriority(75);
        desk.passes(seconds(1));
        dispute.hasPriority(90);

        desk.passes(hours(4).minus(seconds(1)));
        dispute.waitsAt("Task_SendHoldingReply", "Task_CheckFacts");
        desk.passes(seconds(1));
        dispute.waitsAt("Task_SendHoldingReply", "Task_CheckFacts", "Task_TakeOverReply");

        dispute.completes("Task_TakeOverReply", with("staffNote", "I answer this one myself."))
                .waitsAt("Task_SendHoldingReply", "Task_CheckFacts")
                .record()
                .reads(
                        "Timer: Half the time gone (12 h)",
                        "Urgency raised to 75",
                        "Timer: Reply due soon (20 h)",
                        "Urgency raised to 90",
                        "Timer: Reply target missed (24 h)",
                        "Task completed: Take over late reply");
    }

    /** 002-24: the lead's task ends with the answer */
    @Test
    void an_answer_that_leaves_late_ends_the_leads_task_too(Desk desk) {
        var dispute = desk.opens(orderNotReceived()).completes("Task_CheckFacts", RIGHT_ADDRESS);
        desk.passes(hours(24));
        dispute.waitsAt("Task_AnswerBuyer", "Task_TakeOverReply", "Gw_Answered")
                .by("lead")
                .completes("Task_AnswerBuyer", SEND)
                .sent("please-wait", JAPANESE)
                .waitsAt("Gw_Wait");
    }

    /** 002-24: somebody opens the case a day after the buyer wrote */
    @Test
    void a_case_that_is_opened_too_late_goes_to_a_lead_at_once(Desk desk) {
        desk.opens(orderNotReceived().writtenAt(desk.now().minus(hours(25))))
                .waitsAt("Task_SendHoldingReply", "Task_CheckFacts", "Task_TakeOverReply")
                .hasPriority(90);
    }

    /** 002-24, 003-23: in the reader's language, with the true time it is late and not from when the desk found it */
    @Test
    void a_due_date_explains_itself(Desk desk) {
        desk.itIs("2026-11-25T10:30", TOKYO);
        var dispute = desk.opens(orderNotReceived().writtenAt(desk.now().minus(hours(25))))
                .replyIsDue("2026-11-25T09:30", TOKYO);
        assertThat(dispute.form("Task_TakeOverReply", "caseFacts", Locale.ENGLISH))
                .startsWith("Reply to the buyer\tWed 2026-11-25 09:30 JST · 1 h 0 min late\n");
        assertThat(dispute.form("Task_TakeOverReply", "deadlineReasons", Locale.ENGLISH))
                .startsWith(
                        "Reply to the buyer: Buyer messages are answered within 24 hours of their arrival, weekends and holidays"
                                + " included. Counted from the buyer's message (Tue 2026-11-24 09:30 JST) plus 24 hours: due Wed"
                                + " 2026-11-25 09:30 JST. Source: P1, https://");
        assertThat(dispute.form("Task_TakeOverReply", "caseFacts", Locale.JAPANESE))
                .startsWith("購入者への返信\t2026-11-25（水）09:30 JST · 1時間0分超過\n");
        assertThat(dispute.form("Task_TakeOverReply", "deadlineReasons", Locale.JAPANESE))
                .startsWith("購入者への返信: 購入者のメッセージには、土日祝日も含めて受信から24時間以内に返信します。"
                        + "2026-11-24（火）09:30 JST の購入者のメッセージから24時間後の 2026-11-25（水）09:30 JST が期限です。根拠：P1");
        assertThat(dispute.form("Task_TakeOverReply", "caseFacts", Locale.SIMPLIFIED_CHINESE))
                .startsWith("答复买家\t2026-11-25（周三）09:30 JST · 已超时1小时0分\n");
        assertThat(dispute.form("Task_TakeOverReply", "deadlineReasons", Locale.SIMPLIFIED_CHINESE))
                .startsWith("答复买家: 买家消息须在收到后24小时内答复，周末和节假日也计算在内。");
    }

    /** 000-10: the buyer answers in the marketplace's own messages */
    @Test
    void a_letter_with_a_way_around_the_marketplace_is_refused(Desk desk) {
        var dispute = checks(desk.opens(orderNotReceived()));
        for (String words : List.of(
                "お電話は 03-1234-5678 まで。",
                "ＴＥＬ　０１２０－４４４－１１３",
                "Call +1 (206) 555-0100.",
                "Write to shop@example.com.",
                "See https://example.com/track.")) {
            dispute.isRefused(
                    () -> dispute.completes("Task_AnswerBuyer", SEND.and("letterFacts", words)), "no-contact-details");
        }
        dispute.completes(
                        "Task_AnswerBuyer",
                        SEND.and(
                                "letterFacts",
                                "注文 " + dispute.orderId() + "（https://www.amazon.co.jp/）は11月28日までに届く予定です。"))
                .sent("please-wait", JAPANESE, dispute.orderId());
    }

    /** 002-13, 003-21, P23: what is forbidden leaves by no way, whatever reason is given, and the record names no words */
    @Test
    void a_letter_against_the_guidelines_is_refused(Desk desk) {
        var dispute = checks(desk.opens(orderNotReceived()));
        for (String words : List.of("レビューを書いていただければ500円のギフト券をお送りします。", "低評価を削除していただけませんか。", "次回使えるクーポンをお送りします。")) {
            Answers letter = SEND.and("letterProposal", words).and("sendReason", "店長の指示です。");
            dispute.isRefused(() -> dispute.completes("Task_AnswerBuyer", letter), "letter-within-guidelines")
                    .isRefused(() -> dispute.completesRaw("Task_AnswerBuyer", letter), "letter-within-guidelines");
        }
        dispute.sentNothing();
        assertThatThrownBy(() -> dispute.completesRaw("Task_AnswerBuyer", SEND.and("letterFacts", "レビューの削除をお願いします。")))
                .isInstanceOfSatisfying(Rejected.class, rejected -> {
                    assertThat(rejected.getMessage()).contains("レビュー");
                    assertThat(rejected.logged())
                            .contains("review-pressure in letterFacts")
                            .doesNotContain("レビュー");
                });
        assertThat(dispute.record().entries())
                .extracting(RecordEntry::text)
                .noneMatch(text -> text.contains("レビュー") || text.contains("クーポン"))
                .anyMatch(text -> text.contains("incentive in letterProposal"));
    }

    /** 003-21: what is doubtful leaves with a reason, which is kept for this letter and for no other */
    @Test
    void a_doubtful_letter_leaves_with_a_reason(Desk desk) {
        var dispute = checks(desk.opens(orderNotReceived()));
        Answers doubtful = SEND.and("letterProposal", "配送会社のせいで遅れております。");
        dispute.isRejected(() -> dispute.completes("Task_AnswerBuyer", doubtful), "sendReason")
                .isRejected(
                        () -> dispute.completesRaw("Task_AnswerBuyer", doubtful.and("sendReason", " ")), "sendReason")
                .sentNothing()
                .completes("Task_AnswerBuyer", doubtful.and("sendReason", "配送会社も認めています。"))
                .sent("please-wait", JAPANESE, "配送会社のせい");
        assertThatThrownBy(() -> checks(desk.opens(orderNotReceived())).completes("Task_AnswerBuyer", doubtful))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.logged()).contains("letter-needs-reason"));
        RecordEntry approved = dispute.record().entries().stream()
                .filter(entry -> entry.kind().equals("letter-approved"))
                .findFirst()
                .orElseThrow();
        assertThat(approved.text()).doesNotContain("配送会社");
        assertThat(approved.facts())
                .contains("\"findings\":\"blame in letterProposal\"", "\"reasonCommitment\":")
                .doesNotContain("配送会社");
    }

    /** 000-10, P24: the short reply as well, in the language of the person who writes */
    @Test
    void a_holding_reply_is_read_as_every_letter(Desk desk) {
        var dispute = desk.opens(orderNotReceived());
        Answers nameless = with("holdingText", "Please wait, we are looking into it and will write to you.")
                .and(PROMISED_DATE, "2026-11-25");
        dispute.isRejected(() -> dispute.completes("Task_SendHoldingReply", nameless), "sendReason")
                .isRefused(
                        () -> dispute.completes("Task_SendHoldingReply", holding("LINE IDは akarido です。", "2026-11-25")),
                        "no-contact-details")
                .sentNothing();
        LocaleContextHolder.setLocale(Locale.JAPANESE);
        try {
            assertThatThrownBy(() -> dispute.completesRaw("Task_SendHoldingReply", nameless))
                    .hasMessageContaining("注文番号がどこにもありません")
                    .hasMessageContaining("購入者の言語で書かれていません")
                    .hasMessageContaining("購入者へのメッセージ");
            assertThatThrownBy(() -> dispute.completesRaw(
                            "Task_SendHoldingReply", holding("LINE IDは akarido です。", "2026-11-25")))
                    .hasMessageContaining("購入者へのメッセージ \"")
                    .hasMessageContaining("no-contact-details");
        } finally {
            LocaleContextHolder.resetLocaleContext();
        }
        dispute.completes("Task_SendHoldingReply", nameless.and("sendReason", "He asked in English on the phone."))
                .sent("holding-reply", JAPANESE, "Please wait");
    }

    /** 002-13, P23: asking in an answer would be choosing by mood; whoever was asked by hand is not asked again */
    @Test
    void no_letter_asks_for_feedback(Desk desk) {
        var dispute = desk.opens(orderNotReceived());
        Answers asks = holding("商品のレビューをお寄せいただけますと幸いです。", "2026-11-25").and("sendReason", "初めての依頼です。");
        dispute.isRefused(() -> dispute.completes("Task_SendHoldingReply", asks), "letter-within-guidelines")
                .sentNothing();
        desk.texts.sent(dispute.number().value(), "by-hand", "seller-central", JAPANESE, "商品のレビューをお寄せください。");
        dispute.isRefused(
                () -> desk.opens(Opening.of("feedback-request").saying("").forOrder(dispute.orderId())),
                "feedback-once");
    }

    /** 000-10, 000-20: nor by signs that nobody sees, or that look like others */
    @Test
    void what_a_reader_sees_is_what_is_checked(Desk desk) {
        var dispute = checks(desk.opens(orderNotReceived()));
        for (String words : List.of("fr\u200Baud", "fr\u0430ud", "詐 欺です", "詐\u200B欺です", "fra\u00ADud")) {
            dispute.isRefused(
                    () -> dispute.completes("Task_AnswerBuyer", SEND.and("letterFacts", words)), "no-accusation");
        }
        for (String words : List.of("\u200B", "\u3164", "\u00A0 ", "＄{buyerName}")) {
            dispute.isRefused(
                    () -> dispute.completes("Task_AnswerBuyer", SEND.and("letterFacts", words)), "letter-complete");
        }
        dispute.sentNothing();
    }

    /** 002-23: a day that is ahead, and not too far */
    @Test
    void a_holding_reply_promises_a_day_ahead(Desk desk) {
        var dispute = desk.opens(orderNotReceived());
        for (String day : List.of("garbage", "2026-11-23", "2026-12-09", "9999-12-31")) {
            dispute.isRejected(
                    () -> dispute.completesRaw("Task_SendHoldingReply", holding("お待ちください。", day)), "promisedDate");
        }
        dispute.completes("Task_SendHoldingReply", holding("お待ちください。", "2026-11-24"));
    }

    /** 000-19: whoever moves the token there, what a person said is good for one letter */
    @Test
    void a_step_that_is_run_again_sends_no_letter_by_itself(Desk desk) {
        var dispute = desk.opens(orderNotReceived());
        dispute.isRefused(
                        () -> dispute.operatorMoves("answer-buyer", "Task_SendHoldingReply", "Task_SendLetter"),
                        "letter-once")
                .completes("Task_SendHoldingReply", holding("お待ちください。", "2026-11-25"))
                .sentLetters(1)
                .isRefused(
                        () -> dispute.operatorMoves("answer-buyer", "Task_SendHoldingReply", "Task_SendLetter"),
                        "letter-once")
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_AnswerBuyer", SEND)
                .sentLetters(2);
        dispute.receives("buyer-replied", with("buyerText", "まだ届きません。"))
                .isRefused(() -> dispute.operatorStartsBefore("answer-buyer", "Task_SendLetter"), "letter-once")
                .sentLetters(2);
    }

    /** 002-23: a person may say the same again */
    @Test
    void the_same_holding_reply_may_be_written_twice(Desk desk) {
        desk.opens(orderNotReceived())
                .completes("Task_SendHoldingReply", holding("お待ちください。", "2026-11-25"))
                .completes("Task_SendHoldingReply", holding("お待ちください。", "2026-11-25"))
                .sentLetters(2);
    }

    /** 000-19: nor is a word that none is needed one that a letter may leave */
    @Test
    void an_answer_that_needs_no_letter_approves_none(Desk desk) {
        var dispute = desk.opens(orderNotReceived())
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes(
                        "Task_AnswerBuyer",
                        with(REPLY_ACTION, "NO_RESPONSE_NEEDED").and("noResponseReason", "He has thanked us."))
                .receives("buyer-replied", with("buyerText", "まだ届きません。"));
        dispute.isRefused(() -> dispute.operatorStartsBefore("answer-buyer", "Task_SendLetter"), "letter-once")
                .sentNothing();
    }

    /** A marketplace that changes a rule does not change what a case was begun under. */
    @Test
    void a_case_keeps_the_policy_it_began_with(Desk desk) {
        var earlier = desk.earlierPolicy("period: PT24H", "period: PT36H");
        var dispute = desk.opens(orderNotReceived())
                .knows(POLICY_PACK, desk.policy.current().id())
                .replyIsDue("2026-11-25T09:00", TOKYO);
        dispute.record().reads("Case opened", "Reply to the buyer. Buyer messages are answered within 24 hours");
        assertThat(dispute.record().entries().get(0).facts())
                .contains(desk.policy.current().id());

        // as if it had been opened before
        dispute.completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_AnswerBuyer", SEND)
                .operatorSets("order-not-received", with(POLICY_PACK, earlier.id()))
                .receives("buyer-replied", with("buyerText", "まだ届きません。"))
                .waitsAt("Task_ReadReply", "Task_SendHoldingReply", "Gw_Wait")
                .replyIsDue("2026-11-25T21:00", TOKYO);

        desk.opens(orderNotReceived()).replyIsDue("2026-11-25T09:00", TOKYO);
    }

    /** 002-24: 24 hours on the clock on the wall would be one too many here */
    @Test
    void the_night_summer_time_ends_in_germany_has_no_hour_more_for_the_reply(Desk desk) {
        desk.itIs("2026-10-24T18:00", BERLIN);
        var dispute = desk.opens(orderNotReceived().at(Marketplace.DE)).replyIsDue("2026-10-25T17:00", BERLIN);
        desk.passesUntil("2026-10-25T16:59:59", BERLIN);
        dispute.waitsAt("Task_SendHoldingReply", "Task_CheckFacts");
        desk.passes(seconds(1));
        dispute.waitsAt("Task_SendHoldingReply", "Task_CheckFacts", "Task_TakeOverReply");
    }

    /** 002-24 */
    @Test
    void nor_has_the_night_it_ends_in_the_united_states(Desk desk) {
        desk.itIs("2026-10-31T20:00", LOS_ANGELES);
        var dispute = desk.opens(orderNotReceived().at(Marketplace.US)).replyIsDue("2026-11-01T19:00", LOS_ANGELES);
        desk.passes(hours(24).minus(seconds(1)));
        dispute.waitsAt("Task_SendHoldingReply", "Task_CheckFacts");
        desk.passes(seconds(1));
        dispute.waitsAt("Task_SendHoldingReply", "Task_CheckFacts", "Task_TakeOverReply");
    }

    /** 002-23, P2, 000-03: before anything is checked; the clock then runs to the end of the promised day */
    @Test
    void a_holding_reply_may_leave_before_the_checks(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        var dispute = desk.opens(orderNotReceived())
                .completes("Task_SendHoldingReply", holding("確認しております。${promisedDate}までにご連絡します。", "2026-11-25"))
                .sent("holding-reply", JAPANESE, "2026年11月25日（水）までに")
                .waitsAt("Task_SendHoldingReply", "Task_CheckFacts")
                .replyIsDue("2026-11-26T00:00", TOKYO)
                .hasPriority(50);
        String room = dispute.room("answer-buyer");
        assertThat(desk.fact(room, org.disputedesk.dispute.DisputeFacts.HOLDING))
                .contains(true);

        desk.passesUntil("2026-11-25T11:59:59", TOKYO);
        dispute.hasPriority(50);
        desk.passes(seconds(1));
        dispute.hasPriority(75);
        desk.passesUntil("2026-11-25T19:59:59", TOKYO);
        dispute.hasPriority(75);
        desk.passes(seconds(1));
        dispute.hasPriority(90);
        desk.passesUntil("2026-11-25T23:59:59", TOKYO);
        dispute.waitsAt("Task_SendHoldingReply", "Task_CheckFacts");
        desk.passes(seconds(1));
        dispute.waitsAt("Task_SendHoldingReply", "Task_CheckFacts", "Task_TakeOverReply");

        dispute.completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_AnswerBuyer", "Task_TakeOverReply", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND)
                .sent("please-wait", JAPANESE)
                .sentLetters(2)
                .waitsAt("Gw_Wait");
    }

    /** 002-23: twice, because the checks take longer than was promised */
    @Test
    void a_second_holding_reply_promises_a_later_day(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        var dispute = desk.opens(orderNotReceived())
                .completes("Task_SendHoldingReply", holding("25日までにお待ちください。", "2026-11-25"));
        desk.passes(hours(24));
        dispute.completes("Task_SendHoldingReply", holding("27日までお待ちください。", "2026-11-27"))
                .sent("holding-reply", JAPANESE, "27日")
                .sentLetters(2)
                .replyIsDue("2026-11-28T00:00", TOKYO)
                .waitsAt("Task_SendHoldingReply", "Task_CheckFacts");
    }

    /** P2: "by the 25th" ends at midnight of the marketplace, in Germany after a day of 25 hours */
    @Test
    void a_promised_day_ends_at_midnight_of_the_marketplace(Desk desk) {
        desk.itIs("2026-10-24T12:00", BERLIN);
        var dispute = desk.opens(orderNotReceived().at(Marketplace.DE).in(ENGLISH))
                .completes("Task_SendHoldingReply", holding("We answer by ${promisedDate}.", "2026-10-25"))
                .sent("holding-reply", ENGLISH, "Sunday, 25 October 2026")
                .replyIsDue("2026-10-26T00:00", BERLIN);
        assertThat(Duration.between(
                        desk.now(),
                        LocalDateTime.parse("2026-10-26T00:00").atZone(BERLIN).toInstant()))
                .isEqualTo(hours(37));
        desk.passesUntil("2026-10-25T23:59:59", BERLIN);
        dispute.waitsAt("Task_SendHoldingReply", "Task_CheckFacts");
        desk.passes(seconds(1));
        dispute.waitsAt("Task_SendHoldingReply", "Task_CheckFacts", "Task_TakeOverReply");
    }

    /** 002-23: the answer is decided while the holding reply is still on its way */
    @Test
    void an_answer_decided_meanwhile_follows_the_holding_reply(Desk desk) {
        desk.nextLettersMeet(new Delivery.Later("the disk is full", Duration.ZERO));
        var dispute = desk.opens(orderNotReceived())
                .completes("Task_SendHoldingReply", holding("お待ちください。", desk.today(TOKYO)))
                .waitsAt("Receive_LetterHandled", "Task_CheckFacts")
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Receive_LetterHandled", "Gw_Answered");
        desk.passes(seconds(30));
        dispute.sent("holding-reply", JAPANESE).waitsAt("Task_AnswerBuyer", "Gw_Answered");
        desk.passes(minutes(5));
        dispute.completes("Task_AnswerBuyer", SEND)
                .sent("please-wait", JAPANESE)
                .waitsAt("Gw_Wait");
    }

    /** 000-04, 000-09: what the carrier says before the answer has left changes the answer */
    @Test
    void an_answer_that_news_overtake_is_drafted_anew(Desk desk) {
        var dispute = desk.opens(orderNotReceived()).completes("Task_CheckFacts", RIGHT_ADDRESS);
        assertThat(dispute.form("Task_AnswerBuyer", "letterFacts")).asString().doesNotContain("玄関");
        dispute.receives("tracking-changed", with(DELIVERY_STATE, "DELIVERED").and("deliveredPlace", "玄関"))
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND)
                .sent("please-check-around", JAPANESE, "2026年11月24日（火）9時00分", "玄関")
                .sentLetters(1)
                .waitsAt("Gw_Wait");
    }

    /** 000-03: not by any route, while nothing is checked */
    @Test
    void a_factual_letter_before_the_checks_is_impossible(Desk desk) {
        var dispute = desk.opens(orderNotReceived());
        dispute.operatorSets("answer-buyer", with(ANSWER_LETTER, "settle-non-arrival/please-check-around"))
                .operatorSets("answer-buyer", with(ANSWER_DECIDED, true))
                .waitsAt("Task_AnswerBuyer", "Task_CheckFacts")
                .isRefused(() -> dispute.completes("Task_AnswerBuyer", SEND), "facts-need-checks")
                .isRefused(() -> dispute.completesRaw("Task_AnswerBuyer", SEND), "facts-need-checks")
                .sentNothing();
    }

    /** 000-10: at the task, with nothing of it stored */
    @Test
    void a_letter_with_an_empty_part_or_an_open_placeholder_is_refused(Desk desk) {
        var dispute = desk.opens(orderNotReceived()).completes("Task_CheckFacts", RIGHT_ADDRESS);
        Object draft = dispute.form("Task_AnswerBuyer", "letterFacts");
        dispute.isRejected(() -> dispute.completes("Task_AnswerBuyer", SEND.and("letterFacts", " ")), "letterFacts")
                .isRefused(
                        () -> dispute.completes("Task_AnswerBuyer", SEND.and("letterProposal", "Call ${phoneNumber}.")),
                        "letter-complete")
                .sentNothing();
        assertThat(dispute.form("Task_AnswerBuyer", "letterFacts")).isEqualTo(draft);
        assertThat(dispute.form("Task_AnswerBuyer", "letterProposal"))
                .asString()
                .doesNotContain("phoneNumber");
        dispute.completes("Task_AnswerBuyer", SEND.and("letterProposal", "もうしばらくお待ちください。"))
                .sent("please-wait", JAPANESE, "もうしばらくお待ちください。", String.valueOf(draft));
    }

    /** 000-10: nothing is known for the open word, so the draft itself cannot leave as it is */
    @Test
    void a_holding_reply_without_text_or_day_is_rejected(Desk desk) {
        var dispute = desk.opens(orderNotReceived());
        dispute.isRejected(
                        () -> dispute.completes("Task_SendHoldingReply", with("holdingText", "お待ちください。")),
                        "promisedDate")
                .isRejected(
                        () -> dispute.completes("Task_SendHoldingReply", with(PROMISED_DATE, "2026-11-25")),
                        "holdingText")
                .sentNothing();
    }

    /** A19, 002-03: with the reason, and the clock stands still */
    @Test
    void no_response_needed_can_be_chosen_at_the_task(Desk desk) {
        var dispute = desk.opens(orderNotReceived())
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes(
                        "Task_AnswerBuyer",
                        with(REPLY_ACTION, "NO_RESPONSE_NEEDED").and("noResponseReason", "He has thanked us."))
                .sentNothing()
                .waitsAt("Gw_Wait");
        desk.passes(hours(24));
        dispute.waitsAt("Gw_Wait").record().hasNo("Timer");
    }

    /** A19: over REST as in the form, what depends on a choice is asked for when it is chosen */
    @Test
    void no_response_needed_wants_its_reason(Desk desk) {
        var dispute = desk.opens(orderNotReceived()).completes("Task_CheckFacts", RIGHT_ADDRESS);
        Answers withoutReason = with(REPLY_ACTION, "NO_RESPONSE_NEEDED");
        dispute.isRejected(() -> dispute.completes("Task_AnswerBuyer", withoutReason), "noResponseReason")
                .isRejected(
                        () -> dispute.completesRaw("Task_AnswerBuyer", withoutReason.and("noResponseReason", " ")),
                        "noResponseReason")
                .sentNothing();
    }

    /** A19, 002-03: told by Seller Central, before and after the answer is decided */
    @Test
    void no_response_needed_can_be_told_from_outside(Desk desk) {
        var dispute = desk.opens(orderNotReceived())
                .receives("no-response-needed", with("noResponseReason", "お礼の連絡のみ。"))
                .waitsAt("Task_CheckFacts")
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .sentNothing()
                .waitsAt("Gw_Wait");
        dispute.record().reads("Event: no-response-needed", "Answer decided, but the buyer needs none any more");

        desk.passes(hours(24));
        dispute.receives("buyer-replied", with("buyerText", "まだ届きません。"))
                .waitsAt("Task_ReadReply", "Task_SendHoldingReply", "Gw_Wait")
                .replyIsDue("2026-11-26T09:00", TOKYO);
    }

    /** 002-24: an answer given past the desk stops the clock, but not for what the buyer wrote after it */
    @Test
    void an_answer_given_in_seller_central_counts_from_the_moment_it_was_given(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        var dispute = desk.opens(orderNotReceived()).completes("Task_CheckFacts", RIGHT_ADDRESS);
        desk.passes(hours(2));
        dispute.receives("buyer-replied", with("buyerText", "まだですか。"));
        dispute.receives("reply-sent", desk.now().minus(hours(1)), Answers.NONE)
                .waitsAt("Task_SendHoldingReply", "Gw_Answered")
                .receives("reply-sent")
                .waitsAt("Gw_Wait")
                .sentNothing()
                .record()
                .reads("Event: reply-sent", "Buyer answered; a later message waits", "Reply clock stopped");
    }

    /** A19 */
    @Test
    void a_late_reply_that_needs_none_ends_the_leads_task_too(Desk desk) {
        var dispute = desk.opens(orderNotReceived()).completes("Task_CheckFacts", RIGHT_ADDRESS);
        desk.passes(hours(24));
        dispute.waitsAt("Task_AnswerBuyer", "Task_TakeOverReply", "Gw_Answered")
                .receives("no-response-needed", with("noResponseReason", "お礼の連絡のみ。"))
                .waitsAt("Gw_Wait");
    }

    /** 000-09: an outage of the way out is waited for, and the letter leaves once */
    @Test
    void a_letter_that_cannot_leave_is_tried_again_until_it_has_left_once(Desk desk) {
        desk.nextLettersMeet(
                new Delivery.Later("no connection", Duration.ZERO), new Delivery.Later("no connection", Duration.ZERO));
        var dispute = desk.opens(orderNotReceived())
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_AnswerBuyer", SEND)
                .waitsAt("Receive_LetterHandled", "Gw_Answered")
                .sentNothing();
        desk.passes(seconds(30));
        dispute.waitsAt("Receive_LetterHandled", "Gw_Answered").sentNothing();
        desk.passes(minutes(1).minus(seconds(1)));
        dispute.sentNothing();
        desk.passes(seconds(1));
        dispute.sent("please-wait", JAPANESE).sentLetters(1).waitsAt("Gw_Wait");
        desk.passes(hours(1));
        dispute.sentLetters(1).record().has("Letter sent", 1);
    }

    /** 000-09: nobody knows whether it left; a person looks and finds it */
    @Test
    void a_doubtful_letter_that_is_found_counts_as_sent(Desk desk) {
        desk.nextLettersMeet(new Delivery.Unclear("the answer was lost"));
        desk.opens(orderNotReceived())
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_AnswerBuyer", SEND)
                .waitsAt("Task_SettleLetter", "Gw_Answered")
                .completes("Task_SettleLetter", with(LETTER_WAS_SENT, true))
                .waitsAt("Gw_Wait")
                .record()
                .reads("Letter in doubt: settle-non-arrival/please-wait", "Task completed: Settle doubtful letter");
    }

    /** 000-09: it is not there, so it is sent once more; also when it could never be delivered */
    @Test
    void a_doubtful_letter_that_is_not_found_is_sent_once_more(Desk desk) {
        desk.nextLettersMeet(
                new Delivery.Unclear("the answer was lost"), new Delivery.Impossible("the address is closed"));
        desk.opens(orderNotReceived().in(CHINESE))
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_AnswerBuyer", SEND)
                .completes("Task_SettleLetter", with(LETTER_WAS_SENT, false))
                .waitsAt("Task_SettleLetter", "Gw_Answered")
                .completes("Task_SettleLetter", with(LETTER_WAS_SENT, false))
                .sent("please-wait", CHINESE)
                .sentLetters(1)
                .waitsAt("Gw_Wait")
                .record()
                .reads("Letter in doubt", "Letter undeliverable", "Letter sent");
    }

    /** 000-09: whoever sees a mistake the moment after has a minute to mend it */
    @Test
    void an_answer_that_is_taken_back_is_changed_and_leaves_once(Desk desk) {
        desk.lettersGoByMail(seconds(60));
        var dispute = desk.opens(orderNotReceived())
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_AnswerBuyer", SEND.and("letterFacts", "${orderId} 明日届きます。"))
                .waitsAt("Receive_LetterHandled", "Gw_Answered");
        desk.passes(seconds(59));
        dispute.waitsAt("Receive_LetterHandled", "Gw_Answered").sentNothing();
        assertThat(dispute.takesItsLetterBack()).isTrue();
        assertThat(dispute.takesItsLetterBack()).as("a second time").isFalse();
        dispute.waitsAt("Task_AnswerBuyer", "Gw_Answered");
        assertThat(dispute.form("Task_AnswerBuyer", "letterFacts")).isEqualTo("${orderId} 明日届きます。");
        assertThat(dispute.form("Task_AnswerBuyer", "buyerMessages")).asString().isNotBlank();
        desk.passes(minutes(5));
        dispute.sentNothing().replyIsDue("2026-11-25T09:00", TOKYO);

        desk.nextLettersMeet(new Delivery.Delivered());
        dispute.completes("Task_AnswerBuyer", SEND.and("letterFacts", "${orderId} 明後日届きます。"))
                .waitsAt("Receive_LetterHandled", "Gw_Answered");
        desk.passes(seconds(60));
        dispute.mailed("please-wait", " 明後日届きます。").waitsAt("Gw_Wait");
        assertThat(dispute.takesItsLetterBack()).as("after it has left").isFalse();
        dispute.record()
                .reads(
                        "Letter taken back: settle-non-arrival/please-wait",
                        "Letter sent: settle-non-arrival/please-wait")
                .has("Letter sent", 1);
    }

    /** 002-23 */
    @Test
    void a_holding_reply_that_is_taken_back_can_be_left_unsent(Desk desk) {
        desk.lettersGoByMail(seconds(60));
        var dispute = desk.opens(orderNotReceived())
                .completes("Task_SendHoldingReply", holding("お待ちくださ。", "2026-11-25"))
                .waitsAt("Receive_LetterHandled", "Task_CheckFacts");
        assertThat(dispute.takesItsLetterBack()).isTrue();
        dispute.waitsAt("Task_SendHoldingReply", "Task_CheckFacts").replyIsDue("2026-11-25T09:00", TOKYO);
        assertThat(dispute.form("Task_SendHoldingReply", "holdingText")).isEqualTo("${orderId} お待ちくださ。");
        dispute.completes("Task_CheckFacts", RIGHT_ADDRESS).waitsAt("Task_AnswerBuyer", "Gw_Answered");
        desk.passes(minutes(5));
        dispute.sentNothing();
    }

    /** 000-09: what the buyer writes after the answer was taken back waits from when he first wrote */
    @Test
    void a_message_beside_an_answer_that_was_taken_back_is_answered_with_it(Desk desk) {
        desk.lettersGoByMail(seconds(60));
        var dispute = desk.opens(orderNotReceived())
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_AnswerBuyer", SEND);
        assertThat(dispute.takesItsLetterBack()).isTrue();
        desk.passes(hours(1));
        dispute.receives("buyer-replied", with("buyerText", "まだですか。")).replyIsDue("2026-11-25T09:00", TOKYO);
    }

    /** 000-19: the lead reads why, in his language */
    @Test
    void a_doubtful_letter_says_what_went_wrong(Desk desk) {
        desk.nextLettersMeet(new Delivery.Impossible(LetterTrouble.REFUSED.why("550 5.1.1 unknown")));
        var dispute = desk.opens(orderNotReceived())
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_AnswerBuyer", SEND)
                .waitsAt("Task_SettleLetter", "Gw_Answered");
        assertThat(dispute.form("Task_SettleLetter", "letterTroubleText", Locale.ENGLISH))
                .isEqualTo("The mail server refused the letter. (550 5.1.1 unknown)");
        assertThat(dispute.form("Task_SettleLetter", "letterTroubleText", Locale.JAPANESE))
                .isEqualTo("メールサーバーが返信を拒否しました。 (550 5.1.1 unknown)");
    }

    /** 003-11: the buyer reads his language, staff read in theirs what the draft says and that no native has checked it */
    @Test
    void a_german_buyer_is_answered_in_german_by_staff_who_read_none(Desk desk) {
        desk.itIs("2026-11-24T09:00", BERLIN);
        var dispute = desk.opens(orderNotReceived().at(Marketplace.DE).saying("Mein Paket ist noch nicht da."));
        assertThat(dispute.form("Task_SendHoldingReply", "holdingText", Locale.ENGLISH))
                .contains("Sehr geehrte Kundin, sehr geehrter Kunde,", dispute.orderId());
        assertThat(dispute.form("Task_SendHoldingReply", "holdingNote", Locale.ENGLISH))
                .startsWith("This draft is in German. Nobody who writes that language natively has checked it yet");
        assertThat(dispute.form("Task_SendHoldingReply", "holdingMeaning", Locale.ENGLISH))
                .startsWith("Message\tDear customer,\n\tThank you for your message.");

        dispute.completes("Task_CheckFacts", RIGHT_ADDRESS);

        assertThat(dispute.form("Task_AnswerBuyer", "letterFacts", Locale.JAPANESE))
                .contains("Wir haben Ihre Bestellung " + dispute.orderId() + " geprüft.", "Freitag, 27. November 2026");
        assertThat(dispute.form("Task_AnswerBuyer", "draftNote", Locale.JAPANESE))
                .startsWith("この下書きはドイツ語です。まだ母語話者が確認していません。");
        assertThat(dispute.form("Task_AnswerBuyer", "draftNote", Locale.SIMPLIFIED_CHINESE))
                .startsWith("此草稿为德语，尚未由母语人士核对。");
        assertThat(dispute.form("Task_AnswerBuyer", "draftLink", Locale.JAPANESE))
                .isEqualTo("/letters/settle-non-arrival/please-wait/de");
        assertThat(dispute.form("Task_AnswerBuyer", "draftMeaning", Locale.JAPANESE))
                .contains("1. 共感\tお客様", "2. 事実\tご注文（注文番号：" + dispute.orderId() + "）", "2026年11月27日（金）", "3. 提案\t");
        dispute.completes("Task_AnswerBuyer", SEND)
                .sent("please-wait", "de", dispute.orderId(), "Freitag, 27. November 2026", "Mit freundlichen Grüßen");
    }

    /** 003-11: a letter that runs from right to left */
    @Test
    void an_arabic_buyer_is_answered_in_arabic(Desk desk) {
        var dispute = checks(desk.opens(orderNotReceived().at(Marketplace.AE).saying("لم يصل الطرد.")));
        assertThat(dispute.form("Task_AnswerBuyer", "draftNote", Locale.ENGLISH))
                .startsWith("This draft is in Arabic.");
        dispute.completes("Task_AnswerBuyer", SEND)
                .sent("please-wait", "ar", "\u200e" + dispute.orderId() + "\u200e", "نشكركم على رسالتكم");
    }

    /** 003-11: in Portuguese nobody has written the letters yet */
    @Test
    void staff_are_told_when_a_letter_is_not_there_in_the_buyers_language(Desk desk) {
        var dispute = checks(desk.opens(orderNotReceived().at(Marketplace.BR).saying("Meu pacote não chegou.")));
        assertThat(dispute.form("Task_AnswerBuyer", "letterFacts", Locale.ENGLISH))
                .startsWith("We have checked your order");
        assertThat(dispute.form("Task_AnswerBuyer", "draftNote", Locale.ENGLISH))
                .isEqualTo(
                        "The buyer writes in Portuguese. Nobody has written this letter in that language, so the draft is in"
                                + " English.");
        assertThat(dispute.form("Task_AnswerBuyer", "draftLink", Locale.ENGLISH))
                .isEmpty();
        // whoever reads the draft itself needs no second one
        assertThat(dispute.form("Task_AnswerBuyer", "draftMeaning", Locale.ENGLISH))
                .isEmpty();
        assertThat(dispute.form("Task_AnswerBuyer", "draftMeaning", Locale.SIMPLIFIED_CHINESE))
                .contains("2. 事实\t");
        dispute.completes("Task_AnswerBuyer", SEND).sent("please-wait", ENGLISH);
    }

    /** English, Japanese and Chinese letters need nobody's word. */
    @Test
    void nothing_is_said_of_a_draft_in_a_complete_language(Desk desk) {
        var dispute = checks(desk.opens(orderNotReceived()));
        assertThat(dispute.form("Task_AnswerBuyer", "draftNote", Locale.JAPANESE))
                .isEmpty();
        assertThat(dispute.form("Task_AnswerBuyer", "draftMeaning", Locale.JAPANESE))
                .isEmpty();
        assertThat(dispute.form("Task_AnswerBuyer", "draftMeaning", Locale.ENGLISH))
                .contains("2. Facts\tWe have checked");
    }

    /** 000-19: what comes back from the marketplace shows that the letter has left; nobody is asked any more */
    @Test
    void a_doubtful_letter_whose_copy_comes_back_counts_as_sent(Desk desk) {
        desk.lettersGoByMail(seconds(0));
        desk.nextLettersMeet(new Delivery.Unclear("the answer was lost"));
        var dispute = desk.opens(orderNotReceived())
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_AnswerBuyer", SEND)
                .waitsAt("Task_SettleLetter", "Gw_Answered");
        String letter = outgoing(desk, dispute);
        assertThat(desk.comesBack(dispute, "Something else that was sent to the buyer of this order.", desk.now()))
                .isEqualTo(LetterProof.Found.NONE);
        assertThat(desk.comesBack(dispute, letter, desk.now().minus(days(1))))
                .as("the same words in an older mail")
                .isEqualTo(LetterProof.Found.NONE);
        assertThat(desk.comesBack(dispute, letter.substring(0, letter.length() - 5), desk.now()))
                .as("a part of it")
                .isEqualTo(LetterProof.Found.NONE);
        dispute.waitsAt("Task_SettleLetter", "Gw_Answered");

        String quoted = letter.lines().map(line -> "> " + line).collect(Collectors.joining("\r\n"));
        assertThat(desk.comesBack(dispute, "Thanks!\n" + quoted, desk.now())).isEqualTo(LetterProof.Found.PROVEN);
        dispute.waitsAt("Gw_Wait")
                .mailed("please-wait")
                .record()
                .reads(
                        "Letter in doubt: settle-non-arrival/please-wait",
                        "Letter has left, as a copy of it shows: settle-non-arrival/please-wait",
                        "Reply clock stopped");
        assertThat(desk.comesBack(dispute, letter, desk.now()))
                .as("it is known by now")
                .isEqualTo(LetterProof.Found.KNOWN);
    }

    /** 000-19, 002-23: a holding reply that is found is still no answer */
    @Test
    void a_doubtful_holding_reply_whose_copy_comes_back_promises_its_day(Desk desk) {
        desk.lettersGoByMail(seconds(0));
        desk.nextLettersMeet(new Delivery.Unclear("the answer was lost"));
        var dispute = desk.opens(orderNotReceived())
                .completes(
                        "Task_SendHoldingReply",
                        holding("配送状況を確認しております。確認でき次第、改めてご連絡いたしますので、いましばらくお待ちください。", "2026-11-27"))
                .waitsAt("Task_SettleLetter", "Task_CheckFacts");
        assertThat(desk.comesBack(dispute, outgoing(desk, dispute), desk.now())).isEqualTo(LetterProof.Found.PROVEN);
        dispute.waitsAt("Task_SendHoldingReply", "Task_CheckFacts").replyIsDue("2026-11-28T00:00", TOKYO);
    }

    /** 000-19: somebody has settled it already; the letter is kept, and nothing else happens */
    @Test
    void a_copy_that_comes_late_only_keeps_the_letter(Desk desk) {
        desk.lettersGoByMail(seconds(0));
        desk.nextLettersMeet(new Delivery.Unclear("the answer was lost"));
        var dispute = desk.opens(orderNotReceived())
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_AnswerBuyer", SEND);
        String letter = outgoing(desk, dispute);
        dispute.completes("Task_SettleLetter", with(LETTER_WAS_SENT, true)).waitsAt("Gw_Wait");
        assertThat(desk.comesBack(dispute, letter, desk.now())).isEqualTo(LetterProof.Found.PROVEN);
        dispute.waitsAt("Gw_Wait").record().has("Letter has left", 1);
    }

    private static String outgoing(Desk desk, Dispute dispute) {
        String json = desk.sealedFor(
                        dispute.number().value(),
                        "select payload from outbox where case_number = ? order by created_at")
                .get(0);
        try {
            return new ObjectMapper().readTree(json).path("body").asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** P24, 1.6-5: a buyer who takes no other messages gets what his order cannot do without, and only that is marked */
    @Test
    void a_letter_that_is_critical_for_the_order_is_marked_for_a_buyer_who_has_opted_out(Desk desk) {
        var dispute = desk.opens(orderNotReceived().withParcel(DeliveryState.AVAILABLE_FOR_PICKUP))
                .completes("Task_CheckFacts", RIGHT_ADDRESS);
        optsOut(desk, dispute);
        dispute.completes("Task_AnswerBuyer", SEND)
                .sent("please-collect", JAPANESE)
                .record()
                .reads("Letter approved", "Letter marked as important");
        assertThat(subject(desk, dispute)).startsWith("[重要] ");

        var wait = desk.opens(orderNotReceived()).completes("Task_CheckFacts", RIGHT_ADDRESS);
        optsOut(desk, wait);
        wait.completes("Task_AnswerBuyer", SEND)
                .sent("please-wait", JAPANESE)
                .record()
                .has("Letter marked", 0);
        assertThat(subject(desk, wait)).doesNotContain("重要");
    }

    /** P24: without need there is no mark, and whoever writes it himself says why */
    @Test
    void nobody_marks_a_letter_without_need(Desk desk) {
        var dispute = desk.opens(orderNotReceived().withParcel(DeliveryState.AVAILABLE_FOR_PICKUP))
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_AnswerBuyer", SEND)
                .sent("please-collect", JAPANESE);
        assertThat(subject(desk, dispute)).doesNotContain("重要");

        var wait = desk.opens(orderNotReceived()).completes("Task_CheckFacts", RIGHT_ADDRESS);
        wait.isRejected(
                () -> wait.completes("Task_AnswerBuyer", SEND.and("letterFacts", "［重要］${orderId} 明日届きます。")),
                "sendReason");
    }

    private static void optsOut(Desk desk, Dispute dispute) {
        desk.db
                .sql(
                        "insert into mail (id, account, mail_key, fingerprint, state, kind, case_number, order_id, seen_at,"
                                + " problems) values (?, 'shop', ?, '', 'WAITING', 'opt-out', null, ?, ?, '')")
                .params(
                        dispute.number().value(),
                        dispute.number().value(),
                        dispute.orderId(),
                        OffsetDateTime.ofInstant(desk.now(), ZoneOffset.UTC))
                .update();
    }

    private static String subject(Desk desk, Dispute dispute) {
        try (Stream<Path> files = Files.list(desk.home.resolve("outbox"))) {
            Path file = files.filter(f -> String.valueOf(f.getFileName())
                            .startsWith(dispute.number().value()))
                    .findFirst()
                    .orElseThrow();
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith("Subject: "))
                    .map(line -> line.substring("Subject: ".length()))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answers holding(String text, String promisedDay) {
        return with("holdingText", "${orderId} " + text).and(PROMISED_DATE, promisedDay);
    }
}
