package org.disputedesk.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.disputedesk.orders.TestOrders.MONDAY;
import static org.disputedesk.orders.TestOrders.TUESDAY;
import static org.disputedesk.orders.TestOrders.bare;
import static org.disputedesk.orders.TestOrders.known;
import static org.disputedesk.orders.TestOrders.line;
import static org.disputedesk.orders.TestOrders.with;
import static org.disputedesk.orders.TestOrders.yen;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.orders.Order.Address;
import org.disputedesk.orders.Order.Dates;
import org.disputedesk.orders.Order.Fulfilment;
import org.disputedesk.orders.Order.Parcel;
import org.disputedesk.orders.Order.PaymentState;
import org.disputedesk.orders.Order.Person;
import org.disputedesk.orders.Order.Source;
import org.disputedesk.orders.Order.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an order learns from what another source tells. */
class OrderTest {

    private static final String REPORT = AmazonReport.Kind.ALL_ORDERS.reportType();
    private static final String SHIPMENTS = AmazonReport.Kind.FBA_SHIPMENTS.reportType();

    @Test
    void a_newer_source_that_knows_less_takes_nothing_away() {
        Order after = known(MONDAY).learn(bare(REPORT, TUESDAY));

        assertThat(after.withSource(known(MONDAY).source())).isEqualTo(known(MONDAY));
        assertThat(after.source()).isEqualTo(new Source(REPORT, TUESDAY, null));
    }

    @Test
    void the_same_again_teaches_nothing() {
        assertThat(known(MONDAY).learn(known(MONDAY))).isEqualTo(known(MONDAY));
        assertThat(known(null).learn(known(null))).isEqualTo(known(null));
    }

    @Test
    void a_newer_source_updates_and_an_older_one_only_fills_gaps() {
        Order shipped = with(known(TUESDAY), State.SHIPPED, PaymentState.PAID, Fulfilment.FBM);

        assertThat(known(MONDAY).learn(shipped)).isEqualTo(shipped);
        assertThat(shipped.learn(known(MONDAY))).isEqualTo(shipped);
        Order gaps = bare(REPORT, TUESDAY);
        assertThat(gaps.learn(known(MONDAY)).withSource(known(MONDAY).source())).isEqualTo(known(MONDAY));
    }

    @Test
    void a_newer_source_may_also_take_a_state_back() {
        Order cancelled = with(known(MONDAY), State.CANCELLED, PaymentState.UNKNOWN, Fulfilment.FBM);

        assertThat(cancelled.learn(known(TUESDAY)).state()).isEqualTo(State.UNSHIPPED);
    }

    @ParameterizedTest
    @CsvSource({"SHIPPED, SHIPPED", "PENDING, UNSHIPPED", "UNKNOWN, UNSHIPPED", "CANCELLED, CANCELLED"})
    void a_source_without_a_date_moves_an_order_on_but_never_back(State told, State expected) {
        Order undated = with(bare(REPORT, null), told, PaymentState.UNKNOWN, null);

        assertThat(known(MONDAY).learn(undated).state()).isEqualTo(expected);
    }

    @Test
    void no_report_undoes_a_refund_or_claim_that_staff_recorded_but_staff_may() {
        for (PaymentState recorded : List.of(PaymentState.REFUNDED, PaymentState.CLAIM_OPEN)) {
            Order staff = with(bare(Source.STAFF, MONDAY), State.SHIPPED, recorded, Fulfilment.FBM);

            assertThat(staff.learn(known(TUESDAY)).paymentState()).isEqualTo(recorded);
            assertThat(staff.learn(with(bare(Source.STAFF, TUESDAY), State.SHIPPED, PaymentState.PAID, Fulfilment.FBM))
                            .paymentState())
                    .isEqualTo(PaymentState.PAID);
        }
    }

    @Test
    void reports_do_not_know_prime_or_multi_channel_orders_from_others() {
        Order prime = with(known(MONDAY), State.UNSHIPPED, PaymentState.PAID, Fulfilment.SFP);

        assertThat(prime.learn(known(TUESDAY)).fulfilment()).isEqualTo(Fulfilment.SFP);
        assertThat(known(TUESDAY).learn(prime).fulfilment()).isEqualTo(Fulfilment.SFP);
        Order fba = with(known(TUESDAY), State.UNSHIPPED, PaymentState.PAID, Fulfilment.FBA);
        assertThat(prime.learn(fba).fulfilment()).isEqualTo(Fulfilment.FBA);
    }

    @Test
    void a_total_that_staff_typed_stands_until_something_newer_adds_up() {
        Order staff = with(bare(Source.STAFF, TUESDAY), Marketplace.JP, yen("7000"), Person.NONE, Dates.NONE);

        assertThat(staff.learn(known(MONDAY)).total()).isEqualTo(yen("7000"));
        assertThat(staff.learn(known(Instant.parse("2026-11-25T00:00:00Z"))).total())
                .isEqualTo(yen("7160"));
        assertThat(staff.learn(bare(REPORT, null)).total()).isEqualTo(yen("7000"));
    }

    @Test
    void a_total_is_not_known_while_one_line_is_not_and_cancelled_lines_do_not_count() {
        Order open = with(bare(REPORT, MONDAY), List.of(line("A#1", 1L, "100")));

        assertThat(open.learn(with(bare(REPORT, MONDAY), List.of(line("B#1", 1L, null))))
                        .total())
                .isNull();
        assertThat(open.learn(with(bare(REPORT, MONDAY), List.of(line("B#1", 0L, null))))
                        .total())
                .isEqualTo(yen("100"));
    }

