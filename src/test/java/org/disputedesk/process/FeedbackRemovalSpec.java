package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.disputedesk.dispute.DisputeFacts.FEEDBACK_RATING;
import static org.disputedesk.dispute.DisputeFacts.FULFILMENT;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.MESSAGE_JUST_CAME;
import static org.disputedesk.dispute.DisputeFacts.MESSAGE_RECEIVED_AT_LOCAL;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.ORDER_STATE;
import static org.disputedesk.dispute.DisputeFacts.REMOVAL_ANSWER;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.ENGLISH;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.SettleFeedbackSpec.ASKED;
import static org.disputedesk.process.SettleFeedbackSpec.PRODUCT;
import static org.disputedesk.process.SettleFeedbackSpec.decided;
import static org.disputedesk.process.SettleFeedbackSpec.feedback;
import static org.disputedesk.process.SettleFeedbackSpec.replied;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;
import static org.disputedesk.process.Staff.SEND;

import java.util.List;
import java.util.Locale;
import org.disputedesk.desk.DisputeKinds;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.intake.FurtherCases;
import org.disputedesk.orders.Order.Fulfilment;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** "Negative feedback": from the comment to its end, by every way in, and never a word to the buyer. */
@DeskSpec("feedback-removal")
class FeedbackRemovalSpec {

    @Autowired
    private FurtherCases furtherCases;

    @Autowired
    private DisputeKinds kinds;

    /** A22, 002-26 */
    @Test
    void a_product_review_is_removed(Desk desk) {
        feedback(desk, "The item is of bad quality.")
                .completes("Task_ReadComment", PRODUCT)
                .completes("Task_RequestRemoval", ASKED)
                .completes("Task_EnterRemovalDecision", decided("REMOVED"))
                .endsAs("End_FeedbackRemoved")
                .sentNothing()
                .record()
                .reads(
                        "Case opened: Negative feedback",
                        "Feedback left (27 characters",
                        "Task completed: Read comment",
                        "Feedback read: PRODUCT",
                        "Decided: Weigh feedback",
                        "A person is told to ask Amazon about the feedback",
                        "Amazon was asked about the feedback",
                        "Decided about the feedback: REMOVED",
                        "Case closed: Removed by Amazon");
    }

    /** A22 */
    @Test
    void a_comment_on_amazons_delivery_is_struck_through(Desk desk) {
        var dispute = desk.opens(Opening.of("feedback-removal").saying("配達が遅い。").fulfilledBy(Fulfilment.FBA))
                .completes("Task_ReadComment", SettleFeedbackSpec.read("DELIVERY"))
                .waitsAt("Task_RequestRemoval");
        assertThat(dispute.form("Task_RequestRemoval", "removalOddsText", Locale.ENGLISH))
                .isEqualTo("good, Amazon usually grants this");
        assertThat(dispute.form("Task_RequestRemoval", "responseReasonText", Locale.JAPANESE))
                .contains("Amazonによる配送", "取り消し線");
        assertThat(dispute.form("Task_RequestRemoval", "feedbackManagerLink", Locale.JAPANESE))
                .isEqualTo("https://sellercentral.amazon.co.jp/feedback-manager/index.html");
        dispute.completes("Task_RequestRemoval", ASKED)
                .receives("amazon-decided", decided("STRUCK_THROUGH"))
                .endsAs("End_FeedbackStruckThrough");
    }

    /** A22: mixed and about us, so that nothing is asked for; the reply is what is left */
    @Test
    void slow_and_rude_stays_and_is_answered_in_public(Desk desk) {
        feedback(desk, "Slow and rude.")
                .completes("Task_ReadComment", SettleFeedbackSpec.read("MIXED"))
                .completes("Task_WritePublicReply", SettleFeedbackSpec.WRITTEN)
                .completes("Task_PostPublicReply", replied("POSTED"))
                .endsAs("End_PublicReplyPosted")
                .sentNothing();
    }

    @Test
    void it_can_be_left_as_it_is(Desk desk) {
        feedback(desk, "Slow and rude.")
                .completes("Task_ReadComment", SettleFeedbackSpec.read("SERVICE"))
                .completes("Task_WritePublicReply", replied("NOT_POSTED"))
                .endsAs("End_FeedbackStands");
    }

    /** 002-26: an order that nobody knows is entered first, as its shipper decides about a comment on the delivery */
    @Test
    void an_unknown_order_is_entered(Desk desk) {
        desk.opens(Opening.of("feedback-removal").saying("Late.").withoutOrderInTheBook())
                .waitsAt("Task_EnterOrder")
                .taskIsDue("Task_EnterOrder", "2026-11-26T09:00", TOKYO)
                .completes("Task_EnterOrder", with(FULFILMENT, "FBA").and(ORDER_STATE, "SHIPPED"))
                .completes("Task_ReadComment", SettleFeedbackSpec.read("DELIVERY"))
                .waitsAt("Task_RequestRemoval");
    }

