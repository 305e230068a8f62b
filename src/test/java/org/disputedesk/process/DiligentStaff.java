package org.disputedesk.process;

import static org.disputedesk.dispute.DisputeFacts.APPEAL_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.BUYER_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CANCELLATION_DECISION;
import static org.disputedesk.dispute.DisputeFacts.CARRIER;
import static org.disputedesk.dispute.DisputeFacts.CARRIER_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_DECISION;
import static org.disputedesk.dispute.DisputeFacts.DELIVERED_AT_LOCAL;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_PROOF;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.DOUBLE_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.FULFILMENT;
import static org.disputedesk.dispute.DisputeFacts.LATEST_DELIVERY_DATE;
import static org.disputedesk.dispute.DisputeFacts.LETTER_WAS_SENT;
import static org.disputedesk.dispute.DisputeFacts.ORDER_STATE;
import static org.disputedesk.dispute.DisputeFacts.PAYMENT_STATE;
import static org.disputedesk.dispute.DisputeFacts.RECOMMENDED_REMEDY;
import static org.disputedesk.dispute.DisputeFacts.REMEDY;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_WAS_DONE;
import static org.disputedesk.dispute.DisputeFacts.REPORT_DECISION;
import static org.disputedesk.dispute.DisputeFacts.REPORT_REFERENCE;
import static org.disputedesk.dispute.DisputeFacts.WITHOUT_GOODS;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Desk.TOKYO;

import java.util.List;
import java.util.Random;
import org.disputedesk.dispute.DisputeFacts;

/** Staff who do any task that lies before them, sensibly and in any order, and wait when there is none. */
final class DiligentStaff {

    /** Nothing follows from these: the answer itself is somebody else's task. */
    private static final List<String> BY_THE_WAY = List.of("Task_SendHoldingReply", "Task_TakeOverReply");

    private static final int MOST_STEPS = 200;

    private final Desk desk;
    private final Dispute dispute;
    private final String buyerSays;
    private final Random order;

    /** Reads every message of the buyer as this answer. */
    DiligentStaff(Desk desk, Dispute dispute, String buyerSays, long seed) {
        this.desk = desk;
        this.dispute = dispute;
        this.buyerSays = buyerSays;
        this.order = new Random(seed);
    }

    /** Goes on until the case is closed, and looks after every step. */
    void workToTheEnd(Runnable look) {
        for (int step = 0; step < MOST_STEPS; step++) {
            look.run();
            if (dispute.isClosed()) {
                return;
            }
            List<String> tasks = dispute.openTasks().stream()
                    .filter(task -> !BY_THE_WAY.contains(task))
                    .toList();
            if (!tasks.isEmpty()) {
                complete(tasks.get(order.nextInt(tasks.size())));
            } else if (!dispute.openTasks().isEmpty() && !desk.somethingIsDueWithin(Desk.days(1))) {
                throw new AssertionError(
                        dispute.number() + ": the buyer waits, and nobody is going to answer: " + dispute.stations());
            } else if (!desk.goesOnToWhatIsDueNext()) {
                throw new AssertionError(dispute.number() + " hangs at " + dispute.stations());
            }
        }
        throw new AssertionError(dispute.number() + " comes to no end; it waits at " + dispute.stations());
    }

    /** Whether they have learned how to do a task. */
    boolean knows(String task) {
        try {
            return !answers(task).values().isEmpty();
        } catch (AssertionError notLearned) {
            return false;
        }
    }

    /** Does one task. */
    void complete(String task) {
        dispute.completes(task, answers(task));
    }

