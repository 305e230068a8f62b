package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.disputedesk.dispute.DisputeFacts.BUYER_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.BUYER_WISH;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.FULFILMENT;
import static org.disputedesk.dispute.DisputeFacts.ITEM_DISCARDED;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.PAYMENT_STATE;
import static org.disputedesk.dispute.DisputeFacts.REMEDY;
import static org.disputedesk.dispute.DisputeFacts.SERVICE_OWNER;
import static org.disputedesk.dispute.DisputeFacts.SETTLED;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.ASK_CARRIER;
import static org.disputedesk.process.Staff.REFUND;
import static org.disputedesk.process.Staff.REPLACE;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;
import static org.disputedesk.process.WrongItemSpec.wrongItem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.TaskService;
import org.disputedesk.DeskTest;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.orders.Order.Fulfilment;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A20, 003-07, 000-13: a refund that is forbidden cannot be given by any route, and each attempt is written down. */
@DeskTest
class EveryRouteTest {

    private static final Answers BENT =
            with(SERVICE_OWNER, "SELLER").and(FULFILMENT, "FBM").and(PAYMENT_STATE, "PAID");

    @Autowired
    private Desk desk;

    @BeforeEach
    void morning() {
        desk.opensInTheMorning();
    }

    @AfterEach
    void night() {
        desk.closesForTheNight();
    }

    private Dispute ofAmazon() {
        return desk.opens(orderNotReceived().fulfilledBy(Fulfilment.FBA).withParcel(DeliveryState.LOST));
    }

