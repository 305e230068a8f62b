package org.disputedesk.remedy;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.disputedesk.orders.Order.Fulfilment;
import org.disputedesk.orders.Order.SellerRefund;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a remedy has to wait for beside what its order waits for ({@link OrderWaits}): who served the order, and what its case is
 * about. It is read from the desk's own tables, which neither a
 * variable nor a moved token can bend (003-15 to 003-18, 1.6-1).
 */
@Component
class CaseWaits {

    private static final String WRONG_ITEM = "wrong-item";
    private static final String REFUND = "REFUND";
    private static final String REPLACEMENT = "REPLACEMENT";

    private final JdbcClient db;

    CaseWaits(JdbcClient db) {
        this.db = db;
    }

    /** What was found out about another item that arrived. */
    private record Item(
            @Nullable String state,
            boolean isDiscarded,
            @Nullable LocalDate promisedOn) {}

    /**
     * The rules that keep remedies back for now, by the type of the remedy.
     *
     * @param fulfilment as the order book has it, null when it does not know
     */
    Map<String, String> of(String caseNumber, String orderId, @Nullable Fulfilment fulfilment) {
        if (fulfilment != null && fulfilment.sellerRefund() == SellerRefund.AFTER_RETURN) {
            return isReturned(orderId, "CHECKED") ? Map.of() : Map.of(REFUND, "refund-after-return");
        }
        return kind(caseNumber).equals(WRONG_ITEM) ? ofWrongItem(item(caseNumber), orderId) : Map.of();
    }

    private Map<String, String> ofWrongItem(Optional<Item> item, String orderId) {
        Map<String, String> waits = new HashMap<>();
        if (item.map(Item::state).filter("CONFIRMED"::equals).isEmpty()) {
            waits.put(REFUND, "wrong-item-verified");
            waits.put(REPLACEMENT, "wrong-item-verified");
            return waits;
        }
        if (!item.get().isDiscarded() && !isReturned(orderId, "CHECKED", "WAIVED")) {
            waits.put(REFUND, "wrong-item-goods-back");
        }
        if (item.get().promisedOn() == null) {
            waits.put(REPLACEMENT, "wrong-item-promised-first");
        }
        return waits;
    }

    /** Whether a refund needs a second person whatever it is worth: the goods neither came back nor did a lead forgo them. */
    boolean needSecondPerson(String caseNumber, String orderId) {
        return kind(caseNumber).equals(WRONG_ITEM) && !isReturned(orderId, "CHECKED", "WAIVED");
    }

    private String kind(String caseNumber) {
        return db.sql("select kind from dispute_case where case_number = ?")
                .param(caseNumber)
                .query(String.class)
                .single();
    }

    private Optional<Item> item(String caseNumber) {
        return db.sql("select state, discarded, promised_on from wrong_item where case_number = ?")
                .param(caseNumber)
                .query((row, n) -> new Item(row.getString(1), row.getBoolean(2), row.getObject(3, LocalDate.class)))
                .optional();
    }

    private boolean isReturned(String orderId, String... states) {
        return db.sql("select count(*) from goods_return where order_id = :order and state in (:states)")
                        .param("order", orderId)
                        .param("states", List.of(states))
                        .query(Long.class)
                        .single()
                > 0;
    }
}
