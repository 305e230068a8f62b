package org.disputedesk.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.disputedesk.orders.AmazonReportTest.sample;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrdersInboxTest {

    private static final String CP932 = "all-orders-jp-cp932.txt";

    private final OrderBookDatabase database = OrderBookDatabase.inMemory();
    private final MovableClock clock = new MovableClock();
    private final OrderBook book = database.book(clock);

    @TempDir
    Path home = Path.of(".");

    private OrdersInbox inbox = inbox();

    private OrdersInbox inbox() {
        return new OrdersInbox(new OrderImport(book), new ObjectMapper(), clock, home, Duration.ofDays(2));
    }

    @BeforeEach
    void open() throws IOException {
        inbox = inbox();
        inbox.poll();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_file_is_imported_once_it_has_settled_and_its_report_lies_beside_it() throws IOException {
        put("orders.txt", CP932);

        inbox.poll();
        assertThat(names("")).contains("orders.txt");
        inbox.poll();

        assertThat(names("")).containsExactlyInAnyOrder("working", "done", "failed");
        assertThat(names("working")).isEmpty();
        assertThat(names("done"))
                .containsExactly("20261125T000000000Z-orders.txt", "20261125T000000000Z-orders.txt.report.json");
        assertThat(Files.readString(at("done").resolve("20261125T000000000Z-orders.txt.report.json")))
                .contains("\"imported\" : 2");
        assertThat(database.count("customer_order")).isEqualTo(2);
    }

    @Test
    void a_report_with_its_names_goes_after_two_days_and_what_became_of_it_stays() throws IOException {
        put("orders.txt", CP932);
        Files.writeString(at("").resolve("notes.txt"), "hello");
        Files.writeString(at("done").resolve("put-here-by-hand.txt"), "hello");
        pollTwice();

        clock.passes(Duration.ofDays(2));
        inbox.poll();
        assertThat(names("done")).hasSize(3);
        clock.passes(Duration.ofMillis(1));
        inbox.poll();

        assertThat(names("done"))
                .containsExactlyInAnyOrder("20261125T000000000Z-orders.txt.report.json", "put-here-by-hand.txt");
        assertThat(names("failed")).containsExactly("20261125T000000000Z-notes.txt.report.txt");
        assertThat(database.count("customer_order")).isEqualTo(2);
    }

    @Test
    void a_file_that_is_still_being_written_is_left_alone() throws IOException {
        Path file = put("orders.txt", CP932);
        inbox.poll();
        Files.write(file, Files.readAllBytes(sample(CP932)), java.nio.file.StandardOpenOption.APPEND);
        inbox.poll();
        assertThat(file).exists();
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        inbox.poll();
        assertThat(file).exists();
        inbox.poll();

        assertThat(file).doesNotExist();
    }

    @Test
    void unfinished_and_hidden_files_are_never_taken() throws IOException {
        List<String> names = List.of("a.part", "b.TMP", ".hidden.txt", "c.crdownload");
        for (String name : names) {
            put(name, CP932);
        }

        pollTwice();

        assertThat(names("")).containsAll(names);
        assertThat(database.count("customer_order")).isZero();
    }

    @Test
    void a_sub_folder_names_the_marketplace_and_others_are_not_looked_into() throws IOException {
        put("JP/unshipped.txt", "unshipped-jp-headers-cp932.txt");
        put("other/orders.txt", CP932);

        pollTwice();

        assertThat(book.find(new OrderId("250-0000003-0000003")).orElseThrow().marketplace())
                .isEqualTo(Marketplace.JP);
        assertThat(names("JP")).isEmpty();
        assertThat(names("other")).containsExactly("orders.txt");
    }

    @Test
    void what_is_not_a_report_ends_in_failed_with_what_to_do() throws IOException {
        Files.writeString(at("").resolve("notes.txt"), "hello");
        Files.createFile(at("").resolve("empty.txt"));

        pollTwice();

        assertThat(names("failed")).hasSize(4);
        assertThat(Files.readString(at("failed").resolve("20261125T000000000Z-notes.txt.report.txt")))
                .contains("Import the report as downloaded");
    }

    @Test
    void two_files_of_one_name_do_not_overwrite_each_other() throws IOException {
        put("orders.txt", CP932);
        put("JP/orders.txt", CP932);

        pollTwice();

        assertThat(names("done")).hasSize(4).contains("20261125T000000000Z-2-orders.txt");
    }

    @Test
    void a_file_left_behind_by_a_crash_is_imported_again_after_an_hour() throws IOException {
        Path left = at("working").resolve(clock.millis() + "~JP~0123abcd~orders.txt");
        Files.copy(sample("unshipped-jp-headers-cp932.txt"), left);

        clock.passes(Duration.ofMinutes(59));
        pollTwice();
        assertThat(left).exists();
        clock.passes(Duration.ofMinutes(2));
        inbox.poll();

        assertThat(left).doesNotExist();
        assertThat(names("done")).hasSize(2).first().asString().endsWith("-orders.txt");
        assertThat(database.count("customer_order")).isEqualTo(1);
    }

    @Test
    void a_database_that_is_away_leaves_the_file_for_later() throws IOException {
        put("orders.txt", CP932);
        inbox.poll();
        database.close();
        inbox.poll();

        assertThat(names("working")).hasSize(1);
        assertThat(names("failed")).isEmpty();
    }

    @Test
    void links_are_not_followed() throws IOException {
        Files.createSymbolicLink(at("").resolve("link.txt"), sample(CP932).toAbsolutePath());
        Path outside = Files.createDirectories(home.resolve("outside"));
        Files.copy(sample(CP932), outside.resolve("orders.txt"));
        Files.createSymbolicLink(at("").resolve("JP"), outside);

        pollTwice();

        assertThat(database.count("customer_order")).isZero();
        assertThat(outside.resolve("orders.txt")).exists();
    }

    @Test
    void two_nodes_share_a_folder_and_each_file_is_imported_by_one() throws Exception {
        OrdersInbox other = inbox();
        for (int i = 0; i < 20; i++) {
            put("orders-" + i + ".txt", CP932);
        }
        inbox.poll();
        other.poll();

        var first = CompletableFuture.runAsync(() -> poll(inbox));
        var second = CompletableFuture.runAsync(() -> poll(other));
        CompletableFuture.allOf(first, second).get();

        assertThat(names("done")).hasSize(40);
        assertThat(names("failed")).isEmpty();
        assertThat(names("working")).isEmpty();
    }

    @Test
    void a_very_long_name_is_shortened_rather_than_refused() throws IOException {
        put("湯".repeat(80) + ".txt", CP932);

        pollTwice();

        assertThat(names("done")).hasSize(2).first().asString().endsWith("湯.txt");
    }

    private static void poll(OrdersInbox inbox) {
        try {
            inbox.poll();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void pollTwice() throws IOException {
        inbox.poll();
        inbox.poll();
    }

    private Path put(String name, String sample) throws IOException {
        Path file = at("").resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        return Files.copy(sample(sample), file);
    }

    private Path at(String folder) {
        return home.resolve("inbox/orders").resolve(folder);
    }

    private List<String> names(String folder) throws IOException {
        try (var files = Files.list(at(folder))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static final class MovableClock extends Clock {

        private Instant now = Instant.parse("2026-11-25T00:00:00Z");

        void passes(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
