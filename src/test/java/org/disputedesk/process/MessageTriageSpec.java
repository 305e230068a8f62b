package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.dispute.DisputeFacts.PLACEMENT;
import static org.disputedesk.dispute.DisputeFacts.PLACEMENT_CASE;
import static org.disputedesk.dispute.DisputeFacts.PLACEMENT_KIND;
import static org.disputedesk.dispute.DisputeFacts.PLACEMENT_ORDER_ID;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.TOKYO;
import static org.disputedesk.process.Desk.hours;
import static org.disputedesk.process.Desk.minutes;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;

import org.disputedesk.evidence.CaseTexts.Message;
import org.junit.jupiter.api.Test;

/** The room "Message triage": a person says where a message belongs that no rule could place. */
@DeskSpec("message-triage")
class MessageTriageSpec {

    private static Opening unplaced() {
        return Opening.of("message-triage").saying("荷物の件です。");
    }

    /** 004-15, 002-24: the clock of its case counts from the moment the message came in */
    @Test
    void a_message_is_given_to_the_case_it_belongs_to(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        var dispute = desk.opens(orderNotReceived())
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .receives("reply-sent");
        var message = desk.opens(unplaced())
                .waitsAt("Task_PlaceTheMessage")
                .taskIsDue("Task_PlaceTheMessage", "2026-11-25T09:00", TOKYO);
        desk.passes(hours(3));

        message.isRejected(
                        () -> message.completes(
                                "Task_PlaceTheMessage",
                                with(PLACEMENT, "CASE")
                                        .and(PLACEMENT_CASE, message.number().value())),
                        "placementCase")
                .isRejected(() -> message.completes("Task_PlaceTheMessage", with(PLACEMENT, "CASE")), "placementCase")
                .completes(
                        "Task_PlaceTheMessage",
                        with(PLACEMENT, "CASE")
                                .and(PLACEMENT_CASE, dispute.number().value()))
                .endsAs("End_InItsCase")
                .record()
                .reads("Task completed: Place the message", "Message placed: CASE", "Case closed");

        dispute.waitsAt("Task_ReadReply", "Task_SendHoldingReply", "Gw_Wait")
                .replyIsDue("2026-11-25T09:00", TOKYO)
                .record()
                .reads("Event: buyer-replied");
        assertThat(desk.texts.messages(dispute.number().value()))
                .extracting(Message::content)
                .contains("荷物の件です。");
    }

    /** 004-15 */
    @Test
    void a_message_opens_a_case(Desk desk) {
        String orderId = orderNotReceived().orderId;
        desk.opens(unplaced())
                .completes(
                        "Task_PlaceTheMessage",
                        with(PLACEMENT, "NEW_CASE")
                                .and(PLACEMENT_KIND, "order-not-received")
                                .and(PLACEMENT_ORDER_ID, orderId))
                .endsAs("End_InItsCase");
        assertThat(desk.db
                        .sql("select kind from dispute_case where order_id = ? and state = 'OPEN'")
                        .param(orderId)
                        .query(String.class)
                        .list())
                .containsExactly("order-not-received");
    }

    /** A19: the reason is kept */
    @Test
    void a_message_needs_no_response(Desk desk) {
        var message = desk.opens(unplaced());
        message.isRejected(
                        () -> message.completes("Task_PlaceTheMessage", with(PLACEMENT, "NO_RESPONSE")),
                        "noResponseReason")
                .completes(
                        "Task_PlaceTheMessage", with(PLACEMENT, "NO_RESPONSE").and("noResponseReason", "お礼の連絡のみ。"))
                .endsAs("End_NoResponseNeeded");
    }

    @Test
    void a_message_is_not_for_the_shop(Desk desk) {
        desk.opens(unplaced())
                .completes("Task_PlaceTheMessage", with(PLACEMENT, "NOT_OURS"))
                .endsAs("End_NotOurs");
    }

    @Test
    void a_message_is_a_forgery(Desk desk) {
        desk.opens(unplaced())
                .completes("Task_PlaceTheMessage", with(PLACEMENT, "PHISHING"))
                .endsAs("End_Forged");
    }

    /** 002-24 */
    @Test
    void a_message_that_nobody_places_moves_up_before_its_answer_is_late(Desk desk) {
        var message = desk.opens(unplaced());
        desk.passes(hours(20).minus(minutes(1)));
        message.hasPriority(50);
        desk.passes(minutes(1));
        message.hasPriority(90).waitsAt("Task_PlaceTheMessage");
    }
}
