package org.disputedesk.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.orders.TestOrders.CLOCK;
import static org.disputedesk.orders.TestOrders.ID;
import static org.disputedesk.orders.TestOrders.MONDAY;
import static org.disputedesk.orders.TestOrders.TUESDAY;
import static org.disputedesk.orders.TestOrders.bare;
import static org.disputedesk.orders.TestOrders.known;
import static org.disputedesk.orders.TestOrders.with;
import static org.disputedesk.orders.TestOrders.yen;

import java.util.List;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.orders.Order.Dates;
import org.disputedesk.orders.Order.Fulfilment;
import org.disputedesk.orders.Order.Parcel;
import org.disputedesk.orders.Order.PaymentState;
import org.disputedesk.orders.Order.Person;
import org.disputedesk.orders.Order.Source;
import org.disputedesk.orders.Order.State;
import org.disputedesk.orders.OrderBook.Outcome;
import org.disputedesk.orders.OrderSource.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderBookTest {

    private OrderBookDatabase database = open();
    private OrderBook book = database.book(CLOCK);

    OrderBookDatabase open() {
        return OrderBookDatabase.inMemory();
    }

    @BeforeEach
    void empty() {
        database.jdbc().sql("delete from customer_order").update();
        // an erased order stays erased, and these tests share a number
        database.jdbc().sql("delete from vault_key").update();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void an_order_is_found_as_it_was_told() {
        Order order = with(
                known(MONDAY),
                known(MONDAY).lines(),
                new Parcel("YAMATO", "123456789012", MONDAY, TUESDAY),
                new Parcel("YAMATO", null, TUESDAY, null));

        assertThat(book.learn(order)).isEqualTo(Outcome.IMPORTED);

        assertThat(book.find(ID)).contains(stored(order));
        assertThat(book.ask(ID)).isEqualTo(new Answer.Found(stored(order)));
    }

    @Test
    void the_least_an_order_can_be_is_kept_too() {
        book.learn(bare(Source.STAFF, null));

        assertThat(book.find(ID)).contains(stored(bare(Source.STAFF, null)));
        assertThat(database.count("order_person")).isZero();
    }

    /** Some sources tell what a line cost with everything, and not the price of its items. */
    @Test
    void a_line_without_a_price_is_kept_with_its_amount() {
        Order order =
                with(known(MONDAY), List.of(new Order.Line("CUP-1#1", "CUP-1", null, null, 2L, 2L, null, yen("3960"))));
        book.learn(order);

        assertThat(book.find(ID)).contains(stored(order));
    }

    @Test
    void an_order_nobody_told_of_is_not_found() {
        OrderId other = new OrderId("250-9999999-9999999");

        assertThat(book.find(other)).isEmpty();
        assertThat(book.ask(other)).isEqualTo(new Answer.NotFound());
    }

    @Test
    void the_same_again_changes_nothing_newer_facts_do_and_older_ones_do_not() {
        Order shipped = with(known(TUESDAY), State.SHIPPED, PaymentState.PAID, Fulfilment.FBM);

        assertThat(book.learn(known(MONDAY))).isEqualTo(Outcome.IMPORTED);
        assertThat(book.learn(known(MONDAY))).isEqualTo(Outcome.UNCHANGED);
        assertThat(book.learn(shipped)).isEqualTo(Outcome.UPDATED);
        assertThat(book.learn(known(MONDAY))).isEqualTo(Outcome.UNCHANGED);

        assertThat(book.find(ID)).contains(stored(shipped));
        assertThat(database.count("order_line")).isEqualTo(2);
        assertThat(database.count("order_person")).isEqualTo(1);
    }

    @Test
    void what_staff_typed_is_not_blanked_by_a_report() {
        book.learn(with(
                with(
                        with(bare(Source.STAFF, MONDAY), State.SHIPPED, PaymentState.REFUNDED, Fulfilment.SFP),
                        List.of(),
                        new Parcel("YAMATO", "123456789012", null, null)),
                Marketplace.JP,
                yen("500"),
                Person.NONE,
                new Dates(null, null, null, null, null, TUESDAY)));
        Order before = book.find(ID).orElseThrow();

        book.learn(bare("GET_FLAT_FILE_ORDER_REPORT_DATA_SHIPPING", TUESDAY));

        assertThat(book.find(ID).orElseThrow().withSource(before.source())).isEqualTo(before);
    }

    @Test
    void two_reports_cannot_place_one_order_in_two_marketplaces_but_staff_give_way() {
        Order german = with(known(TUESDAY), Marketplace.DE, null, Person.NONE, Dates.NONE);

        book.learn(known(MONDAY));
        assertThat(book.learn(german)).isEqualTo(Outcome.OTHER_MARKETPLACE);
        assertThat(book.find(ID).orElseThrow().marketplace()).isEqualTo(Marketplace.JP);

        empty();
        book.learn(bare(Source.STAFF, MONDAY));
        assertThat(book.learn(german)).isEqualTo(Outcome.UPDATED);
        assertThat(book.find(ID).orElseThrow().marketplace()).isEqualTo(Marketplace.DE);
    }

    @Test
    void all_that_tells_who_the_buyer_is_can_be_erased_alone() {
        book.learn(known(MONDAY));

        book.erasePerson(ID);

        assertThat(book.find(ID).orElseThrow().person()).isEqualTo(Person.NONE);
        assertThat(book.find(ID).orElseThrow().lines()).hasSize(2);
        assertThat(database.count("order_person")).isZero();
        assertThat(database.jdbc()
                        .sql("select buyer_key from customer_order")
                        .query(String.class)
                        .single())
                .isNotBlank();
    }

    @Test
    void the_same_report_brings_nobody_back_who_was_erased() {
        book.learn(known(MONDAY));
        book.erasePerson(ID);

        assertThat(book.learn(known(MONDAY))).isEqualTo(Outcome.UNCHANGED);
        assertThat(book.find(ID).orElseThrow().person()).isEqualTo(Person.NONE);
        assertThat(database.count("order_person")).isZero();
    }

    @Test
    void who_ordered_is_not_readable_in_the_table() {
        book.learn(known(MONDAY));

        assertThat(database.jdbc()
                        .sql("select sealed from order_person")
                        .query(String.class)
                        .single())
                .isBase64();
        assertThat(book.find(ID).orElseThrow().person()).isEqualTo(known(MONDAY).person());
    }

    private static Order stored(Order order) {
        return order.withSource(new Source(order.source().name(), order.source().asOf(), CLOCK.instant()));
    }
}