    private void nothingWasGiven(Dispute dispute) {
        assertThat(desk.db
                        .sql("select count(*) from remedy where order_id = ?")
                        .param(dispute.orderId())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** The facts are bent before the table reads them, so that the task "Choose remedy" opens. */
    @Test
    void not_by_form_by_rest_or_by_variables() {
        Dispute dispute = ofAmazon();
        dispute.operatorSets("check-order", BENT)
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy")
                .isRefused(() -> dispute.completes("Task_ChooseRemedy", REFUND), "refund-is-amazons")
                .isRefused(() -> dispute.completesRaw("Task_ChooseRemedy", REFUND), "refund-is-amazons")
                .isRefused(
                        () -> dispute.completesRaw("Task_ChooseRemedy", REFUND.and(SERVICE_OWNER, "SELLER")),
                        "form-asks")
                .isRefused(
                        () -> dispute.operatorSets("give-remedy", BENT).completes("Task_ChooseRemedy", REPLACE),
                        "refund-is-amazons")
                .sentNothing()
                .record()
                .has("Refused by the guard", 4);
        nothingWasGiven(dispute);
    }

    /** An operator moves the token past everything that decides. */
    @Test
    void not_by_a_modified_process_instance() {
        Dispute dispute = ofAmazon();
        dispute.operatorSets("check-order", BENT)
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .isRefused(
                        () -> dispute.operatorSets("give-remedy", REFUND)
                                .operatorMoves("give-remedy", "Task_ChooseRemedy", "Call_Refund"),
                        "decided-first");
        nothingWasGiven(dispute);
    }

    /** The room that refunds is started by itself, with facts to suit, at its beginning and in its middle. */
    @Test
    void not_by_starting_the_room_alone() {
        Dispute dispute = ofAmazon();
        String number = dispute.number().value();
        Answers facts = BENT.and(CASE_NUMBER, number)
                .and(MARKETPLACE, "JP")
                .and(ORDER_ID, dispute.orderId())
                .and(REMEDY, "REFUND");
        assertThat(catchThrowable(() -> desk.administratorStarts("refund", number, facts)))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("does not start by itself");
        assertThat(catchThrowable(() -> desk.administratorStarts("refund", number, facts, "Task_RecordRemedy")))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("does not start by itself");
        nothingWasGiven(dispute);
    }

    /** What is allowed is chosen, and then the token moved to what is not. */
    @Test
    void not_by_way_of_a_carrier_inquiry() {
        Dispute dispute = ofAmazon();
        dispute.operatorSets("check-order", BENT)
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .completes("Task_ChooseRemedy", ASK_CARRIER)
                .waitsAt("Task_SendHoldingReply", "Task_OpenInquiry")
                .isRefused(
                        () -> dispute.operatorMoves("give-remedy", "Call_CarrierInquiry", "Call_Refund"),
                        "decided-first");
    }

    /** An import says that the seller ships, after Amazon's own report said that Amazon does. */
    @Test
    void not_by_an_import() {
        var opening = orderNotReceived().fulfilledBy(Fulfilment.FBA).withParcel(DeliveryState.LOST);
        Dispute dispute = desk.opens(opening);
        desk.orders.learn(
                orderNotReceived().forOrder(opening.orderId).order(desk.now().plusSeconds(60)));
        assertThat(desk.orders
                        .find(new org.disputedesk.dispute.OrderId(opening.orderId))
                        .orElseThrow()
                        .fulfilment())
                .isEqualTo(Fulfilment.FBA);
        dispute.operatorSets("check-order", BENT)
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .isRefused(() -> dispute.completes("Task_ChooseRemedy", REFUND), "refund-is-amazons");
        nothingWasGiven(dispute);
    }

    /** What the engine offers to whoever may work on a task, and the desk does not. */
    @Test
    void not_past_the_form_of_a_task_nor_past_the_beginning_of_a_process() {
        Dispute dispute = ofAmazon();
        String task = dispute.taskId("Task_CheckFacts");
        TaskService tasks = desk.engine.getTaskService();
        for (ThrowingCallable door : List.<ThrowingCallable>of(
                () -> tasks.resolveTask(task, BENT.values()),
                () -> tasks.delegateTask(task, "agent"),
                () -> tasks.handleBpmnError(task, "E"),
                () -> tasks.handleEscalation(task, "E"),
                () -> desk.engine
                        .getRuntimeService()
                        .createProcessInstanceByKey("order-not-received")
                        .startBeforeActivity("Call_CloseDispute")
                        .execute())) {
            assertThat(catchThrowable(door)).isInstanceOf(Rejected.class);
        }
        dispute.waitsAt("Task_SendHoldingReply", "Task_CheckFacts");
        nothingWasGiven(dispute);
    }

    /** An answer brings facts that its form does not ask for, such as another order or a remedy that was done. */
    @Test
    void not_by_what_a_form_does_not_ask_for() {
        Dispute dispute = ofAmazon();
        String other = desk.opens(orderNotReceived()).orderId();
        for (Answers more : List.of(
                with(ORDER_ID, other),
                with(SERVICE_OWNER, "SELLER"),
                with("remedyState", "DONE").and(REMEDY, "REFUND"),
                with(SETTLED, true),
                with("fraudState", "HELD"),
                with("holdingText", "Hello"),
                with("evil", "x"))) {
            Map<String, Object> both = new LinkedHashMap<>(RIGHT_ADDRESS.values());
            both.putAll(more.values());
            Answers all = new Answers(both);
            assertThat(catchThrowable(() -> dispute.completesRaw("Task_CheckFacts", all)))
                    .isInstanceOf(Rejected.class)
                    .hasMessageContaining("not asked for");
        }
        dispute.waitsAt("Task_SendHoldingReply", "Task_CheckFacts");
    }

    /** Amazon's own refund is not the seller's, by the claim either. */
    @Test
    void not_by_way_of_a_claim() {
        Dispute dispute = ofAmazon();
        dispute.receives("a-to-z-filed")
                .isRefused(
                        () -> dispute.completes("Task_AnswerClaim", with("claimAnswer", "REFUNDED")),
                        "refund-is-amazons");
        nothingWasGiven(dispute);
    }

    /** A message over the engine's own API brings facts with it. */
    @Test
    void not_by_a_message() {
        Dispute dispute = ofAmazon();
        desk.engine
                .getRuntimeService()
                .createMessageCorrelation("buyer-confirmed")
                .processInstanceBusinessKey(dispute.number().value())
                .setVariables(BENT.and(REMEDY, "REFUND")
                        .and(BUYER_ANSWER, "STILL_MISSING")
                        .values())
                .correlate();
        dispute.completes("Task_CheckFacts", RIGHT_ADDRESS)
                // the table believes the message; the guard asks the order book
                .waitsAt("Task_SendHoldingReply", "Task_ChooseRemedy")
                .isRefused(() -> dispute.completes("Task_ChooseRemedy", REFUND), "refund-is-amazons");
        nothingWasGiven(dispute);
    }

    /** What is not an event's to tell is not taken, whoever tells it. */
    @Test
    void not_by_an_event() {
        Dispute dispute = ofAmazon();
        assertThat(catchThrowable(() -> dispute.receives("tracking-changed", BENT)))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.errors())
                                .extracting(Rejected.FieldError::field)
                                .contains("facts.serviceOwner", "facts.fulfilment", "facts.paymentState"));
        nothingWasGiven(dispute);
    }