    @Test
    void an_address_is_never_mixed_from_two() {
        Person town = new Person(null, null, new Address(null, null, null, "見本市", "東京都", "1000000", "JP"));
        Person moved = new Person(null, null, new Address(null, null, null, "例市", "大阪府", "530-0000", "JP"));
        Person street = new Person(null, null, new Address("例町9", null, null, "例市", "大阪府", "530-0000", "JP"));

        assertThat(told(town).person()).isEqualTo(known(MONDAY).person());
        assertThat(told(moved).person().address()).isEqualTo(moved.address());
        assertThat(told(street).person().address()).isEqualTo(street.address());
        assertThat(told(street).person().buyerName()).isEqualTo("見本 太郎");
    }

    private static Order told(Person person) {
        return known(MONDAY).learn(with(bare(REPORT, TUESDAY), Marketplace.JP, null, person, Dates.NONE));
    }

    @Test
    void a_shipment_moves_the_order_on_as_far_as_its_lines_have_left() {
        Order first = shipment(2L, "CUP-1#1");
        Order second = shipment(1L, "POT-1#1");

        Order partly = known(TUESDAY).learn(first);
        Order all = partly.learn(second);

        assertThat(partly.state()).isEqualTo(State.PARTIALLY_SHIPPED);
        assertThat(all.state()).isEqualTo(State.SHIPPED);
        assertThat(all.learn(first).state()).isEqualTo(State.SHIPPED);
    }

    @Test
    void a_shipment_tells_of_a_line_only_the_part_that_left() {
        Order part = with(bare(SHIPMENTS, TUESDAY), List.of(line("CUP-1#1", null, "1980")));
        Order whole = with(bare(REPORT, MONDAY), List.of(line("CUP-1#1", 2L, "3960")));

        assertThat(whole.learn(part).total()).isEqualTo(yen("3960"));
        assertThat(part.learn(whole).total()).isEqualTo(yen("3960"));
        assertThat(part.learn(with(bare(SHIPMENTS, MONDAY), List.of(line("CUP-1#1", null, "3960"))))
                        .total())
                .isEqualTo(yen("3960"));
        assertThat(part.learn(part)).isEqualTo(part);
    }

    private static Order shipment(long quantity, String key) {
        Order.Line line = new Order.Line(key, null, null, null, null, quantity, null, null);
        return with(with(bare(SHIPMENTS, MONDAY), State.SHIPPED, PaymentState.PAID, Fulfilment.FBM), List.of(line));
    }

    @Test
    void a_parcel_is_one_however_its_number_is_written() {
        Order staff = with(bare(Source.STAFF, TUESDAY), List.of(), new Parcel("YAMATO", "1234-5678-9012", null, null));
        Order report = with(bare(REPORT, MONDAY), List.of(), new Parcel("Yamato", "123456789012", MONDAY, null));

        assertThat(staff.learn(report).parcels()).containsExactly(new Parcel("YAMATO", "1234-5678-9012", MONDAY, null));
    }

    @Test
    void a_parcel_whose_number_was_missing_gets_it_and_another_parcel_is_another() {
        Order carrierOnly = with(bare(Source.STAFF, MONDAY), List.of(), new Parcel("YAMATO", null, null, null));
        Order numbered = with(bare(REPORT, TUESDAY), List.of(), new Parcel("YAMATO", "123456789012", MONDAY, null));
        Order other = with(bare(REPORT, TUESDAY), List.of(), new Parcel("SAGAWA", "987654321098", TUESDAY, null));

        Order both = carrierOnly.learn(numbered).learn(other);

        assertThat(both.parcels()).hasSize(2);
        assertThat(Objects.requireNonNull(both.lastTrackedParcel().orElseThrow().trackingNumber()))
                .isEqualTo("987654321098");
        assertThat(both.learn(carrierOnly)).isEqualTo(both);
    }

    @ParameterizedTest
    @CsvSource({
        "FBA, AMAZON, NEVER",
        "CSBA, AMAZON, NEVER",
        "SFP, AMAZON, AFTER_RETURN",
        "FBM, SELLER, BY_RULE",
        "MCF, SELLER, BY_RULE"
    })
    void who_serves_the_buyer_and_who_refunds_follow_from_the_channel(
            Fulfilment fulfilment, String owner, Order.SellerRefund refund) {
        assertThat(fulfilment.serviceOwner()).isEqualTo(owner);
        assertThat(fulfilment.sellerRefund()).isEqualTo(refund);
    }

    @Test
    void what_staff_know_of_amazons_service_is_not_lost_by_a_report() {
        Order served = with(known(MONDAY), State.SHIPPED, PaymentState.PAID, Fulfilment.CSBA);
        assertThat(served.learn(known(TUESDAY)).fulfilment()).isEqualTo(Fulfilment.CSBA);
    }

    @Test
    void money_is_exact() {
        assertThat(yen("1980.0000")).isEqualTo(yen("1980"));
        assertThatThrownBy(() -> yen("1980.5")).isInstanceOf(Rejected.class).hasMessageContaining("JPY");
    }
}
