package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.disputedesk.dispute.DisputeFacts.AMAZON_TOLD;
import static org.disputedesk.dispute.DisputeFacts.BUY_SHIPPING_ON_TIME;
import static org.disputedesk.dispute.DisputeFacts.COMMENT_ABOUT;
import static org.disputedesk.dispute.DisputeFacts.COMMENT_OBSCENE;
import static org.disputedesk.dispute.DisputeFacts.FEEDBACK_RATING;
import static org.disputedesk.dispute.DisputeFacts.FULFILMENT;
import static org.disputedesk.dispute.DisputeFacts.ORDER_STATE;
import static org.disputedesk.dispute.DisputeFacts.PUBLIC_REPLY_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.REMOVAL_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.REMOVAL_DECISION;
import static org.disputedesk.dispute.DisputeFacts.REMOVAL_REFERENCE;
import static org.disputedesk.dispute.DisputeFacts.REMOVAL_REQUESTED_BEFORE;
import static org.disputedesk.dispute.DisputeFacts.REMOVAL_ROUTE;
import static org.disputedesk.dispute.DisputeFacts.REMOVAL_STATE;
import static org.disputedesk.dispute.DisputeFacts.REMOVAL_TOO_LATE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.BERLIN;
import static org.disputedesk.process.Desk.TOKYO;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.policy.Guard;
import org.disputedesk.policy.Refused;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** "Settle feedback": the criteria, the one request within its time, Amazon's decision, and the reply in public. */
@DeskSpec("settle-feedback")
class SettleFeedbackSpec {

    static final Answers PRODUCT = read("PRODUCT");
    static final Answers ASKED = with(REMOVAL_ANSWER, "REQUESTED");
    static final Answers WRITTEN =
            with(PUBLIC_REPLY_ANSWER, "WRITTEN").and("publicReply", "We are sorry, and have looked into it.");

    @Autowired
    private Guard guard;

    static Answers read(String about) {
        return with(COMMENT_ABOUT, about).and(FEEDBACK_RATING, 1L);
    }

    static Answers decided(String decision) {
        return with(REMOVAL_DECISION, decision);
    }

    static Answers replied(String answer) {
        return with(PUBLIC_REPLY_ANSWER, answer);
    }

    static Dispute feedback(Desk desk, String comment) {
        return desk.opens(Opening.of("feedback-removal").saying(comment));
    }

    private static Dispute leftAt(Desk desk, String localTime) {
        Instant at = LocalDateTime.parse(localTime).atZone(TOKYO).toInstant();
        return desk.opens(Opening.of("feedback-removal").saying("Bad quality.").writtenAt(at));
    }

    static List<String> rows(Desk desk, String orderId) {
        return desk.db
                .sql("select state from feedback_removal where order_id = ?")
                .param(orderId)
                .query(String.class)
                .list();
    }

    /** P26: urgent from seven days before the 90th day, over on it, and to the second */
    @Test
    void the_window_is_90_days(Desk desk) {
        var dispute = leftAt(desk, "2026-11-20T10:00").completes("Task_ReadComment", PRODUCT);
        dispute.hasDeadlines("feedback.leave-until", "removal.window", "removal.step")
                .taskIsDue("Task_RequestRemoval", "2026-11-26T09:00", TOKYO)
                .hasPriority(50);
        desk.passesUntil("2027-02-11T09:59:59", TOKYO);
        dispute.hasPriority(50);
        desk.passesUntil("2027-02-11T10:00", TOKYO);
        dispute.hasPriority(75);
        desk.passesUntil("2027-02-18T09:59:59", TOKYO);
        dispute.waitsAt("Task_RequestRemoval");
        desk.passesUntil("2027-02-18T10:00", TOKYO);
        dispute.waitsAt("Task_WritePublicReply")
                .knows(REMOVAL_STATE, "")
                .record()
                .reads("Timer: Window nearly over (7 days left)", "Timer: Window over (90 days)");
    }

    /** P26: days of the marketplace's calendar, also over the change of its clocks */
    @Test
    void the_days_are_those_of_the_marketplace(Desk desk) {
        desk.itIs("2026-10-20T09:00", BERLIN);
        var dispute = desk.opens(Opening.of("feedback-removal").saying("Bad.").at(Marketplace.DE))
                .completes("Task_ReadComment", PRODUCT);
        desk.passesUntil("2027-01-18T08:59:59", BERLIN);
        dispute.waitsAt("Task_RequestRemoval");
        desk.passesUntil("2027-01-18T09:00", BERLIN);
        dispute.waitsAt("Task_WritePublicReply");
    }

