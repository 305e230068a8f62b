package org.disputedesk.expedite;

import static org.disputedesk.dispute.SheetCell.safe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.disputedesk.dispute.ReportMonths;
import org.disputedesk.expedite.ExpediteReport.Line;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The report on wishes for faster shipping, as JSON or, when that is asked for, as CSV (002-08). */
@RestController
@RequestMapping("/api/reports/expedite")
class ExpediteReportApi {

    private static final String CSV = "text/csv";

    private static final CSVFormat COLUMNS = CSVFormat.RFC4180
            .builder()
            .setHeader(
                    "month",
                    "marketplace",
                    "decided",
                    "accepted",
                    "acceptedPercent",
                    "shipped",
                    "missed",
                    "declinedBecause",
                    "costs")
            .get();

    private final ExpediteReport report;
    private final Clock clock;

    ExpediteReportApi(ExpediteReport report, Clock clock) {
        this.report = report;
        this.clock = clock;
    }

    /**
     * The report.
     *
     * @param from the first month, such as 2026-01; without it a year back
     * @param to the last month; without it this one
     */
    record Report(String from, String to, List<Line> items) {

        /** Makes it unchangeable. */
        Report {
            items = List.copyOf(items);
        }
    }

    /** As JSON, which is what whoever does not say gets. */
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Report json(
            @RequestParam(name = "from", required = false) @Nullable String from,
            @RequestParam(name = "to", required = false) @Nullable String to) {
        return report(from, to);
    }

    /** As CSV, a line a month and marketplace. */
    @GetMapping(produces = CSV)
    ResponseEntity<String> csv(
            @RequestParam(name = "from", required = false) @Nullable String from,
            @RequestParam(name = "to", required = false) @Nullable String to) {
        var text = new StringBuilder();
        try (var printer = new CSVPrinter(text, COLUMNS)) {
            for (Line line : report(from, to).items()) {
                printer.printRecord(
                        safe(line.month()),
                        safe(line.marketplace().name()),
                        line.decided(),
                        line.accepted(),
                        safe(line.acceptedPercent()),
                        line.shipped(),
                        line.missed(),
                        safe(new TreeMap<>(line.declinedBecause())
                                .entrySet().stream()
                                        .map(reason -> reason.getKey() + " " + reason.getValue())
                                        .collect(Collectors.joining("; "))),
                        safe(line.costs().stream()
                                .map(cost -> cost.amount() + " " + cost.currency())
                                .collect(Collectors.joining("; "))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ResponseEntity.ok()
                .header("Content-Disposition", "attachment; filename=\"expedite.csv\"")
                .body(text.toString());
    }

    private Report report(@Nullable String from, @Nullable String to) {
        ReportMonths months = ReportMonths.of(from, to, clock);
        return new Report(
                months.first().toString(), months.last().toString(), report.between(months.first(), months.last()));
    }
}
