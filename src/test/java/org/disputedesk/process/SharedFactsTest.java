package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.dispute.DisputeFacts.CARRIER;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Opening.orderNotReceived;

import java.util.Collections;
import java.util.Map;
import org.disputedesk.DeskTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is set in one room of a case from outside (decision 4). */
@DeskTest
class SharedFactsTest {

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

    @Test
    void a_fact_that_an_operator_sets_in_one_room_is_known_in_all() {
        var dispute = desk.opens(orderNotReceived());
        for (String room : new String[] {"order-not-received", "watch-case", "answer-buyer", "check-order"}) {
            dispute.operatorSets(room, with(CARRIER, "Carrier of " + room));
            for (String other :
                    new String[] {"order-not-received", "watch-case", "answer-buyer", "settle-non-arrival"}) {
                assertThat(variable(dispute, other, CARRIER.name())).isEqualTo("Carrier of " + room);
            }
        }
    }

    @Test
    void where_its_own_letter_stands_only_the_room_that_writes_it_knows() {
        var dispute = desk.opens(orderNotReceived());
        Object before = variable(dispute, "watch-case", "letterState");
        dispute.operatorSets("answer-buyer", with("letterState", "DEAD"));
        assertThat(variable(dispute, "watch-case", "letterState")).isEqualTo(before);
        assertThat(variable(dispute, "answer-buyer", "letterState")).isEqualTo("DEAD");
    }

    /** A step would otherwise meet it weeks later and fail. */
    @Test
    void what_a_fact_cannot_be_is_rejected_when_it_is_set() {
        var dispute = desk.opens(orderNotReceived());
        dispute.isRejected(() -> dispute.operatorSets("watch-case", with("paymentState", "GONE")), "paymentState")
                .isRejected(() -> sets(dispute, Map.of("orderId", 5)), "orderId")
                .isRejected(() -> sets(dispute, Map.of("orderValue", -1.0)), "orderValue")
                .isRejected(() -> sets(dispute, Map.of("messageReceivedAt", "yesterday")), "messageReceivedAt")
                .isRejected(() -> sets(dispute, Map.of("currency", "ZZZ")), "currency")
                .isRejected(() -> sets(dispute, Map.of("evil", "x")), "evil")
                .isRejected(() -> sets(dispute, Map.of("buyerText", "Jane Doe")), "buyerText")
                .knows(DELIVERY_STATE, "IN_TRANSIT");
    }

    /** Or the record of one case would grow in another. */
    @Test
    void whose_case_it_is_cannot_be_changed() {
        var other = desk.opens(orderNotReceived());
        var dispute = desk.opens(orderNotReceived());
        dispute.isRejected(
                        () -> dispute.operatorSets(
                                "check-order", with(CASE_NUMBER, other.number().value())),
                        "caseNumber")
                .isRejected(() -> sets(dispute, Map.of("orderId", other.orderId())), "orderId")
                .isRejected(() -> sets(dispute, Collections.singletonMap("caseNumber", null)), "caseNumber")
                .knows(CASE_NUMBER, dispute.number().value());
    }

    private void sets(Dispute dispute, Map<String, ?> variables) {
        desk.engine.getRuntimeService().setVariables(dispute.room("watch-case"), variables);
    }

    private Object variable(Dispute dispute, String room, String name) {
        return desk.engine.getRuntimeService().getVariable(dispute.room(room), name);
    }
}