    /** P26: on the last second it is in time, a second later the table says so */
    @Test
    void what_is_read_too_late_is_not_asked_for(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        leftAt(desk, "2026-08-26T09:00:01")
                .completes("Task_ReadComment", PRODUCT)
                .knows(REMOVAL_TOO_LATE, false)
                .waitsAt("Task_RequestRemoval");
        leftAt(desk, "2026-08-26T09:00")
                .completes("Task_ReadComment", PRODUCT.and(COMMENT_OBSCENE, true))
                .knows(REMOVAL_TOO_LATE, true)
                .knows(REMOVAL_ROUTE, "REPLY")
                .waitsAt("Task_WritePublicReply");
    }

    /** 002-26: after three days Amazon is asked again under the same request */
    @Test
    void amazon_is_reminded(Desk desk) {
        var dispute = feedback(desk, "Bad quality.")
                .completes("Task_ReadComment", PRODUCT)
                .completes("Task_RequestRemoval", ASKED)
                .taskIsDue("Task_EnterRemovalDecision", "2026-11-27T09:00", TOKYO);
        desk.passesUntil("2026-11-27T08:59:59", TOKYO);
        dispute.hasPriority(50);
        desk.passesUntil("2026-11-27T09:00", TOKYO);
        dispute.hasPriority(75)
                .waitsAt("Task_EnterRemovalDecision")
                .completes("Task_EnterRemovalDecision", decided("REFUSED"))
                .waitsAt("Task_WritePublicReply")
                .record()
                .reads("Timer: Ask Amazon again (3 days)", "Decided about the feedback: REFUSED");
    }

    /** 002-26: nothing but the decision about the feedback, and none before it was asked for */
    @Test
    void amazons_decision_is_taken_as_an_event(Desk desk) {
        var dispute = feedback(desk, "Bad quality.")
                .completes("Task_ReadComment", PRODUCT)
                .completes("Task_RequestRemoval", ASKED);
        dispute.isRejected(
                        () -> dispute.receives("amazon-decided", with("claimDecision", "DENIED")),
                        "facts.claimDecision")
                .isRejected(() -> dispute.receives("amazon-decided"), "facts.removalDecision")
                .isRejected(
                        () -> dispute.receives("amazon-decided", desk.now().minusSeconds(60), decided("REMOVED")),
                        "occurredAt")
                .receives("amazon-decided", decided("REFUSED"))
                .waitsAt("Task_WritePublicReply");
        assertThat(rows(desk, dispute.orderId())).containsExactly("REFUSED");
    }

    /** 002-26: a declined request is not filed again, by whatever case or route */
    @Test
    void amazon_is_asked_once(Desk desk) {
        var first = feedback(desk, "Bad quality.")
                .completes("Task_ReadComment", PRODUCT)
                .completes("Task_RequestRemoval", ASKED)
                .receives("amazon-decided", decided("REFUSED"));
        first.isRefused(
                        () -> first.operatorMoves(
                                "settle-feedback", "Task_WritePublicReply", "Task_OfferRemovalRequest"),
                        "removal-once")
                .operatorMoves("settle-feedback", "Task_WritePublicReply", "Task_RequestRemoval")
                .isRefused(() -> first.completes("Task_RequestRemoval", ASKED), "removal-once")
                .completes("Task_RequestRemoval", with(REMOVAL_ANSWER, "NOT_OFFERED"))
                .completes("Task_WritePublicReply", replied("NOT_POSTED"))
                .endsAs("End_FeedbackStands");
        assertThat(rows(desk, first.orderId())).containsExactly("REFUSED");

        desk.opens(Opening.of("feedback-removal")
                        .saying("Bad quality, once more.")
                        .forOrder(first.orderId())
                        .withoutOrderInTheBook())
                .completes("Task_ReadComment", PRODUCT)
                .knows(REMOVAL_REQUESTED_BEFORE, true)
                .waitsAt("Task_WritePublicReply");
    }

    /** 002-26: no request was made, so that another try is the first */
    @Test
    void amazon_may_offer_no_request(Desk desk) {
        var dispute = feedback(desk, "Bad quality.")
                .completes("Task_ReadComment", PRODUCT)
                .completes("Task_RequestRemoval", with(REMOVAL_ANSWER, "NOT_OFFERED"))
                .waitsAt("Task_WritePublicReply");
        assertThat(rows(desk, dispute.orderId())).isEmpty();
    }