    /** 002-26: whatever staff do at that moment ends, and who was told to ask Amazon need not any more */
    @Test
    void feedback_that_the_buyer_takes_back_ends_the_case(Desk desk) {
        feedback(desk, "Bad.")
                .receives("feedback-withdrawn")
                .endsAs("End_FeedbackWithdrawn")
                .record()
                .reads("Event: feedback-withdrawn", "The feedback is gone", "Case closed: Feedback taken back");
        var asking = feedback(desk, "Bad quality.")
                .completes("Task_ReadComment", PRODUCT)
                .waitsAt("Task_RequestRemoval");
        asking.receives("feedback-withdrawn").endsAs("End_FeedbackWithdrawn");
        assertThat(SettleFeedbackSpec.rows(desk, asking.orderId())).isEmpty();
        feedback(desk, "Bad quality.")
                .completes("Task_ReadComment", PRODUCT)
                .completes("Task_RequestRemoval", with(REMOVAL_ANSWER, "GONE"))
                .endsAs("End_FeedbackWithdrawn");
    }

    /** 002-26: by hand in Tasklist, with only stars; the days count from when it was left */
    @Test
    void staff_open_it_in_tasklist(Desk desk) {
        var opening = Opening.of("feedback-removal");
        var form = with(MARKETPLACE, "JP")
                .and(ORDER_ID, opening.orderId)
                .and(FEEDBACK_RATING, 1L)
                .and(MESSAGE_JUST_CAME, false)
                .and(MESSAGE_RECEIVED_AT_LOCAL, "2026-11-20T10:00");
        assertThatThrownBy(() -> desk.opensInTasklist(opening, form.and(FEEDBACK_RATING, 4L)))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.errors())
                                .extracting(error -> error.field())
                                .containsExactly("feedbackRating"));
        var dispute = desk.opensInTasklist(opening, form)
                .waitsAt("Task_ReadComment")
                .knows(FEEDBACK_RATING, 1L)
                .completes("Task_ReadComment", SettleFeedbackSpec.read("NO_WORDS"))
                .waitsAt("Task_WritePublicReply");
        assertThat(dispute.form("Task_WritePublicReply", "responseReasonText", Locale.ENGLISH))
                .isEqualTo("Stars without words meet no criterion.");
    }

    /** 002-26, 002-24: nobody waits for an answer; the comment is kept as the buyer's words and never drives a reply clock */
    @Test
    void a_comment_is_no_message(Desk desk) {
        var dispute = feedback(desk, "Slow and rude.").hasDeadlines("removal.step");
        assertThat(desk.texts.unanswered(dispute.number().value())).isEmpty();
        assertThat(desk.texts.messages(dispute.number().value())).hasSize(1);
        assertThat(dispute.form("Task_ReadComment", "buyerMessages")).isEqualTo("Slow and rude.");
        assertThatThrownBy(() -> dispute.receives("buyer-replied", with("buyerText", "Hello.")))
                .isInstanceOf(Rejected.class);
        assertThat(kinds.all()).contains("order-not-received").doesNotContain("feedback-removal");
        assertThatThrownBy(() -> furtherCases.open(
                        dispute.number(),
                        List.of(new FurtherCases.Problem(
                                "order-not-received",
                                null,
                                "It never came.",
                                null,
                                new FurtherCases.Fields("kind", "text", "reason", "orderId")))))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining(dispute.number().value());
    }

    /** 002-26: the cases of an order know each other; the feedback is no earlier case of it */
    @Test
    void it_joins_the_other_cases_of_its_order(Desk desk) {
        var dispute = desk.opens(orderNotReceived()).completes("Task_CheckFacts", RIGHT_ADDRESS);
        var bad = desk.opens(Opening.of("feedback-removal")
                .saying("Bad.")
                .forOrder(dispute.orderId())
                .withoutOrderInTheBook());
        assertThat(bad.form("Task_ReadComment", "caseFacts", Locale.ENGLISH))
                .contains(dispute.number().value(), "Order not received");
        assertThat(dispute.form("Task_AnswerBuyer", "caseFacts", Locale.ENGLISH))
                .contains(bad.number().value(), "Negative feedback");
    }

    /** 1.6-2, 002-26: wherever a letter is written, it asks for no change of feedback, and gives nothing for one */
    @Test
    void no_letter_of_the_order_asks_for_its_removal(Desk desk) {
        for (String language : List.of(ENGLISH, JAPANESE)) {
            var dispute = desk.opens(orderNotReceived().in(language)).completes("Task_CheckFacts", RIGHT_ADDRESS);
            desk.opens(Opening.of("feedback-removal")
                    .saying("Bad.")
                    .forOrder(dispute.orderId())
                    .withoutOrderInTheBook());
            for (String words : List.of(
                    "Please remove your negative feedback.",
                    "Could you change your rating?",
                    "評価を削除していただけませんか。",
                    "低評価を変更してください。",
                    "请您删除差评。",
                    "能否修改一下评价？")) {
                dispute.isRefused(
                                () -> dispute.completes("Task_AnswerBuyer", SEND.and("letterFacts", words)),
                                "letter-within-guidelines")
                        .isRefused(
                                () -> dispute.completesRaw("Task_AnswerBuyer", SEND.and("letterProposal", words)),
                                "letter-within-guidelines");
            }
            dispute.sentNothing();
        }
    }
}
