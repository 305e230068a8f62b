package org.disputedesk.remedy;

import java.util.List;
import org.disputedesk.policy.Guard.Wait;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What an order waits for before its money goes back, in whichever case it lies (001-05). */
@Component
public class OrderWaits {

    private static final String CANCELLATION = "post-shipment-cancellation";

    private final JdbcClient db;

    OrderWaits(JdbcClient db) {
        this.db = db;
    }

    /**
     * What the refund of the order waits for. A cancellation that lies at Amazon, and goods that are awaited, hold it in every
     * case of the order while theirs is open; an approval, or goods that were settled, let it go (001-05), and so does what the buyer has thrown away (003-18).
     *
     * @param caseNumber the case that wants to refund; one about a cancellation waits by itself
     */
    public List<Wait> of(String caseNumber, String orderId) {
        List<String> cancellations = states("cancellation", orderId);
        List<String> returns = states("goods_return", orderId);
        if (cancellations.contains("APPROVED") || returns.contains("CHECKED") || returns.contains("WAIVED")) {
            return List.of();
        }
        return db.sql("""
                        select 'CANCELLATION_FILED' as why, x.case_number from cancellation x
                          join dispute_case c on c.case_number = x.case_number and c.state = 'OPEN'
                          where x.order_id = :order and x.state = 'FILED'
                        union
                        select 'RETURN_AWAITED', x.case_number from goods_return x
                          join dispute_case c on c.case_number = x.case_number and c.state = 'OPEN'
                          where x.order_id = :order and x.state in ('AWAITED', 'ARRIVED')
                          and not exists (select 1 from wrong_item w where w.case_number = x.case_number and w.discarded)
                        union
                        select 'CANCELLATION_ASKED', c.case_number from dispute_case c
                          where c.case_number = :case and c.kind = :kind
                        order by why, case_number""")
                .param("order", orderId)
                .param("case", caseNumber)
                .param("kind", CANCELLATION)
                .query((row, n) -> new Wait(row.getString(1), row.getString(2)))
                .list();
    }

    /** Whether Amazon has refunded the buyer itself when it approved a cancellation (001-04). */
    boolean wasRefundedByAmazon(String orderId) {
        return states("cancellation", orderId).contains("REFUNDED_BY_AMAZON");
    }

    private List<String> states(String table, String orderId) {
        return db.sql("select state from " + table + " where order_id = ?")
                .param(orderId)
                .query(String.class)
                .list();
    }
}