    /** A22, 002-26: granted, in both ways */
    @Test
    void amazon_may_grant_it(Desk desk) {
        for (String decision : List.of("REMOVED", "STRUCK_THROUGH")) {
            var dispute = feedback(desk, "Bad quality.")
                    .completes("Task_ReadComment", PRODUCT)
                    .completes("Task_RequestRemoval", ASKED.and(REMOVAL_REFERENCE, "F-7"))
                    .completes("Task_EnterRemovalDecision", decided(decision));
            assertThat(dispute.isClosed()).isTrue();
            assertThat(rows(desk, dispute.orderId())).containsExactly(decision);
        }
    }

    /** 002-26: what is gone before anybody has asked needs no request */
    @Test
    void feedback_can_be_gone_when_it_is_looked_for(Desk desk) {
        var dispute = feedback(desk, "Bad quality.")
                .completes("Task_ReadComment", PRODUCT)
                .completes("Task_RequestRemoval", with(REMOVAL_ANSWER, "GONE"))
                .endsAs("End_FeedbackWithdrawn");
        assertThat(rows(desk, dispute.orderId())).isEmpty();
    }

    /** P25: 90 days after the order, when that is known */
    @Test
    void until_when_the_buyer_may_leave_feedback(Desk desk) {
        var known = feedback(desk, "Bad.").completes("Task_ReadComment", read("SERVICE"));
        known.hasDeadlines("feedback.leave-until", "removal.step");
        assertThat(known.form("Task_WritePublicReply", "caseFacts", Locale.ENGLISH))
                .contains("Buyer may leave feedback until\tFri 2027-02-12 09:00 JST");
        desk.opens(Opening.of("feedback-removal").saying("Bad.").withoutOrderInTheBook())
                .completes("Task_EnterOrder", with(FULFILMENT, "FBM").and(ORDER_STATE, "SHIPPED"))
                .completes("Task_ReadComment", read("SERVICE"))
                .hasDeadlines("removal.step");
    }

    /** 002-26: past the criteria nothing is asked for, whoever moves the case or bends its facts */
    @Test
    void an_operator_cannot_ask_without_a_criterion(Desk desk) {
        var dispute = feedback(desk, "Slow and rude.").completes("Task_ReadComment", read("MIXED"));
        dispute.isRefused(
                        () -> dispute.operatorMoves(
                                "settle-feedback", "Task_WritePublicReply", "Task_OfferRemovalRequest"),
                        "removal-needs-criterion")
                .operatorMoves("settle-feedback", "Task_WritePublicReply", "Task_RequestRemoval")
                .isRefused(() -> dispute.completes("Task_RequestRemoval", ASKED), "removal-needs-criterion")
                .isRefused(() -> dispute.completesRaw("Task_RequestRemoval", ASKED), "removal-needs-criterion");
        assertThat(rows(desk, dispute.orderId())).isEmpty();
        // nor is a decision kept that nobody asked for
        dispute.operatorSets("feedback-removal", decided("REMOVED"))
                .isRejected(
                        () -> dispute.operatorMoves(
                                "settle-feedback", "Task_RequestRemoval", "Task_RecordRemovalDecision"),
                        "removalDecision");
    }

    /** P26: an operator who holds the timer back does not widen the window */
    @Test
    void the_guard_knows_the_window_by_itself(Desk desk) {
        var dispute = leftAt(desk, "2026-08-28T09:00")
                .completes("Task_ReadComment", PRODUCT)
                .waitsAt("Task_RequestRemoval");
        desk.passesUntil("2026-11-26T09:00", TOKYO);
        dispute.waitsAt("Task_WritePublicReply")
                .operatorMoves("settle-feedback", "Task_WritePublicReply", "Task_RequestRemoval");
        // the timer of the model fires again at once, as its moment is past
        dispute.waitsAt("Task_WritePublicReply");
        assertThat(rows(desk, dispute.orderId())).containsExactly("OFFERED");
    }

