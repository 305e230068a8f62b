package org.disputedesk.evidence;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The one lock of an order, whatever kinds of case are about it: what changes its remedies, claims, cancellations and returns takes it. */
@Component
public class CasesOfOrder {

    private final JdbcClient db;

    public CasesOfOrder(JdbcClient db) {
        this.db = db;
    }

    /** Makes everything that follows in this transaction wait for whoever else decides about this order (000-16). */
    public void lock(String orderId) {
        db.sql("select case_number from dispute_case where order_id = ? order by case_number for update")
                .param(orderId)
                .query(String.class)
                .list();
    }
}
