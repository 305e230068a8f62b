package org.disputedesk.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.disputedesk.orders.TestOrders.CLOCK;
import static org.disputedesk.orders.TestOrders.ID;
import static org.disputedesk.orders.TestOrders.MONDAY;
import static org.disputedesk.orders.TestOrders.TUESDAY;
import static org.disputedesk.orders.TestOrders.bare;
import static org.disputedesk.orders.TestOrders.known;
import static org.disputedesk.orders.TestOrders.with;
import static org.disputedesk.orders.TestOrders.yen;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.dispute.Rejected.FieldError;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.orders.Order.Dates;
import org.disputedesk.orders.Order.Fulfilment;
import org.disputedesk.orders.Order.Parcel;
import org.disputedesk.orders.Order.PaymentState;
import org.disputedesk.orders.Order.Person;
import org.disputedesk.orders.Order.Source;
import org.disputedesk.orders.Order.State;
import org.disputedesk.orders.OrderSource.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two steps that bring orders into a case: look up order, record order. */
class OrderStepsTest {

    private final OrderBookDatabase database = OrderBookDatabase.inMemory();
    private final OrderBook book = database.book(CLOCK);
    private final Map<String, Object> facts =
            new HashMap<>(Map.of("caseNumber", "D-2026-000001", "orderId", ID.value(), "marketplace", "JP"));
    private final EvidenceLog log = mock(EvidenceLog.class);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void what_the_book_knows_becomes_facts() {
        book.learn(with(
                with(
                        known(MONDAY),
                        known(MONDAY).lines(),
                        new Parcel("SAGAWA", "111111111111", MONDAY, null),
                        new Parcel("YAMATO", "123456789012", TUESDAY, null)),
                Marketplace.JP,
                yen("7160"),
                Person.NONE,
                new Dates(MONDAY, TUESDAY, null, null, MONDAY, TUESDAY)));

        lookUp(book);

        assertThat(facts)
                .containsEntry("orderKnown", true)
                .containsEntry("fulfilment", "FBM")
                .containsEntry("serviceOwner", "SELLER")
                .containsEntry("orderState", "UNSHIPPED")
                .containsEntry("paymentState", "PAID")
                .containsEntry("orderValue", 7160.0)
                .containsEntry("currency", "JPY")
                .containsEntry("orderedAt", Date.from(MONDAY))
                .containsEntry("earliestDeliveryAt", Date.from(MONDAY))
                .containsEntry("latestDeliveryAt", Date.from(TUESDAY))
                .containsEntry("trackingNumber", "123456789012")
                .containsEntry("carrier", "YAMATO");
    }

    @Test
    void what_the_book_does_not_know_stays_as_staff_entered_it() {
        Map<String, Object> entered = Map.of(
                "orderState", "SHIPPED",
                "paymentState", "PAID",
                "orderValue", 20.0,
                "currency", "EUR",
                "trackingNumber", "123",
                "carrier", "DHL",
                "latestDeliveryAt", Date.from(TUESDAY));
        facts.putAll(entered);
        book.learn(with(bare("REPORT", null), State.UNKNOWN, PaymentState.UNKNOWN, Fulfilment.FBA));

        lookUp(book);

        assertThat(facts).containsAllEntriesOf(entered).containsEntry("serviceOwner", "AMAZON");
    }

    @Test
    void a_refund_that_staff_saw_is_not_undone() {
        facts.put("paymentState", "CLAIM_OPEN");
        book.learn(known(MONDAY));

        lookUp(book);

        assertThat(facts).containsEntry("paymentState", "CLAIM_OPEN");
    }

    @Test
    void an_order_nobody_knows_is_left_to_staff() {
        lookUp(book);

        assertThat(facts).containsEntry("orderKnown", false).hasSize(4);
    }

