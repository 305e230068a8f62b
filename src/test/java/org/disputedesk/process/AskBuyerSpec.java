package org.disputedesk.process;

import static org.disputedesk.dispute.DisputeFacts.BUYER_SILENT;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.JAPANESE;
import static org.disputedesk.process.Desk.days;
import static org.disputedesk.process.Desk.seconds;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.WrongItemSpec.calmed;
import static org.disputedesk.process.WrongItemSpec.confirmed;
import static org.disputedesk.process.WrongItemSpec.says;
import static org.disputedesk.process.WrongItemSpec.silent;
import static org.disputedesk.process.WrongItemSpec.wrongItem;

import org.junit.jupiter.api.Test;

/** The room "Ask buyer": reminded as often as the policy says, then his silence is on record (003-22). */
@DeskSpec("ask-buyer")
class AskBuyerSpec {

    /** 003-03, 003-22: three days each, a second before not yet */
    @Test
    void photos_are_asked_for_until_he_is_silent_for_good(Desk desk) {
        var dispute = calmed(desk, wrongItem()).waitsAt("Timer_NoAnswer");
        desk.passes(days(3).minus(seconds(1)));
        dispute.waitsAt("Timer_NoAnswer").sentLetters(1);
        desk.passes(seconds(1));
        dispute.waitsAt("Task_AnswerBuyer")
                .completes("Task_AnswerBuyer", SEND)
                .sent("photos-reminder", JAPANESE)
                .knows(BUYER_SILENT, false);
        desk.passes(days(3));
        dispute.completes("Task_AnswerBuyer", SEND);
        desk.passes(days(3).minus(seconds(1)));
        dispute.knows(BUYER_SILENT, false).waitsAt("Timer_NoAnswer");
        desk.passes(seconds(1));
        dispute.waitsAt("Task_NoteCause").sentLetters(3);
    }

    /** 003-22: a message begins the count anew */
    @Test
    void whoever_writes_is_not_silent(Desk desk) {
        var dispute = confirmed(desk, wrongItem());
        desk.passes(days(3));
        dispute.completes("Task_AnswerBuyer", SEND).sent("choice-reminder", JAPANESE, "交換", "返金");
        desk.passes(days(2));
        says(dispute, "OTHER").completes("Task_AnswerBuyer", SEND).sent("exchange-or-refund", JAPANESE);
        desk.passes(days(3));
        dispute.completes("Task_AnswerBuyer", SEND).sent("choice-reminder", JAPANESE);
        desk.passes(days(3));
        dispute.completes("Task_AnswerBuyer", SEND).sent("choice-reminder", JAPANESE);
        desk.passes(days(3));
        dispute.waitsAt("Task_NoteCause")
                .record()
                .reads("Reminder to the buyer: 1", "Reminder to the buyer: 1", "Reminder to the buyer: 2");
    }

    /** 003-22: after his silence he writes after all, and the case goes on where it was */
    @Test
    void a_late_answer_opens_the_matter_anew(Desk desk) {
        var dispute = confirmed(desk, wrongItem());
        silent(desk, dispute, "choice-reminder");
        dispute.receives("buyer-replied", with("buyerText", "遅くなりました。返金でお願いします。"))
                .completes("Task_ReadReply", with("buyerAnswer", "WANTS_REFUND"))
                .waitsAt("Task_AnswerBuyer", "Task_ReceiveGoods")
                .completes("Task_AnswerBuyer", SEND)
                .sent("please-return", JAPANESE);
    }
}
