package org.disputedesk.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.disputedesk.orders.AmazonReportTest.sample;
import static org.disputedesk.orders.TestOrders.CLOCK;
import static org.disputedesk.orders.TestOrders.yen;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.orders.Order.Fulfilment;
import org.disputedesk.orders.Order.PaymentState;
import org.disputedesk.orders.Order.State;
import org.disputedesk.orders.OrderImport.ImportReport;
import org.disputedesk.orders.OrderImport.Progress;
import org.disputedesk.orders.OrderImport.RejectedLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

class OrderImportTest {

    private static final String HEADER =
            "amazon-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-channel\tsales-channel"
                    + "\tproduct-name\tsku\tquantity\tcurrency\titem-price\n";

    private final OrderBookDatabase database = OrderBookDatabase.inMemory();
    private final OrderBook book = database.book(CLOCK);
    private final OrderImport orderImport = new OrderImport(book);
    private OrderImport running = orderImport;

    @TempDir
    Path folder = Path.of(".");

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void several_lines_become_one_order() throws IOException {
        ImportReport report = orderImport.importFile(sample("all-orders-jp-cp932.txt"), null);

        assertThat(report).isEqualTo(new ImportReport(2, 0, 0, List.of(), 0));
        Order order = order("250-0000001-0000001");
        assertThat(order.lines()).extracting(Order.Line::sku).containsExactly("CUP-1", "POT-1");
        assertThat(order.total()).isEqualTo(yen("5480"));
        assertThat(order.source().name()).isEqualTo("GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL");
        assertThat(order("250-0000002-0000002").paymentState()).isEqualTo(PaymentState.PENDING);
    }

    @Test
    void the_same_file_twice_changes_nothing() throws IOException {
        for (String name :
                List.of("all-orders-jp-cp932.txt", "unshipped-jp-headers-cp932.txt", "fba-shipments-jp-utf8-bom.txt")) {
            ImportReport first = orderImport.importFile(sample(name), Marketplace.JP);
            ImportReport second = orderImport.importFile(sample(name), Marketplace.JP);

            assertThat(first.rejected()).as(name).isEmpty();
            assertThat(second).as(name).isEqualTo(new ImportReport(0, 0, first.imported(), List.of(), 0));
        }
    }

    @Test
    void parcels_of_several_shipments_add_up() throws IOException {
        orderImport.importFile(sample("fba-shipments-jp-utf8-bom.txt"), null);

        Order order = order("503-0000001-0000001");
        assertThat(order.parcels())
                .extracting(Order.Parcel::trackingNumber)
                .containsExactly("123456789012", "987654321098");
        assertThat(order.lines())
                .singleElement()
                .satisfies(line -> assertThat(line.quantityShipped()).isEqualTo(3));
        assertThat(order.total()).isEqualTo(yen("3000"));
        assertThat(order.fulfilment()).isEqualTo(Fulfilment.FBA);
    }

    @Test
    void a_newer_report_updates_and_an_older_one_does_not() throws IOException {
        String pending = line(1, "2026-11-01T00:00:00Z", "Pending");
        String shipped = line(1, "2026-11-03T00:00:00Z", "Shipped");

        assertThat(imports(pending).imported()).isEqualTo(1);
        assertThat(imports(shipped).updated()).isEqualTo(1);
        assertThat(imports(pending).unchanged()).isEqualTo(1);

        assertThat(order("250-0000000-0000001").state()).isEqualTo(State.SHIPPED);
        assertThat(order("250-0000000-0000001").paymentState()).isEqualTo(PaymentState.PAID);
    }

    @Test
    void a_bad_line_never_stops_the_good_ones() throws IOException {
        ImportReport report = orderImport.importFile(sample("all-orders-us-broken-line.txt"), Marketplace.US);

        assertThat(report.imported()).isEqualTo(2);
        assertThat(report.rejected())
                .singleElement()
                .satisfies(rejected -> assertThat(rejected.line()).isEqualTo(3));
        assertThat(report.rejectedTotal()).isEqualTo(1);
    }

