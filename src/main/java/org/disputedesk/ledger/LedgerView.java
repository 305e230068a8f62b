package org.disputedesk.ledger;

import java.time.Instant;
import java.util.List;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.orders.Order.Money;
import org.jspecify.annotations.Nullable;

/** The ledger as the API shows it: amounts are decimal text with an ISO 4217 currency. */
public final class LedgerView {

    private LedgerView() {}

    /** An amount. */
    public record AmountView(String amount, String currency) {

        /** The same; null for null. */
        public static @Nullable AmountView of(@Nullable Money money) {
            return money == null ? null : sure(money);
        }

        /** The same. */
        public static AmountView sure(Money money) {
            return new AmountView(
                    money.amount().toPlainString(), money.currency().getCurrencyCode());
        }
    }

    /** How it may still come back, see {@link Entry.Chance}. */
    public record ChanceView(String how, @Nullable Instant until, String rule, boolean open) {

        /** The same; null for null. */
        public static @Nullable ChanceView of(Entry.@Nullable Chance chance) {
            return chance == null ? null : new ChanceView(chance.how(), chance.until(), chance.rule(), chance.isOpen());
        }
    }

    /** One line, see {@link Entry}. */
    public record EntryView(
            String id,
            Entry.Kind kind,
            String orderId,
            String caseNumber,
            Marketplace marketplace,
            Instant at,
            Entry.Bearer paidBy,
            @Nullable AmountView amount,
            boolean estimated,
            @Nullable AmountView withheldFromBuyer,
            @Nullable String cause,
            String reference,
            @Nullable ChanceView recoverable) {

        /** The same. */
        public static EntryView of(Entry entry) {
            return new EntryView(
                    entry.id(),
                    entry.kind(),
                    entry.orderId(),
                    entry.caseNumber(),
                    entry.marketplace(),
                    entry.at(),
                    entry.bearer(),
                    AmountView.of(entry.amount()),
                    entry.estimated(),
                    AmountView.of(entry.withheld()),
                    entry.cause(),
                    entry.reference(),
                    ChanceView.of(entry.chance()));
        }
    }

    /** A total, see {@link Total}. */
    public record TotalView(
            String currency,
            String paidBySeller,
            String paidByAmazon,
            String recoveredFromCarrier,
            String recoveredFromAmazon,
            String recoveredFromBuyer,
            String withheldFromBuyer,
            String loss,
            String recoverable) {

        /** The same. */
        public static TotalView of(Total total) {
            return new TotalView(
                    total.currency().getCurrencyCode(),
                    total.paidBySeller().amount().toPlainString(),
                    total.paidByAmazon().amount().toPlainString(),
                    total.recoveredFromCarrier().amount().toPlainString(),
                    total.recoveredFromAmazon().amount().toPlainString(),
                    total.recoveredFromBuyer().amount().toPlainString(),
                    total.withheldFromBuyer().amount().toPlainString(),
                    total.loss().amount().toPlainString(),
                    total.recoverable().amount().toPlainString());
        }
    }

    /** The totals of these lines, by currency. */
    public static List<TotalView> totals(List<Entry> entries) {
        return Total.of(entries).stream().map(TotalView::of).toList();
    }
}