    private Dispute ofWrongItem() {
        return desk.opens(wrongItem().fulfilledBy(Fulfilment.FBA)).completes("Task_AnswerBuyer", Staff.SEND);
    }

    /** A20: the facts are bent before the table reads them, so that the seller seems to serve the order. */
    @Test
    void no_wrong_item_by_form_by_rest_by_variables_or_by_a_second_person() {
        Dispute dispute = ofWrongItem();
        dispute.operatorSets("check-order", BENT)
                .completes("Task_CheckFacts", RIGHT_ADDRESS)
                .operatorSets("settle-wrong-item", BENT)
                .receives("buyer-replied", with("buyerText", "返金してください。"))
                .completes("Task_ReadReply", with(BUYER_ANSWER, "SENDS_PHOTOS"))
                .completes(
                        "Task_CheckItem",
                        Staff.SHOWS_ANOTHER.and(BUYER_WISH, "REFUND").and(ITEM_DISCARDED, true))
                .isRefused(() -> dispute.completes("Task_ChooseRemedy", REFUND), "refund-is-amazons")
                .isRefused(() -> dispute.completesRaw("Task_ChooseRemedy", REFUND), "refund-is-amazons")
                .isRejected(
                        () -> dispute.completesRaw("Task_ChooseRemedy", REFUND.and(SERVICE_OWNER, "SELLER")),
                        "serviceOwner")
                .isRefused(
                        () -> dispute.operatorSets("give-remedy", BENT.and("remedyOptions", "REFUND,REPLACEMENT"))
                                .completes("Task_ChooseRemedy", REPLACE),
                        "refund-is-amazons");
        dispute.operatorSets("give-remedy", REFUND)
                .operatorMoves("give-remedy", "Task_ChooseRemedy", "Task_ApproveRemedy")
                .isRefused(() -> dispute.completes("Task_ApproveRemedy", Staff.APPROVE), "decided-first");
        nothingWasGiven(dispute);
    }

    /** A20: an operator starts the remedy past the table, and moves the token past its task. */
    @Test
    void no_wrong_item_by_a_modified_process_instance() {
        Dispute dispute = ofWrongItem();
        dispute.completes("Task_CheckFacts", RIGHT_ADDRESS)
                .operatorStartsBefore("settle-wrong-item", "Call_GiveRemedy")
                .isRefused(() -> dispute.completes("Task_ChooseRemedy", REFUND), "refund-is-amazons")
                .isRefused(
                        () -> dispute.operatorSets("give-remedy", BENT.and(REMEDY, "REFUND"))
                                .operatorMoves("give-remedy", "Task_ChooseRemedy", "Call_Refund"),
                        "decided-first");
        nothingWasGiven(dispute);
    }

    /** A20: an import says that the seller ships; a claim, an event and the rooms by themselves are no ways either. */
    @Test
    void no_wrong_item_by_an_import_a_claim_an_event_or_a_room_alone() {
        var opening = wrongItem().fulfilledBy(Fulfilment.FBA);
        Dispute dispute = desk.opens(opening).completes("Task_AnswerBuyer", Staff.SEND);
        desk.orders.learn(wrongItem().forOrder(opening.orderId).order(desk.now().plusSeconds(60)));
        dispute.completes("Task_CheckFacts", RIGHT_ADDRESS).knows(SERVICE_OWNER, "AMAZON");
        dispute.operatorStartsBefore("settle-wrong-item", "Call_GiveRemedy")
                .isRefused(() -> dispute.completes("Task_ChooseRemedy", REFUND), "refund-is-amazons");
        assertThat(catchThrowable(() -> dispute.receives("tracking-changed", BENT)))
                .isInstanceOf(Rejected.class);
        for (String room : List.of("settle-wrong-item", "exchange-item", "give-remedy", "refund")) {
            assertThat(catchThrowable(() ->
                            desk.administratorStarts(room, dispute.number().value(), BENT.and(REMEDY, "REFUND"))))
                    .isInstanceOf(Rejected.class)
                    .hasMessageContaining("does not start by itself");
        }
        dispute.receives("a-to-z-filed")
                .isRefused(
                        () -> dispute.completes("Task_AnswerClaim", with("claimAnswer", "REFUNDED")),
                        "refund-is-amazons");
        nothingWasGiven(dispute);
    }
}