    @Test
    void an_order_of_which_nobody_knows_who_ships_it_is_left_to_staff() {
        book.learn(bare("REPORT", MONDAY));

        lookUp(book);

        assertThat(facts).containsEntry("orderKnown", false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no number"})
    void without_an_order_number_nothing_is_looked_up(String number) {
        facts.put("orderId", number);

        lookUp(book);

        assertThat(facts).containsEntry("orderKnown", false);
    }

    @Test
    void the_first_source_that_knows_the_order_is_heard() {
        lookUp(
                id -> new Answer.NotFound(),
                id -> new Answer.Unavailable("no key is configured"),
                id -> new Answer.Found(known(MONDAY)),
                id -> {
                    throw new AssertionError("is not asked any more");
                });

        assertThat(facts).containsEntry("orderKnown", true).containsEntry("fulfilment", "FBM");
    }

    @Test
    void what_staff_typed_goes_into_the_book_and_becomes_facts() {
        facts.putAll(Map.of(
                "fulfilment", "SFP",
                "orderState", "SHIPPED",
                "paymentState", "CLAIM_OPEN",
                "orderValue", "1,980",
                "trackingNumber", " 1234-5678-9012 ",
                "carrier", "YAMATO",
                "latestDeliveryDate", "2026-11-25"));

        record();

        Order order = book.find(ID).orElseThrow();
        assertThat(order.source().name()).isEqualTo(Source.STAFF);
        assertThat(order.fulfilment()).isEqualTo(Fulfilment.SFP);
        assertThat(order.state()).isEqualTo(State.SHIPPED);
        assertThat(order.paymentState()).isEqualTo(PaymentState.CLAIM_OPEN);
        assertThat(order.total()).isEqualTo(yen("1980"));
        assertThat(order.parcels()).containsExactly(new Parcel("YAMATO", "1234-5678-9012", null, null));
        assertThat(order.dates().latestDeliveryAt())
                .as("the end of that day in Tokyo")
                .isEqualTo("2026-11-25T14:59:59Z");
        assertThat(facts)
                .containsEntry("orderKnown", true)
                .containsEntry("serviceOwner", "AMAZON")
                .containsEntry("orderValue", 1980.0)
                .containsEntry("currency", "JPY")
                .containsEntry("latestDeliveryAt", Date.from(java.time.Instant.parse("2026-11-25T14:59:59Z")));
    }

    @Test
    void who_ships_is_all_that_staff_must_know() {
        facts.put("fulfilment", "FBM");

        record();

        assertThat(book.find(ID).orElseThrow().state()).isEqualTo(State.UNKNOWN);
        assertThat(facts).containsEntry("serviceOwner", "SELLER").doesNotContainKey("orderValue");
    }

    @Test
    void what_staff_did_not_type_is_not_blanked_in_the_book() {
        book.learn(known(MONDAY));
        facts.putAll(Map.of("fulfilment", "FBM", "orderState", "", "trackingNumber", " "));

        record();

        Order order = book.find(ID).orElseThrow();
        assertThat(order.state()).isEqualTo(State.UNSHIPPED);
        assertThat(order.total()).isEqualTo(yen("7160"));
        assertThat(order.lines()).hasSize(2);
        assertThat(order.parcels()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"19.99, 19.99", "20, 20.00", "'1,234.50', 1234.50", "１９.９９, 19.99"})
    void an_amount_may_be_text(String typed, String expected) {
        facts.putAll(Map.of("marketplace", "DE", "fulfilment", "FBM", "orderValue", typed));

        record();

        assertThat(book.find(ID).orElseThrow().total())
                .satisfies(total -> assertThat(
                                java.util.Objects.requireNonNull(total).amount().toPlainString())
                        .isEqualTo(expected));
    }

    @Test
    void an_amount_may_be_a_number() {
        facts.putAll(Map.of("marketplace", "DE", "fulfilment", "FBM", "orderValue", 19.99));

        record();

        assertThat(java.util.Objects.requireNonNull(book.find(ID).orElseThrow().total())
                        .amount())
                .isEqualByComparingTo("19.99");
    }

    @ParameterizedTest
    @CsvSource({
        "fulfilment, DHL",
        "fulfilment, ''",
        "orderState, GONE",
        "paymentState, MAYBE",
        "orderValue, '19,99'",
        "orderValue, 19.99",
        "orderValue, -1",
        "currency, Yen",
        "latestDeliveryDate, 25.11.2026",
        "latestDeliveryDate, 2026-02-30",
        "orderId, 1-2-3",
        "orderId, ''",
        "marketplace, ''",
        "marketplace, XX"
    })
    void what_is_wrong_is_named(String field, String typed) {
        facts.putAll(Map.of("fulfilment", "FBM", "orderValue", "1980"));
        facts.put(field, typed);

        assertThatThrownBy(this::record)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.errors())
                                .extracting(FieldError::field)
                                .containsExactly(field));
        assertThat(book.find(ID)).isEmpty();
    }

    @Test
    void everything_wrong_is_named_at_once() {
        facts.putAll(Map.of("fulfilment", "FBM", "orderState", "GONE", "carrier", "x".repeat(201)));

        assertThatThrownBy(this::record)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.errors())
                                .extracting(FieldError::field)
                                .containsExactly("orderState", "carrier"));
    }

    @Test
    void an_order_of_another_marketplace_is_refused() {
        book.learn(known(MONDAY));
        facts.putAll(Map.of("fulfilment", "FBM", "marketplace", "DE"));

        assertThatThrownBy(this::record)
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("marketplace")
                .hasMessageContaining("Check the order number");
    }

    private void lookUp(OrderSource... sources) {
        new LookUpOrder(List.of(sources), log).execute(execution());
    }

    private void record() {
        new RecordOrder(book, CLOCK, log).execute(execution());
    }

    private DelegateExecution execution() {
        DelegateExecution execution = mock(DelegateExecution.class);
        when(execution.getVariable(anyString())).thenAnswer(call -> facts.get(call.<String>getArgument(0)));
        doAnswer(call -> facts.put(call.getArgument(0), call.getArgument(1)))
                .when(execution)
                .setVariable(anyString(), any());
        return execution;
    }
}