    /** 002-26: what everybody reads names nobody, offers nothing and asks for nothing */
    @Test
    void a_public_reply_is_read_before_it_is_posted(Desk desk) {
        var dispute = desk.opens(
                        Opening.of("feedback-removal").saying("Slow and rude.").boughtBy("佐藤 花子", "150-0001"))
                .completes("Task_ReadComment", read("SERVICE"))
                .waitsAt("Task_WritePublicReply");
        assertThat(dispute.form("Task_WritePublicReply", "publicReply"))
                .asString()
                .contains("申し訳")
                .doesNotContain("${", dispute.orderId());
        for (String words : List.of(
                "佐藤様、申し訳ございません。",
                "佐藤 花子様、申し訳ございません。",
                "花　子さん",
                "ご注文 " + dispute.orderId() + " について。",
                "〒150-0001 の方へ")) {
            dispute.isRefused(() -> writes(dispute, words), "public-reply-names-nobody");
        }
        for (String words :
                List.of("評価を削除してください。", "Please change your feedback.", "请删除差评。", "レビューを書き直していただければ返金します。")) {
            dispute.isRefused(() -> writes(dispute, words), "letter-within-guidelines");
        }
        dispute.isRefused(() -> writes(dispute, "お電話ください：03-1234-5678"), "no-contact-details")
                .isRefused(() -> writes(dispute, "これは虚偽です。"), "no-accusation")
                .isRejected(() -> writes(dispute, " "), "publicReply");
        writes(dispute, "ご不便をおかけし、申し訳ございません。")
                .waitsAt("Task_PostPublicReply")
                .taskIsDue("Task_PostPublicReply", "2026-11-26T09:00", TOKYO)
                .completes("Task_PostPublicReply", replied("POSTED"))
                .endsAs("End_PublicReplyPosted")
                .sentNothing();
    }

    private static Dispute writes(Dispute dispute, String words) {
        return dispute.completes("Task_WritePublicReply", replied("WRITTEN").and("publicReply", words));
    }

    /** 002-26: also past the check */
    @Test
    void an_operator_cannot_post_past_the_check(Desk desk) {
        var dispute = feedback(desk, "Slow and rude.").completes("Task_ReadComment", read("SERVICE"));
        desk.texts.put(dispute.number().value(), "publicReply", "Please remove your feedback.");
        dispute.operatorMoves("settle-feedback", "Task_WritePublicReply", "Task_PostPublicReply")
                .isRefused(
                        () -> dispute.completes("Task_PostPublicReply", replied("POSTED")), "letter-within-guidelines")
                .completes("Task_PostPublicReply", replied("GONE"))
                .endsAs("End_FeedbackWithdrawn");
    }

    /** 002-25: what staff think of Amazon's rule goes to Amazon's own form, and the record knows */
    @Test
    void amazon_can_be_told_what_is_wrong_with_its_rule(Desk desk) {
        var dispute = feedback(desk, "Slow.")
                .completes("Task_ReadComment", read("DELIVERY").and(BUY_SHIPPING_ON_TIME, false))
                .completes("Task_WritePublicReply", WRITTEN.and(AMAZON_TOLD, true))
                .completes("Task_PostPublicReply", replied("NOT_POSTED"))
                .endsAs("End_FeedbackStands");
        assertThat(dispute.record().entries())
                .filteredOn(entry -> entry.kind().equals("public-reply"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.facts()).contains("\"amazonTold\":true"));
    }

    /** 002-26: an analyst's model that writes from here meets the guard */
    @Test
    void no_letter_leaves_from_such_a_case(Desk desk) {
        var dispute = feedback(desk, "Bad.");
        dispute.isRefused(
                () -> guard.passLetterOf(dispute.number().value(), "feedback-removal", "answer-buyer/holding-reply"),
                "feedback-is-not-answered-by-letter");
        assertThat(catchThrowable(() -> dispute.operatorStartsBefore("feedback-removal", "Task_AnswerBuyer")))
                .as("there is no such step in the model")
                .isNotNull();
    }

    /** 002-26: one comment on an order, so one case asks at a time */
    @Test
    void a_second_case_of_the_order_waits_for_the_first(Desk desk) {
        var first = feedback(desk, "Bad quality.").completes("Task_ReadComment", PRODUCT);
        assertThatThrownBy(() -> desk.opens(Opening.of("feedback-removal")
                        .saying("Bad quality.")
                        .forOrder(first.orderId())
                        .withoutOrderInTheBook()))
                .isInstanceOf(Rejected.class)
                .isNotInstanceOf(Refused.class)
                .hasMessageContaining(first.number().value());
    }
}