    @Test
    void what_the_book_has_under_another_marketplace_is_rejected_line_by_line() throws IOException {
        String lines = line(1, "2026-11-01T00:00:00Z", "Shipped").replace("Amazon.co.jp", "");
        Path file = Files.writeString(folder.resolve("orders.txt"), HEADER + lines + "\n");

        orderImport.importFile(file, Marketplace.JP);
        ImportReport report = orderImport.importFile(file, Marketplace.AU);

        assertThat(report.rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.line()).isEqualTo(2);
            assertThat(rejected.reason()).contains("another marketplace");
        });
    }

    @Test
    void only_the_first_thousand_rejected_lines_are_listed_but_all_are_counted() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 1500; i++) {
            lines.append("broken\n");
        }

        ImportReport report = imports(lines + line(1, "2026-11-01T00:00:00Z", "Shipped"));

        assertThat(report.rejected()).hasSize(1000);
        assertThat(report.rejectedTotal()).isEqualTo(1500);
        assertThat(report.imported()).isEqualTo(1);
    }

    @Test
    void an_order_is_seen_whole_although_a_transaction_has_but_500_lines() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 499; i++) {
            lines.append(line(i, "2026-11-01T00:00:00Z", "Shipped")).append('\n');
        }
        for (int i = 0; i < 3; i++) {
            lines.append(line(499, "2026-11-01T00:00:00Z", "Shipped")).append('\n');
        }
        lines.append(line(500, "2026-11-01T00:00:00Z", "Shipped"));

        assertThat(imports(lines.toString())).isEqualTo(new ImportReport(501, 0, 0, List.of(), 0));
        assertThat(order("250-0000000-0000499").total()).isEqualTo(yen("5940"));
    }

    @Test
    void one_order_that_cannot_be_stored_leaves_the_others_in() throws IOException {
        database.jdbc()
                .sql("alter table order_line add constraint no_bad_sku check (sku <> 'BAD')")
                .update();
        String bad = line(2, "2026-11-01T00:00:00Z", "Shipped").replace("CUP-1", "BAD");

        ImportReport report = imports(line(1, "2026-11-01T00:00:00Z", "Shipped") + "\n" + bad + "\n"
                + line(3, "2026-11-01T00:00:00Z", "Shipped"));

        assertThat(report.imported()).isEqualTo(2);
        assertThat(report.rejected()).extracting(RejectedLine::line).containsExactly(3L);
    }

    @Test
    void several_imports_at_once_are_safe() throws Exception {
        Path up = file(2000, false);
        Path down = file(2000, true);
        List<Callable<ImportReport>> imports = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Path file = i % 2 == 0 ? up : down;
            imports.add(() -> new OrderImport(book).importFile(file, null));
        }
        var threads = Executors.newFixedThreadPool(4);
        try {
            long imported = 0;
            for (Future<ImportReport> done : threads.invokeAll(imports)) {
                assertThat(done.get().rejected()).isEmpty();
                imported += done.get().imported();
            }
            assertThat(imported).isEqualTo(2000);
        } finally {
            threads.shutdownNow();
        }
        assertThat(database.count("customer_order")).isEqualTo(2000);
        assertThat(database.count("order_line")).isEqualTo(2000);
    }

    @Test
    void progress_can_be_seen_while_it_runs_and_is_gone_afterwards() throws IOException {
        List<Progress> seen = new ArrayList<>();
        OrderBook watching =
                new OrderBook(
                        database.jdbc(),
                        new NamedParameterJdbcTemplate(database.dataSource()),
                        new DataSourceTransactionManager(database.dataSource()),
                        new BuyerKeys(database.jdbc()),
                        database.vault(),
                        CLOCK) {
                    @Override
                    public Map<OrderId, Outcome> learn(Collection<Order> told) {
                        seen.addAll(running.current());
                        return super.learn(told);
                    }
                };
        running = new OrderImport(watching);

        running.importFile(file(600, false), null);

        assertThat(seen).hasSize(2);
        assertThat(seen.get(0).fileName()).endsWith(".txt");
        assertThat(seen.get(1).linesDone()).isEqualTo(600);
        assertThat(running.current()).isEmpty();
    }

    @Test
    void an_upload_is_spooled_and_leaves_nothing_behind() throws IOException {
        boolean[] closed = {false};
        var content =
                new FilterInputStream(new ByteArrayInputStream(
                        (HEADER + line(1, "2026-11-01T00:00:00Z", "Shipped")).getBytes(StandardCharsets.UTF_8))) {
                    @Override
                    public void close() throws IOException {
                        closed[0] = true;
                        super.close();
                    }
                };
        long before = spooled();

        assertThat(orderImport.importFile("a\nb.txt", content, null).imported()).isEqualTo(1);
        assertThatThrownBy(() -> orderImport.importFile("x.txt", new ByteArrayInputStream(new byte[0]), null))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("empty");

        assertThat(spooled()).isEqualTo(before);
        assertThat(closed[0]).as("whoever opened the upload closes it").isFalse();
    }

    @Test
    @Tag("slow")
    void a_hundred_thousand_lines_are_imported() throws IOException {
        Path file = file(100_000, false);

        assertThat(orderImport.importFile(file, null).imported()).isEqualTo(100_000);
        assertThat(orderImport.importFile(file, null).unchanged()).isEqualTo(100_000);
    }

    private static long spooled() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("desk-orders-"))
                    .count();
        }
    }

    private Path file(int orders, boolean downwards) throws IOException {
        Path file = Files.createTempFile(folder, "report", ".txt");
        try (var out = Files.newBufferedWriter(file)) {
            out.write(HEADER);
            for (int i = 0; i < orders; i++) {
                out.write(line(downwards ? orders - 1 - i : i, "2026-11-01T00:00:00Z", "Shipped") + "\n");
            }
        }
        return file;
    }

    private ImportReport imports(String lines) throws IOException {
        Path file = Files.createTempFile(folder, "report", ".txt");
        return orderImport.importFile(Files.writeString(file, HEADER + lines + "\n"), null);
    }

    private static String line(int number, String updated, String status) {
        return String.format(Locale.ROOT, "250-0000000-%07d", number) + "\t2026-11-01T00:00:00Z\t" + updated + "\t"
                + status + "\tMerchant\tAmazon.co.jp\tCup\tCUP-1\t1\tJPY\t1980";
    }

    private Order order(String id) {
        return book.find(new OrderId(id)).orElseThrow();
    }
}
