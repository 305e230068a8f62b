package org.disputedesk.ledger;

import static org.disputedesk.dispute.SheetCell.safe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.ReportMonths;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The report on losses, as JSON or, when that is asked for, as CSV (000-02, 001-14, 001-15). */
@RestController
@RequestMapping("/api/reports/losses")
class LossReportApi {

    private static final String CSV = "text/csv";

    private static final CSVFormat COLUMNS = CSVFormat.RFC4180
            .builder()
            .setHeader(
                    "month",
                    "at",
                    "marketplace",
                    "orderId",
                    "caseNumber",
                    "kind",
                    "paidBy",
                    "amount",
                    "currency",
                    "estimated",
                    "withheldFromBuyer",
                    "cause",
                    "reference",
                    "recoverableHow",
                    "recoverableUntil",
                    "recoverableRule",
                    "recoverable")
            .get();

    private final Ledger ledger;
    private final Clock clock;

    LossReportApi(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * One line as the API shows it.
     *
     * @param month of the marketplace's clock, such as 2026-11
     */
    record Line(String month, LedgerView.EntryView entry) {}

    /**
     * The report.
     *
     * @param from the first month, such as 2026-01; without it a year back
     * @param to the last month; without it this one
     * @param unknown how many lines have no amount, and are in no total
     */
    record Report(
            String from,
            String to,
            @Nullable Marketplace marketplace,
            List<LedgerView.TotalView> totals,
            long unknown,
            List<Line> items) {

        /** Makes it unchangeable. */
        Report {
            totals = List.copyOf(totals);
            items = List.copyOf(items);
        }
    }

    /** As JSON, which is what whoever does not say gets. */
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Report json(
            @RequestParam(name = "from", required = false) @Nullable String from,
            @RequestParam(name = "to", required = false) @Nullable String to,
            @RequestParam(name = "marketplace", required = false) @Nullable String marketplace) {
        return report(from, to, marketplace);
    }

    /** As CSV, a line for each cost and each recovery; sums are left to whoever reads it, by currency. */
    @GetMapping(produces = CSV)
    ResponseEntity<String> csv(
            @RequestParam(name = "from", required = false) @Nullable String from,
            @RequestParam(name = "to", required = false) @Nullable String to,
            @RequestParam(name = "marketplace", required = false) @Nullable String marketplace) {
        var text = new StringBuilder();
        try (var printer = new CSVPrinter(text, COLUMNS)) {
            for (Line line : report(from, to, marketplace).items()) {
                LedgerView.EntryView entry = line.entry();
                LedgerView.ChanceView chance = entry.recoverable();
                printer.printRecord(
                        line.month(),
                        entry.at(),
                        entry.marketplace().name(),
                        safe(entry.orderId()),
                        safe(entry.caseNumber()),
                        entry.kind().name(),
                        entry.paidBy().name(),
                        // a taken back recovery begins with a minus and is a number all the same
                        entry.amount() == null ? "" : entry.amount().amount(),
                        entry.amount() == null ? "" : entry.amount().currency(),
                        entry.estimated(),
                        entry.withheldFromBuyer() == null
                                ? ""
                                : entry.withheldFromBuyer().amount(),
                        safe(Objects.requireNonNullElse(entry.cause(), "")),
                        safe(entry.reference()),
                        chance == null ? "" : chance.how(),
                        chance == null || chance.until() == null ? "" : chance.until(),
                        chance == null ? "" : safe(chance.rule()),
                        chance != null && chance.open());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ResponseEntity.ok()
                .header("Content-Disposition", "attachment; filename=\"losses.csv\"")
                .body(text.toString());
    }

    private Report report(@Nullable String from, @Nullable String to, @Nullable String place) {
        Marketplace marketplace = place == null || place.isBlank() ? null : Marketplace.of(place);
        ReportMonths months = ReportMonths.of(from, to, clock);
        // a marketplace's month begins up to a day before or after that of UTC
        Instant begin = months.first()
                .atDay(1)
                .minusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        Instant end = months.last()
                .plusMonths(1)
                .atDay(1)
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        List<Entry> entries = ledger.between(begin, end).stream()
                .filter(entry -> marketplace == null || entry.marketplace() == marketplace)
                .filter(entry -> months.contain(month(entry)))
                .toList();
        return new Report(
                months.first().toString(),
                months.last().toString(),
                marketplace,
                LedgerView.totals(entries),
                entries.stream().map(Entry::amount).filter(Objects::isNull).count(),
                entries.stream()
                        .map(entry -> new Line(month(entry).toString(), LedgerView.EntryView.of(entry)))
                        .toList());
    }

    private static YearMonth month(Entry entry) {
        return YearMonth.from(entry.at().atZone(entry.marketplace().zone()));
    }
}
