package org.disputedesk.process;

import static org.disputedesk.process.Desk.*;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.*;

import org.disputedesk.DeskTest;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DeskTest
@Tag("models")
@ExtendWith(WholeModelWalked.class)
class SmokeSpec {
    @Test
    void delivered(Desk desk) {
        desk.itIs("2026-11-21T18:00", TOKYO);
        var dispute = desk.opens(orderNotReceived().delivered("2026-11-20T14:05", "宅配ボックス"))
                .waitsAt("Task_SendHoldingReply", "Task_CheckFacts")
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_AnswerBuyer", "Gw_Answered")
                .completes("Task_AnswerBuyer", SEND)
                .sent("please-check-around", JAPANESE, "2026年11月20日（金）14時05分", "宅配ボックス", "Yamato")
                .waitsAt("Gw_Wait");
        dispute.receives("buyer-confirmed")
                .waitsAt("Task_NoteCause")
                .completes("Task_NoteCause", cause("BUYER"))
                .endsAs("End_ParcelArrived");
    }

    @Test
    void lost(Desk desk) {
        desk.itIs("2026-11-24T09:00", TOKYO);
        var dispute = desk.opens(orderNotReceived().withParcel(DeliveryState.LOST))
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy")
                .completes("Task_ChooseRemedy", REFUND)
                .waitsAt("Task_SendHoldingReply", "Task_IssueRefund")
                .completes("Task_IssueRefund", refunded("R-1", "2026-12-01"))
                .waitsAt("Task_AnswerBuyer", "Timer_RefundExpected")
                .completes("Task_AnswerBuyer", SEND)
                .sent("refund-issued", JAPANESE, "3,980")
                .waitsAt("Timer_RefundExpected");
        desk.passesUntil("2026-12-01T00:00", TOKYO);
        dispute.waitsAt("Task_VerifyRefund")
                .completes("Task_VerifyRefund", COMPLETE)
                .waitsAt("Task_NoteCause");
        desk.passes(days(7));
        dispute.endsAs("End_Remedied");
    }
}
