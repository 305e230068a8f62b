package org.disputedesk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.disputedesk.dispute.DisputeFacts.CARRIER_ALSO_ASKED;
import static org.disputedesk.dispute.DisputeFacts.CLAIM_DECISION;
import static org.disputedesk.dispute.DisputeFacts.FRAUD_SUSPECTED;
import static org.disputedesk.dispute.DisputeFacts.LOSS_AMOUNT;
import static org.disputedesk.process.Answers.with;
import static org.disputedesk.process.Opening.orderNotReceived;
import static org.disputedesk.process.Staff.INQUIRY_OPEN;
import static org.disputedesk.process.Staff.REFUND;
import static org.disputedesk.process.Staff.RIGHT_ADDRESS;
import static org.disputedesk.process.Staff.SEND;
import static org.disputedesk.process.Staff.checked;
import static org.disputedesk.process.Staff.checks;
import static org.disputedesk.process.Staff.goods;
import static org.disputedesk.process.Staff.refunded;

import java.util.List;
import java.util.Objects;
import org.disputedesk.DeskTest;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.ledger.Entry;
import org.disputedesk.ledger.Ledger;
import org.disputedesk.ledger.Recoveries;
import org.disputedesk.ledger.Total;
import org.disputedesk.overview.OrderOverview;
import org.disputedesk.tracking.DeliveryState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** 000-16, 001-14, 001-15, P8, P13, P22: what an order has cost whom, what holds it, and what comes back. */
@DeskTest
class OrderLedgerTest {

    @Autowired
    private Desk desk;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Recoveries recoveries;

    @Autowired
    private OrderOverview overview;

    @BeforeEach
    void morning() {
        desk.opensInTheMorning();
    }

    @AfterEach
    void night() {
        desk.closesForTheNight();
    }

    private static Opening lost() {
        return orderNotReceived().withParcel(DeliveryState.LOST);
    }

    private Total total(Dispute dispute) {
        List<Total> totals = Total.of(ledger.ofOrder(dispute.orderId()));
        assertThat(totals).hasSize(1);
        return totals.get(0);
    }

    private static Recoveries.Booking booking(String reason, String amount) {
        return new Recoveries.Booking(null, reason, amount, "JPY", "PAY-1", "届いた明細を確認した。");
    }

    @Test
    void what_the_carrier_pays_with_its_answer_is_booked_against_the_refund() {
        var dispute = checks(desk.opens(lost()))
                .completes("Task_ChooseRemedy", REFUND.and(CARRIER_ALSO_ASKED, true))
                .completes("Task_OpenInquiry", INQUIRY_OPEN)
                .completes("Task_IssueRefund", refunded("R-81", "2026-12-01"))
                .completes("Task_AnswerBuyer", SEND);
        assertThat(ledger.ofOrder(dispute.orderId())).singleElement().satisfies(refund -> {
            assertThat(refund.kind()).isEqualTo(Entry.Kind.REFUND);
            assertThat(refund.amount()).hasToString("Money[amount=3980, currency=JPY]");
            assertThat(refund.chance()).isNotNull().satisfies(chance -> {
                assertThat(chance.how()).isEqualTo("INQUIRY");
                assertThat(chance.until()).isAfter(desk.now());
            });
        });
        assertThat(total(dispute).recoverable().amount()).hasToString("3980");

        Answers answer = with("carrierAnswer", "LOST").and("carrierWords", "紛失と判断しました。");
        dispute.isRejected(
                        () -> dispute.completes("Task_EnterCarrierAnswer", answer.and("carrierPays", "3981")),
                        "carrierPays")
                .isRejected(
                        () -> dispute.completes("Task_EnterCarrierAnswer", answer.and("carrierPays", "10.50")),
                        "carrierPays")
                .completes("Task_EnterCarrierAnswer", answer.and("carrierPays", "3,000円"));
        Total total = total(dispute);
        assertThat(total.recoveredFromCarrier().amount()).hasToString("3000");
        assertThat(total.loss().amount()).hasToString("980");
        dispute.record()
                .reads("Carrier asked under INQ-77", "Remedy carried out: REFUND, R-81", "Money came back: 3000 JPY");
    }

    @Test
    void a_lead_books_by_hand_once_and_takes_a_wrong_booking_back() {
        var dispute = checks(desk.opens(lost()))
                .completes("Task_ChooseRemedy", REFUND)
                .completes("Task_IssueRefund", refunded("R-82", "2026-12-01"));
        var order = new OrderId(dispute.orderId());
        var booked = recoveries
                .book(order, booking("CARRIER_COMPENSATION", "1000"), "k-1")
                .orElseThrow();
        assertThat(booked.isNew()).isTrue();
        assertThat(recoveries
                        .book(order, booking("CARRIER_COMPENSATION", "1000"), "k-1")
                        .orElseThrow())
                .isEqualTo(new Recoveries.Booked(booked.id(), booked.caseNumber(), false));
        assertThat(recoveries.note(booked.caseNumber(), booked.id())).contains("届いた明細を確認した。");
        for (String wrong : List.of("0", "-5", "2981", "1.5", "1e3", "", "＝1")) {
            assertThat(catchThrowable(() -> recoveries.book(order, booking("AMAZON_REIMBURSED", wrong), null)))
                    .as(wrong)
                    .isInstanceOf(Rejected.class);
        }
        assertThat(catchThrowable(() -> recoveries.book(order, booking("CARRIER_ANSWER", "1"), null)))
                .isInstanceOf(Rejected.class);
        assertThat(catchThrowable(() -> recoveries.book(
                        order,
                        new Recoveries.Booking("D-2026-999999", "AMAZON_REIMBURSED", "1", null, null, null),
                        null)))
                .isInstanceOf(Rejected.class);
        recoveries.book(order, booking("AMAZON_REIMBURSED", "2980"), null);
        assertThat(total(dispute).loss().amount()).hasToString("0");

        assertThat(recoveries.takeBack(order, booked.id())).isTrue();
        assertThat(recoveries.takeBack(order, booked.id())).isFalse();
        assertThat(total(dispute).loss().amount()).hasToString("1000");
        assertThat(recoveries.book(new OrderId("999-9999999-9999999"), booking("AMAZON_REIMBURSED", "1"), null))
                .isEmpty();
        dispute.record()
                .reads("Money came back: 1000 JPY", "Money came back: 2980 JPY", "Recovery taken back: 1000 JPY");
    }

