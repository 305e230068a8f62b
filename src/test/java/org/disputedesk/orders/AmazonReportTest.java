package org.disputedesk.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.orders.AmazonReport.Entry;
import org.disputedesk.orders.AmazonReport.Kind;
import org.disputedesk.orders.Order.Address;
import org.disputedesk.orders.Order.Fulfilment;
import org.disputedesk.orders.Order.Line;
import org.disputedesk.orders.Order.PaymentState;
import org.disputedesk.orders.Order.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmazonReportTest {

    private static final String HEADER =
            "amazon-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-channel\tsales-channel"
                    + "\tproduct-name\tsku\tquantity\tcurrency\titem-price\n";
    private static final Charset CP932 = Charset.forName("windows-31j");

    @TempDir
    Path folder = Path.of(".");

    @Test
    void japanese_text_is_read_as_cp932_with_all_its_signs() throws IOException {
        List<Order> orders = ordersOf(sample("all-orders-jp-cp932.txt"), null);

        assertThat(orders).hasSize(3);
        assertThat(lineOf(orders.get(0)).title()).isEqualTo("湯のみ① ㈱見本堂 髙級");
        assertThat(lineOf(orders.get(1)).title()).isEqualTo("急須～茶こし付き");
        assertThat(orders.get(0).person().address())
                .isEqualTo(new Address(null, null, null, "見本市", "東京都", "100-0000", "JP"));
        assertThat(orders.get(0).marketplace()).isEqualTo(Marketplace.JP);
    }

    @Test
    void japanese_headers_mean_the_same_as_english_ones() throws IOException {
        try (AmazonReport report = AmazonReport.open(sample("unshipped-jp-headers-cp932.txt"), Marketplace.JP)) {
            assertThat(report.kind()).isEqualTo(Kind.UNSHIPPED);
            assertThat(report.charset()).isEqualTo(CP932);
        }
        List<Order> orders = ordersOf(sample("unshipped-jp-headers-cp932.txt"), Marketplace.JP);

        assertThat(orders).hasSize(1);
        Order order = orders.get(0);
        assertThat(order.person().buyerName()).isEqualTo("見本 ①郎");
        assertThat(order.person().recipientName()).isEqualTo("髙見 本子");
        assertThat(order.person().address())
                .isEqualTo(new Address("見本町1-2-3", "見本荘101", null, "見本市", "東京都", "100-0000", "JP"));
        assertThat(order.state()).isEqualTo(State.UNSHIPPED);
        assertThat(order.paymentState()).isEqualTo(PaymentState.PAID);
        assertThat(order.fulfilment()).isEqualTo(Fulfilment.FBM);
        assertThat(order.dates().latestShipAt()).isEqualTo("2026-11-08T14:59:59Z");
        assertThat(lineOf(order).quantity()).isEqualTo(3);
        assertThat(lineOf(order).quantityShipped()).isZero();
    }

    @Test
    void japanese_headers_are_recognised_even_when_nobody_names_the_marketplace() throws IOException {
        assertThat(faultsOf(sample("unshipped-jp-headers-cp932.txt"), null))
                .singleElement()
                .satisfies(fault -> assertThat(fault.reason()).contains("Name the marketplace"));
    }

    @Test
    void western_text_is_read_as_windows_1252() throws IOException {
        List<Order> orders = ordersOf(sample("all-orders-de-windows-1252.txt"), null);

        assertThat(lineOf(orders.get(0)).title()).isEqualTo("Café-Tasse für Gäste, 5 €");
        assertThat(orders.get(0).person().address().city()).isEqualTo("Köln");
        assertThat(orders.get(0).fulfilment()).isEqualTo(Fulfilment.FBA);
        assertThat(orders.get(0).state()).isEqualTo(State.SHIPPED);
        assertThat(orders.get(1).state()).isEqualTo(State.CANCELLED);
        assertThat(orders.get(1).paymentState()).isEqualTo(PaymentState.UNKNOWN);
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_header() throws IOException {
        List<Order> orders = ordersOf(sample("fba-shipments-jp-utf8-bom.txt"), null);

        assertThat(orders).hasSize(2);
        Order order = orders.get(1);
        assertThat(order.fulfilment()).isEqualTo(Fulfilment.FBA);
        assertThat(order.state()).isEqualTo(State.SHIPPED);
        assertThat(order.paymentState()).isEqualTo(PaymentState.PAID);
        assertThat(order.person().recipientName()).isEqualTo("例田 一子");
        assertThat(order.parcels()).singleElement().satisfies(parcel -> {
            assertThat(parcel.carrier()).isEqualTo("JP_EXPRESS");
            assertThat(parcel.trackingNumber()).isEqualTo("987654321098");
            assertThat(parcel.shippedAt()).isEqualTo("2026-11-03T01:00:00Z");
            assertThat(parcel.estimatedArrivalAt()).isEqualTo("2026-11-05T12:00:00Z");
        });
        assertThat(lineOf(order).quantityShipped())
                .as("both shipments of the one line")
                .isEqualTo(3);
    }

    @Test
    void the_older_report_of_29_columns_is_read_too() throws IOException {
        Order order = ordersOf(sample("all-orders-us-29-columns.txt"), null).get(0);

        assertThat(order.marketplace()).isEqualTo(Marketplace.US);
        assertThat(order.source().asOf()).isEqualTo("2026-11-04T05:06:07Z");
        assertThat(Objects.requireNonNull(order.total()).amount())
                .as("tax comes on top in the US")
                .isEqualByComparingTo("16.20");
    }

    @Test
    void a_broken_line_is_named_and_the_good_ones_are_read() throws IOException {
        Path file = sample("all-orders-us-broken-line.txt");

        assertThat(ordersOf(file, null))
                .extracting(order -> order.id().value())
                .containsExactly("111-0000002-0000002", "111-0000004-0000004");
        assertThat(ordersOf(file, null))
                .extracting(order -> lineOf(order).title())
                .containsExactly("Frame 8.9\" x 11\"", "\"Lone quote");
        assertThat(faultsOf(file, null)).singleElement().satisfies(fault -> {
            assertThat(fault.line()).isEqualTo(3);
            assertThat(fault.reason()).contains("3 columns").contains("header 32");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "2025-07-30T01:02:03+00:00, 2025-07-30T01:02:03Z",
        "2025-07-30T01:02:03+09:00, 2025-07-29T16:02:03Z",
        "2025-07-30T01:02:03Z, 2025-07-30T01:02:03Z",
        "2025-07-30T01:02:03.123456789Z, 2025-07-30T01:02:03.123456Z",
        "2025-07-30T01:02:03-0700, 2025-07-30T08:02:03Z",
        "2025-07-30 01:02:03+00:00, 2025-07-30T01:02:03Z",
        "2025/07/30 01:02:03 JST, 2025-07-29T16:02:03Z",
        "2025-07-30 01:02:03 UTC, 2025-07-30T01:02:03Z",
        "2025-07-30 01:02:03 PDT, 2025-07-30T08:02:03Z"
    })
    void dates_are_instants(String text, Instant expected) throws IOException {
        Order order = ordersOf(report(line("250-0000001-0000001", text, "1980")), null)
                .get(0);

        assertThat(order.dates().purchasedAt()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-07-30",
                "2025-07-30T01:02:03",
                "30.07.2025 01:02:03",
                "07/30/2025 01:02:03 PDT",
                "2025/02/30 01:02:03 JST",
                "2025/07/30 01:02:03 XYZ",
                "+999999999-01-01T00:00:00Z",
                "yesterday"
            })
    void a_date_that_could_mean_several_instants_is_rejected(String text) throws IOException {
        assertThat(faultsOf(report(line("250-0000001-0000001", text, "1980")), null))
                .singleElement()
                .satisfies(fault -> assertThat(fault.reason()).startsWith("purchase-date is not a date"));
    }

    @ParameterizedTest
    @CsvSource({"1980, 1980", "1980.00, 1980", "0, 0", "123456789012345, 123456789012345"})
    void yen_have_no_decimals(String text, String expected) throws IOException {
        Order order = ordersOf(report(line("250-0000001-0000001", "2025-07-30T01:02:03Z", text)), null)
                .get(0);

        assertThat(Objects.requireNonNull(lineOf(order).price()).amount().toPlainString())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1980.50", "1,980", "1e3", "¥1980", "19.8.0", "1234567890123456", "NaN", "abc"})
    void what_is_not_exactly_an_amount_is_rejected(String text) throws IOException {
        assertThat(faultsOf(report(line("250-0000001-0000001", "2025-07-30T01:02:03Z", text)), null))
                .hasSize(1);
        assertThat(ordersOf(report(line("250-0000001-0000001", "2025-07-30T01:02:03Z", text)), null))
                .isEmpty();
    }

    @Test
    void a_total_contains_shipping_and_what_was_granted_but_no_tax_twice() throws IOException {
        Order order = ordersOf(sample("all-orders-jp-cp932.txt"), null).get(0);

        assertThat(Objects.requireNonNull(order.total()).amount()).isEqualByComparingTo("2280");
    }

    @ParameterizedTest
    @CsvSource({
        "Pending, PENDING, PENDING",
        "PendingAvailability, PENDING, PENDING",
        "Pending - Waiting for Pick Up, UNSHIPPED, PAID",
        "Unshipped, UNSHIPPED, PAID",
        "Shipping, UNSHIPPED, PAID",
        "PartiallyShipped, PARTIALLY_SHIPPED, PAID",
        "Partially Shipped, PARTIALLY_SHIPPED, PAID",
        "Shipped, SHIPPED, PAID",
        "Shipped - Lost in Transit, SHIPPED, PAID",
        "Cancelled, CANCELLED, UNKNOWN",
        "Canceled, CANCELLED, UNKNOWN",
        "保留中, PENDING, PENDING",
        "未出荷, UNSHIPPED, PAID",
        "出荷済み, SHIPPED, PAID",
        "キャンセル済み, CANCELLED, UNKNOWN",
        "Something new, UNKNOWN, UNKNOWN"
    })
    void status_words_tell_state_and_payment(String word, State state, PaymentState payment) throws IOException {
        String line =
                line("250-0000001-0000001", "2025-07-30T01:02:03Z", "1980").replace("Shipped", word);

        Order order = ordersOf(report(line), null).get(0);

        assertThat(order.state()).isEqualTo(state);
        assertThat(order.paymentState()).isEqualTo(payment);
    }

    @ParameterizedTest
    @CsvSource({
        "Amazon, Amazon.co.jp, FBA",
        "AFN, Amazon.co.jp, FBA",
        "Merchant, Amazon.co.jp, FBM",
        "MFN, Amazon.co.jp, FBM",
        "AFN, Non-Amazon JP, MCF",
        "'', Amazon.co.jp,"
    })
    void the_channel_tells_who_ships(String channel, String shop, @Nullable Fulfilment expected) throws IOException {
        String line = line("250-0000001-0000001", "2025-07-30T01:02:03Z", "1980")
                .replace("\tMerchant\tAmazon.co.jp\t", "\t" + channel + "\t" + shop + "\t");

        Order order = ordersOf(report(line), null).get(0);

        assertThat(order.fulfilment()).isEqualTo(expected);
        assertThat(order.marketplace()).isEqualTo(Marketplace.JP);
    }

    @Test
    void a_line_of_another_marketplace_than_named_is_rejected() throws IOException {
        assertThat(faultsOf(sample("all-orders-de-windows-1252.txt"), Marketplace.JP))
                .hasSize(2)
                .anySatisfy(fault -> assertThat(fault.reason()).contains("DE").contains("JP"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"250-0000001-000001", "S01-0000001-0000001", "２５０-0000001-0000001", ""})
    void an_order_number_must_be_one(String number) throws IOException {
        assertThat(faultsOf(report(line(number, "2025-07-30T01:02:03Z", "1980")), null))
                .hasSize(1);
    }

    @Test
    void lines_may_end_either_way_and_empty_ones_do_not_count() throws IOException {
        String first = line("250-0000001-0000001", "2025-07-30T01:02:03Z", "1");
        String second = line("250-0000002-0000002", "2025-07-30T01:02:03Z", "2");
        for (String end : List.of("\n", "\r\n", "\r")) {
            String text = (HEADER + first + "\n\n" + second + "\nbroken\n\t\t\t\n\n").replace("\n", end);

            assertThat(ordersOf(file(text.getBytes(StandardCharsets.UTF_8)), null))
                    .hasSize(2);
            assertThat(faultsOf(file(text.getBytes(StandardCharsets.UTF_8)), null))
                    .extracting(Entry.Faulty::line)
                    .containsExactly(5L);
        }
    }

    @Test
    void the_last_line_needs_no_end() throws IOException {
        assertThat(faultsOf(file((HEADER + "broken").getBytes(StandardCharsets.UTF_8)), null))
                .extracting(Entry.Faulty::line)
                .containsExactly(2L);
    }

    @Test
    void a_surplus_tab_at_the_end_does_no_harm_but_one_in_a_title_does() throws IOException {
        String good = line("250-0000001-0000001", "2025-07-30T01:02:03Z", "1980");

        assertThat(ordersOf(report(good + "\t"), null)).hasSize(1);
        assertThat(faultsOf(report(good.replace("Cup", "Cup\tand saucer")), null))
                .hasSize(1);
    }

    @Test
    void nul_characters_and_endless_lines_are_rejected_alone() throws IOException {
        String good = line("250-0000001-0000001", "2025-07-30T01:02:03Z", "1980");
        String nul = good.replace("Cup", "Cu\0p");
        String long1 = good.replace("Cup", "x".repeat(1_000_000));
        String long2 = "y".repeat(1_000_000);
        String wordy = good.replace("Cup", "x".repeat(1001));

        Path file = report(nul + "\n" + long1 + "\n" + long2 + "\n" + wordy + "\n" + good);

        assertThat(faultsOf(file, null)).extracting(Entry.Faulty::line).containsExactly(2L, 3L, 4L, 5L);
        assertThat(ordersOf(file, null)).hasSize(1);
    }

    @Test
    void one_damaged_sign_does_not_turn_a_utf_8_file_into_another_encoding() throws IOException {
        String good =
                line("250-0000001-0000001", "2025-07-30T01:02:03Z", "1980").replace("Cup", "湯のみ");
        byte[] bytes = (HEADER + good + "\n" + good.replace("湯", "!") + "\n" + good).getBytes(StandardCharsets.UTF_8);
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf('!')] = (byte) 0xE6;

        Path file = file(bytes);

        assertThat(ordersOf(file, null))
                .extracting(order -> lineOf(order).title())
                .containsExactly("湯のみ", "湯のみ");
        assertThat(faultsOf(file, null))
                .singleElement()
                .satisfies(fault -> assertThat(fault.reason()).contains("UTF-8"));
    }

    @Test
    void columns_may_stand_in_any_order_and_unknown_ones_are_ignored() throws IOException {
        String header = "SKU\tSomething New\tOrder-Status\tPurchase Date\tsales_channel\tAmazon-Order-Id";
        String line = "CUP-1\t?\tShipped\t2025-07-30T01:02:03Z\tAmazon.co.jp\t250-0000001-0000001";
        Path file = file((header + "\n" + line).getBytes(StandardCharsets.UTF_8));

        assertThat(ordersOf(file, null))
                .singleElement()
                .satisfies(order -> assertThat(order.state()).isEqualTo(State.SHIPPED));
    }

    @Test
    void lines_with_the_same_sku_stay_apart() throws IOException {
        String line = line("250-0000001-0000001", "2025-07-30T01:02:03Z", "1980");

        assertThat(ordersOf(report(line + "\n" + line), null))
                .extracting(order -> lineOf(order).key())
                .containsExactly("CUP-1#1", "CUP-1#2");
    }

    @Test
    void a_return_report_is_recognised_and_refused() {
        for (String sample : List.of("fba-returns.txt", "returns.txt")) {
            assertThatThrownBy(() -> AmazonReport.open(sample(sample), Marketplace.JP))
                    .isInstanceOf(Rejected.class)
                    .hasMessageContaining("return report")
                    .hasMessageContaining("Import an order report");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', empty",
        "'\n\n', no lines",
        "'hello', not separated by tabs",
        "'order-id,sku,quantity\n', not separated by tabs",
        "'Name\tAge\nA\t1\n', does not name the columns",
        "'PK\u0003\u0004', packed",
        "'\u001f\u008b', packed",
        "'\u00ff\u00fea\0b\0', spreadsheet"
    })
    void what_is_not_a_report_is_refused_with_what_to_do(String content, String reason) throws IOException {
        Path file = file(content.getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> AmazonReport.open(file, null))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining(reason)
                .hasMessageMatching("(?s).*(Import|import).*");
    }

    @Test
    void a_hundred_thousand_lines_need_constant_memory() throws Exception {
        Path file = folder.resolve("large.txt");
        try (var out = Files.newBufferedWriter(file, CP932)) {
            out.write(HEADER);
            for (int i = 0; i < 100_000; i++) {
                out.write(line(String.format("250-0000000-%07d", i), "2025-07-30T01:02:03Z", "1980")
                        .replace("Cup", "湯のみ".repeat(60)));
                out.write("\r\n");
            }
        }
        assertThat(Files.size(file)).isGreaterThan(40_000_000);

        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        CountsLines.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "count"))
                .start();

        assertThat(reader.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(folder.resolve("count")).strip()).isEqualTo("windows-31j 100000");
    }

    /** Reads a report in a machine of its own. */
    static final class CountsLines {

        public static void main(String[] args) throws IOException {
            try (AmazonReport report = AmazonReport.open(Path.of(args[0]), null)) {
                long lines = 0;
                Entry entry;
                while ((entry = report.next()) != null) {
                    lines += entry instanceof Entry.Told ? 1 : 0;
                }
                System.out.println(report.charset() + " " + lines);
            }
        }
    }

    private static String line(String id, String purchased, String price) {
        return id + "\t" + purchased + "\t2025-08-01T00:00:00Z\tShipped\tMerchant\tAmazon.co.jp\tCup\tCUP-1\t1\tJPY\t"
                + price;
    }

    private Path report(String lines) throws IOException {
        return file((HEADER + lines + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(folder, "report", ".txt"), content);
    }

    static Path sample(String name) {
        return Path.of("src/test/resources/orders", name);
    }

    private static Line lineOf(Order order) {
        return order.lines().get(0);
    }

    private static List<Order> ordersOf(Path file, @Nullable Marketplace marketplace) throws IOException {
        return entriesOf(file, marketplace).stream()
                .filter(Entry.Told.class::isInstance)
                .map(entry -> ((Entry.Told) entry).order())
                .toList();
    }

    private static List<Entry.Faulty> faultsOf(Path file, @Nullable Marketplace marketplace) throws IOException {
        return entriesOf(file, marketplace).stream()
                .filter(Entry.Faulty.class::isInstance)
                .map(Entry.Faulty.class::cast)
                .toList();
    }

    private static List<Entry> entriesOf(Path file, @Nullable Marketplace marketplace) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (AmazonReport report = AmazonReport.open(file, marketplace)) {
            Entry entry;
            while ((entry = report.next()) != null) {
                entries.add(entry);
            }
        }
        return entries;
    }
}
