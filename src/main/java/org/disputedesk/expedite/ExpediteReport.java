package org.disputedesk.expedite;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.expedite.ExpediteRequests.Decided;
import org.springframework.stereotype.Component;

/**
 * How fairly the shop treats those who ask for speed: of the wishes decided in a month at a marketplace, how many it met, kept
 * and missed, and at what cost (002-08). Months are those of the marketplace's clock.
 */
@Component
class ExpediteReport {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final ExpediteRequests requests;

    ExpediteReport(ExpediteRequests requests) {
        this.requests = requests;
    }

    /**
     * One month of one marketplace.
     *
     * @param month as ISO 8601 has it, such as 2026-11
     * @param accepted of the decided ones
     * @param acceptedPercent with one decimal
     * @param shipped of the accepted ones, those that have left; a question before buying is never counted here
     * @param missed of the accepted ones, those whose promised day was missed, whether they left later or not
     */
    record Line(
            String month,
            Marketplace marketplace,
            long decided,
            long accepted,
            String acceptedPercent,
            long shipped,
            long missed,
            Map<String, Long> declinedBecause,
            List<Cost> costs) {

        /** Makes it unchangeable. */
        Line {
            declinedBecause = Map.copyOf(declinedBecause);
            costs = List.copyOf(costs);
        }
    }

    /** What speed has cost beyond the usual: a decimal text with its ISO 4217 currency. */
    record Cost(String amount, String currency) {}

    /** The months from one to another, both included, oldest first; a month in which nothing was decided has no line. */
    List<Line> between(YearMonth from, YearMonth to) {
        Map<String, List<Decided>> byMonth = new TreeMap<>();
        // a marketplace's month begins up to a day before or after that of UTC
        requests.between(
                        from.atDay(1).minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                        to.plusMonths(1)
                                .atDay(1)
                                .plusDays(1)
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant())
                .forEach(one -> {
                    YearMonth month = YearMonth.from(
                            one.decidedAt().atZone(one.marketplace().zone()));
                    if (!month.isBefore(from) && !month.isAfter(to)) {
                        byMonth.computeIfAbsent(month + "|" + one.marketplace(), key -> new ArrayList<>())
                                .add(one);
                    }
                });
        return byMonth.entrySet().stream()
                .map(entry -> line(entry.getKey().substring(0, entry.getKey().indexOf('|')), entry.getValue()))
                .toList();
    }

    private static Line line(String month, List<Decided> decided) {
        long accepted = decided.stream().filter(Decided::isAccepted).count();
        return new Line(
                month,
                decided.get(0).marketplace(),
                decided.size(),
                accepted,
                BigDecimal.valueOf(accepted)
                        .multiply(HUNDRED)
                        .divide(BigDecimal.valueOf(decided.size()), 1, RoundingMode.HALF_UP)
                        .toPlainString(),
                decided.stream().filter(Decided::isShipped).count(),
                decided.stream().filter(Decided::isMissed).count(),
                decided.stream()
                        .filter(one -> !one.isAccepted())
                        .collect(Collectors.groupingBy(Decided::advice, Collectors.counting())),
                costs(decided));
    }

    private static List<Cost> costs(List<Decided> decided) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (Decided one : decided) {
            BigDecimal cost = one.cost();
            String currency = one.currency();
            if (cost != null && currency != null) {
                sums.merge(currency, cost, BigDecimal::add);
            }
        }
        return sums.entrySet().stream()
                .map(sum -> new Cost(amount(sum.getValue(), sum.getKey()), sum.getKey()))
                .sorted(Comparator.comparing(Cost::currency))
                .toList();
    }

    private static String amount(BigDecimal sum, String currency) {
        int digits = Currency.getInstance(currency).getDefaultFractionDigits();
        BigDecimal exact = sum.stripTrailingZeros();
        return exact.setScale(Math.max(digits, Math.max(exact.scale(), 0)), RoundingMode.UNNECESSARY)
                .toPlainString();
    }
}
