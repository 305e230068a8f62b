package org.disputedesk.ledger;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.disputedesk.ledger.Entry.Bearer;
import org.disputedesk.orders.Order.Money;
import org.jspecify.annotations.Nullable;

/**
 * What some lines of the ledger come to in one currency; amounts of different currencies are never added.
 *
 * @param paidBySeller what he paid before anything came back
 * @param paidByAmazon what Amazon paid at its own cost, beside what it gave back
 * @param withheldFromBuyer what was kept back of refunds
 * @param loss what stays with the seller; below zero when more came back than he paid
 * @param recoverable of what the seller paid, for which something may still come back
 */
public record Total(
        Currency currency,
        Money paidBySeller,
        Money paidByAmazon,
        Money recoveredFromCarrier,
        Money recoveredFromAmazon,
        Money recoveredFromBuyer,
        Money withheldFromBuyer,
        Money loss,
        Money recoverable) {

    /** The totals of these lines, by currency. Lines without an amount are in none of them. */
    public static List<Total> of(List<Entry> entries) {
        Map<String, List<Entry>> byCurrency = entries.stream()
                .filter(entry -> entry.amount() != null)
                .collect(Collectors.groupingBy(
                        entry -> Objects.requireNonNull(entry.currency()).getCurrencyCode(),
                        TreeMap::new,
                        Collectors.toList()));
        return byCurrency.entrySet().stream()
                .map(currency -> of(Currency.getInstance(currency.getKey()), currency.getValue()))
                .sorted(Comparator.comparing(total -> total.currency().getCurrencyCode()))
                .toList();
    }

    private static Total of(Currency currency, List<Entry> entries) {
        BigDecimal seller = sum(entries, entry -> !entry.isRecovery() && entry.bearer() == Bearer.SELLER);
        BigDecimal amazon = sum(entries, entry -> !entry.isRecovery() && entry.bearer() == Bearer.AMAZON);
        BigDecimal fromCarrier = recovered(entries, Bearer.CARRIER);
        BigDecimal fromAmazon = recovered(entries, Bearer.AMAZON);
        BigDecimal fromBuyer = recovered(entries, Bearer.BUYER);
        BigDecimal withheld = entries.stream()
                .map(Entry::withheld)
                .filter(Objects::nonNull)
                .map(Money::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal loss = seller.subtract(fromCarrier).subtract(fromAmazon).subtract(fromBuyer);
        BigDecimal open = sum(entries, Total::isOpen).min(loss.max(BigDecimal.ZERO));
        return new Total(
                currency,
                new Money(seller, currency),
                new Money(amazon, currency),
                new Money(fromCarrier, currency),
                new Money(fromAmazon, currency),
                new Money(fromBuyer, currency),
                new Money(withheld, currency),
                new Money(loss, currency),
                new Money(open, currency));
    }

    private static boolean isOpen(Entry entry) {
        Entry.@Nullable Chance chance = entry.chance();
        return chance != null && chance.isOpen();
    }

    private static BigDecimal recovered(List<Entry> entries, Bearer from) {
        return sum(entries, entry -> entry.isRecovery() && entry.bearer() == from);
    }

    private static BigDecimal sum(List<Entry> entries, Predicate<Entry> which) {
        return entries.stream()
                .filter(which)
                .map(Entry::amount)
                .filter(Objects::nonNull)
                .map(Money::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