    @Test
    void a_granted_claim_costs_the_seller_until_it_is_appealed_and_amazon_under_protection() {
        var dispute = checks(desk.opens(lost()));
        dispute.receives("a-to-z-filed")
                .completes("Task_AnswerClaim", with("claimAnswer", "DEFENDED"))
                .receives("amazon-decided", with(CLAIM_DECISION, "GRANTED"));
        Entry claim = ledger.ofOrder(dispute.orderId()).get(0);
        assertThat(claim.kind()).isEqualTo(Entry.Kind.CLAIM);
        assertThat(claim.bearer()).isEqualTo(Entry.Bearer.SELLER);
        assertThat(claim.estimated()).isTrue();
        assertThat(claim.chance()).isNotNull().satisfies(chance -> {
            assertThat(chance.how()).isEqualTo("APPEAL");
            assertThat(chance.rule()).isEqualTo("claim.appeal");
            assertThat(chance.isOpen()).isTrue();
        });
        desk.db
                .sql("update a_to_z_claim set paid_by = 'AMAZON' where order_id = ?")
                .param(dispute.orderId())
                .update();
        assertThat(total(dispute).loss().amount()).hasToString("0");
        assertThat(total(dispute).paidByAmazon().amount()).hasToString("3980");
    }

    /** 000-18: whoever looks at the order sees that its records are kept while a report is doubted */
    @Test
    void a_doubt_shows_as_a_hold_on_the_records() {
        var dispute = desk.opens(orderNotReceived().delivered("2026-11-23T10:00", "玄関"))
                .completes(
                        "Task_CheckFacts",
                        RIGHT_ADDRESS.and(FRAUD_SUSPECTED, true).and("doubtNote", "signed"));
        assertThat(overview.of(dispute.orderId()).orElseThrow().locks())
                .filteredOn(lock -> lock.rule().id().equals("records-held"))
                .singleElement()
                .satisfies(lock -> assertThat(lock.kind()).isEqualTo("RECORDS_HELD"));
    }

    /** The whole of it: two cases, a refund under way, spoilt goods, and what each of them holds. */
    @Test
    void the_overview_names_cases_locks_money_and_who_decided() {
        var goods = checks(desk.opens(Opening.of("post-shipment-cancellation")
                        .saying("キャンセルしたいです。")
                        .delivered("2026-11-23T10:00", "玄関")))
                .completes("Task_AnswerBuyer", SEND);
        var other = desk.opens(orderNotReceived().forOrder(goods.orderId()));
        OrderOverview.View before = overview.of(goods.orderId()).orElseThrow();
        assertThat(before.cases())
                .hasSize(2)
                .extracting(OrderOverview.CaseOf::caseNumber)
                .containsExactlyInAnyOrder(
                        goods.number().value(), other.number().value());
        assertThat(before.locks())
                .extracting(lock -> lock.kind() + " " + lock.rule().id())
                .contains("RETURN_AWAITED refund-after-approval-or-return");
        assertThat(before.lines())
                .singleElement()
                .satisfies(line -> assertThat(line.possible()).hasToString("Money[amount=3980, currency=JPY]"));

        goods.completes("Task_ReceiveGoods", goods("ARRIVED"))
                .photographed()
                .completes("Task_CheckGoods", checked("DAMAGED", "WRITE_OFF").and(LOSS_AMOUNT, "1500"))
                .completes("Task_ChooseRemedy", REFUND)
                .completes("Task_IssueRefund", refunded("R-83", "2026-12-01"));
        OrderOverview.View after = overview.of(goods.orderId()).orElseThrow();
        assertThat(after.remedies()).singleElement().satisfies(refund -> {
            assertThat(refund.decidedBy()).isEqualTo("agent");
            assertThat(refund.doneBy()).isEqualTo("agent");
        });
        assertThat(after.locks())
                .extracting(OrderOverview.Lock::kind)
                .contains("LINE_HELD")
                .doesNotContain("RETURN_AWAITED");
        assertThat(after.ledger())
                .extracting(Entry::kind)
                .containsExactlyInAnyOrder(Entry.Kind.GOODS, Entry.Kind.REFUND);
        assertThat(after.ledger())
                .filteredOn(entry -> entry.kind() == Entry.Kind.REFUND)
                .singleElement()
                .satisfies(refund -> {
                    Entry.Chance chance = Objects.requireNonNull(refund.chance());
                    assertThat(chance.how()).isEqualTo("SAFE_T");
                    assertThat(chance.isOpen()).isTrue();
                });
        assertThat(overview.of("999-9999999-9999999")).isEmpty();
        assertThat(overview.of("nope")).isEmpty();
    }
}