    private Answers answers(String task) {
        String day = desk.now().atZone(TOKYO).toLocalDate().plusDays(3).toString();
        return switch (task) {
            case "Task_EnterOrder" ->
                with(FULFILMENT, "FBM")
                        .and(ORDER_STATE, "SHIPPED")
                        .and(PAYMENT_STATE, "PAID")
                        .and(LATEST_DELIVERY_DATE, day);
            case "Task_EnterTracking" ->
                with(CARRIER, "Yamato")
                        .and(LATEST_DELIVERY_DATE, day)
                        .and(DELIVERY_STATE, "DELIVERED")
                        .and(DELIVERED_AT_LOCAL, "2026-11-23T18:40")
                        .and("deliveredPlace", "郵便受け")
                        .and(DELIVERY_PROOF, "NONE");
            case "Task_CheckFacts" ->
                Staff.RIGHT_ADDRESS
                        .and(PAYMENT_STATE, dispute.fact(PAYMENT_STATE).orElse("PAID"))
                        .and("deliveredPlace", "郵便受け");
            case "Task_AnswerBuyer" -> filledIn(Staff.SEND, "letterEmpathy", "letterFacts", "letterProposal");
            case "Task_SettleLetter" -> with(LETTER_WAS_SENT, true);
            case "Task_ReadReply" -> with(BUYER_ANSWER, buyerSays);
            case "Task_CheckItem" ->
                Staff.SHOWS_ANOTHER
                        .and(DisputeFacts.BUYER_WISH, order.nextBoolean() ? "REFUND" : "EXCHANGE")
                        .and(DisputeFacts.ITEM_DISCARDED, order.nextBoolean());
            case "Task_OpenSupportCase" ->
                with(DisputeFacts.SUPPORT_ANSWER, "OPENED").and(DisputeFacts.SUPPORT_CASE, "7001");
            case "Task_PromiseExchange", "Task_RescueExchange" -> Staff.leavesBy(day);
            case "Task_ChooseRemedy" ->
                with(REMEDY, dispute.fact(RECOMMENDED_REMEDY).orElse("REFUND"));
            case "Task_ApproveRemedy" -> Staff.APPROVE;
            case "Task_IssueRefund" -> Staff.refunded("R-7", day);
            case "Task_VerifyRefund", "Task_ChaseRefund" -> Staff.COMPLETE.and("staffNote", "It is there.");
            case "Task_SendReplacement" -> Staff.sent("5555-00000007", day);
            case "Task_OpenInquiry" -> Staff.INQUIRY_OPEN;
            case "Task_EnterCarrierAnswer" -> with(CARRIER_ANSWER, "NO_TRACE").and("carrierWords", "調査しましたが不明です。");
            case "Task_EscalateInquiry" -> with("staffNote", "I have called them.");
            case "Task_CheckInterruptedRemedy" ->
                order.nextBoolean()
                        ? Staff.refunded("R-8", day).and(CARRIER, "Yamato").and(REMEDY_WAS_DONE, true)
                        : with(REMEDY_WAS_DONE, false);
            case "Task_CheckCapacity" ->
                dispute.fact(DisputeFacts.REQUEST_SOURCE).orElse("").equals("PRODUCT_QUESTION")
                        ? Staff.ROOM_BEFORE_BUYING
                        : Staff.ROOM;
            case "Task_DecideRequest" -> order.nextBoolean() ? Staff.PROMISE_SPEED : Staff.DECLINE_SPEED;
            case "Task_ShipEarly" -> Staff.handedOver("4000-00000011");
            case "Task_RescueDispatch" ->
                with(DisputeFacts.STILL_SHIPS, order.nextBoolean()).and("staffNote", "明日の便で出します。");
            case "Task_PassOnCancellation" -> Staff.PASSED_ON;
            case "Task_RequestReview" ->
                with(DisputeFacts.FEEDBACK_ANSWER, order.nextBoolean() ? "REQUESTED" : "NOT_DELIVERED");
            case "Task_ReadComment" ->
                with(DisputeFacts.COMMENT_ABOUT, order.nextBoolean() ? "PRODUCT" : "MIXED")
                        .and(DisputeFacts.FEEDBACK_RATING, 1L);
            case "Task_RequestRemoval" -> with(DisputeFacts.REMOVAL_ANSWER, "REQUESTED");
            case "Task_EnterRemovalDecision" ->
                with(DisputeFacts.REMOVAL_DECISION, order.nextBoolean() ? "REMOVED" : "REFUSED");
            case "Task_WritePublicReply" -> SettleFeedbackSpec.WRITTEN;
            case "Task_PostPublicReply" -> with(DisputeFacts.PUBLIC_REPLY_ANSWER, "POSTED");
            case "Task_CancelOrder" -> with(ORDER_STATE, "CANCELLED");
            case "Task_FileCancellation" -> Staff.filed("FILED", "ASK_TO_REFUSE");
            case "Task_EnterDecision" -> with(CANCELLATION_DECISION, order.nextBoolean() ? "APPROVED" : "REJECTED");
            case "Task_TakeOverSilence" -> with("staffNote", "Asked under case 7.");
            case "Task_ReceiveGoods", "Task_TraceReturn" -> Staff.goods("ARRIVED");
            case "Task_CheckGoods" -> {
                dispute.photographed();
                yield Staff.checked("AS_SENT", "RESTOCK");
            }
            case "Task_DecideWithoutGoods" -> with(WITHOUT_GOODS, "NO_REFUND").and("staffNote", "Never sent.");
            case "Task_DecideDoubleBenefit" -> with(DOUBLE_ANSWER, "LET_BE");
            case "Task_AnswerClaim" -> with(CLAIM_ANSWER, "DEFENDED");
            case "Task_EnterClaimDecision" -> with(CLAIM_DECISION, order.nextBoolean() ? "GRANTED" : "DENIED");
            case "Task_DecideAppeal" -> with(APPEAL_ANSWER, "ACCEPTED");
            case "Task_WriteReport" -> with("reportText", "2026-11-23 delivered.");
            case "Task_ApproveReport" -> with(REPORT_DECISION, "APPROVED");
            case "Task_ReportToAmazon" -> with(REPORT_REFERENCE, "AMZ-1");
            case "Task_NoteCause" -> Staff.cause("UNKNOWN");
            default -> throw new AssertionError("Nobody knows how to do " + task);
        };
    }

    /** The draft, with something sensible for what the desk does not know. */
    private Answers filledIn(Answers answers, String... parts) {
        Answers all = answers;
        for (String part : parts) {
            String draft = String.valueOf(dispute.form("Task_AnswerBuyer", part));
            all = all.and(part, draft.replaceAll("\\$\\{[A-Za-z]+}", "確認中"));
        }
        return all;
    }
}
