package org.disputedesk.ledger;

import java.time.Instant;
import java.util.Currency;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.orders.Order.Money;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger: what something cost, or what came back. It is read from what the desk keeps of remedies, claims,
 * returns and recoveries; nothing is booked twice.
 *
 * @param id of the row it stands for
 * @param at when it was given, decided or booked (UTC)
 * @param bearer who paid it
 * @param amount null when nobody knows
 * @param estimated whether the amount is what was paid for the goods, because nothing else is known of the cost
 * @param withheld what was kept back of a refund, which the buyer bears; null when nothing was
 * @param cause why the dispute arose, a code; null while nobody has said
 * @param reference the number it has elsewhere, or the code of why it came back; empty when there is none
 * @param chance how it may still come back; null when it cannot, or has
 */
public record Entry(
        String id,
        Kind kind,
        String orderId,
        String caseNumber,
        Marketplace marketplace,
        Instant at,
        Bearer bearer,
        @Nullable Money amount,
        boolean estimated,
        @Nullable Money withheld,
        @Nullable String cause,
        String reference,
        @Nullable Chance chance) {

    /** What it was. */
    public enum Kind {
        REFUND,
        /** Goods that were sent again, at what was paid for them. */
        REPLACEMENT,
        /** A claim that Amazon granted. */
        CLAIM,
        /** Returned goods that were written off, or lost value. */
        GOODS,
        /** Money that came back. */
        RECOVERY
    }

    /** Who paid. */
    public enum Bearer {
        SELLER,
        AMAZON,
        CARRIER,
        BUYER
    }

    /**
     * How something may still come back.
     *
     * @param how INQUIRY, CARRIER_CLAIM, SAFE_T, APPEAL, APPEAL_FILED, or NOT_REIMBURSED when a rule says that it cannot
     * @param until the last moment to ask for it (UTC); null when the desk knows none
     * @param rule the key in the policy pack, or the id of the fact, that says so; empty when it is the carrier's own terms
     * @param isOver whether that moment has passed
     */
    public record Chance(String how, @Nullable Instant until, String rule, boolean isOver) {

        static final String NOT_REIMBURSED = "NOT_REIMBURSED";

        /** Whether it is worth asking. */
        public boolean isOpen() {
            return !isOver && !how.equals(NOT_REIMBURSED);
        }
    }

    /** The currency of the amount; null when the amount is not known. */
    public @Nullable Currency currency() {
        return amount == null ? null : amount.currency();
    }

    boolean isRecovery() {
        return kind == Kind.RECOVERY;
    }
}
