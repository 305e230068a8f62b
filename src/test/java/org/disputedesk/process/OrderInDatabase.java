package org.disputedesk.process;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * All that the database knows of one order at one moment: the rows that say what was given, asked, filed and sent, in
 * whatever case.
 *
 * @param fulfilment as the order book has it; empty when it does not know the order
 * @param written how often each kind of entry stands in the records of its cases
 */
record OrderInDatabase(
        String fulfilment,
        String paymentState,
        @Nullable BigDecimal paid,
        List<Remedy> remedies,
        List<String> heldBy,
        List<Claim> claims,
        List<String> cancellations,
        List<String> returns,
        List<String> feedback,
        List<String> openKinds,
        long letters,
        Map<String, Long> written) {

    /** A refund or a replacement. */
    record Remedy(
            String id,
            String kind,
            String type,
            String line,
            String state,
            boolean secondPerson,
            String decidedBy,
            @Nullable String approvedBy,
            @Nullable String doneBy,
            @Nullable String reference) {

        boolean lives() {
            return !state.equals("WITHDRAWN") && !state.equals("FAILED");
        }

        boolean isCarriedOut() {
            return List.of("DONE", "SETTLED").contains(state);
        }

        boolean throughClaim() {
            return "A-to-z claim".equals(reference);
        }

        boolean touches(Remedy other) {
            return line.isEmpty() || other.line.isEmpty() || line.equals(other.line);
        }
    }

    /** A claim at Amazon. */
    record Claim(String id, String state) {}

    long wrote(String kind) {
        return written.getOrDefault(kind, 0L);
    }

    boolean claimIs(String state) {
        return claims.stream().anyMatch(claim -> claim.state().equals(state));
    }

    static OrderInDatabase of(JdbcClient db, String orderId) {
        Map<String, Object> order = db
                .sql("select fulfilment, payment_state, total from customer_order where order_id = ?")
                .param(orderId)
                .query()
                .listOfRows()
                .stream()
                .findFirst()
                .orElse(Map.of());
        Map<String, Long> written = new TreeMap<>();
        db.sql("""
                        select e.kind, count(*) from record_entry e join dispute_case c on c.case_number = e.case_number
                        where c.order_id = ? group by e.kind""")
                .param(orderId)
                .query((row, n) -> written.put(row.getString(1), row.getLong(2)))
                .list();
        return new OrderInDatabase(
                String.valueOf(order.getOrDefault("fulfilment", "")),
                String.valueOf(order.getOrDefault("payment_state", "")),
                (BigDecimal) order.get("total"),
                db.sql("""
                                select r.*, c.kind from remedy r join dispute_case c on c.case_number = r.case_number
                                where r.order_id = ? and r.type <> 'CARRIER_INQUIRY' order by r.decided_at, r.id""")
                        .param(orderId)
                        .query((row, n) -> new Remedy(
                                row.getString("id"),
                                row.getString("kind"),
                                row.getString("type"),
                                row.getString("line_key"),
                                row.getString("state"),
                                row.getBoolean("second_person"),
                                row.getString("decided_by"),
                                row.getString("approved_by"),
                                row.getString("done_by"),
                                row.getString("reference")))
                        .list(),
                texts(db, "select remedy_id from remedy_line where order_id = ?", orderId),
                db.sql("select id, state from a_to_z_claim where order_id = ? order by filed_at, id")
                        .param(orderId)
                        .query((row, n) -> new Claim(row.getString(1), row.getString(2)))
                        .list(),
                texts(db, "select state from cancellation where order_id = ?", orderId),
                texts(db, "select state from goods_return where order_id = ?", orderId),
                texts(db, "select state from feedback_request where order_id = ?", orderId),
                texts(db, "select kind from dispute_case where order_id = ? and state = 'OPEN'", orderId),
                db.sql("""
                                select count(*) from outbox o join dispute_case c on c.case_number = o.case_number
                                where c.order_id = ?""").param(orderId).query(Long.class).single(),
                written);
    }

    private static List<String> texts(JdbcClient db, String sql, String orderId) {
        return db.sql(sql).param(orderId).query(String.class).list();
    }
}
