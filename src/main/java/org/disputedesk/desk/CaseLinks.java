package org.disputedesk.desk;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.disputedesk.dispute.CaseNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which cases belong together: those that were opened for further problems of one message, and all of one order, which share
 * remedies and locks (004-15, 000-16).
 */
@Component
public class CaseLinks {

    /** Both ways of every link of the cases named, each with how it came about; the least of several counts. */
    private static final String LINKS = """
            select k.number, c.case_number, c.kind, c.state, c.order_id, min(k.how) as how from (
              select case_number as number, linked_case as other, 0 as how from case_link where case_number in (:numbers)
              union all
              select linked_case, case_number, 1 from case_link where linked_case in (:numbers)
              union all
              select d.case_number, o.case_number, 2 from dispute_case d
                join dispute_case o on o.order_id = d.order_id and o.case_number <> d.case_number
                where d.case_number in (:numbers)
            ) k join dispute_case c on c.case_number = k.other
            group by k.number, c.case_number, c.kind, c.state, c.order_id order by how, c.case_number
            """;

    private final JdbcClient db;
    private final Clock clock;

    CaseLinks(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** How a case came to belong to another. */
    public enum How {
        /** It was opened for a further problem of a message that came into this case. */
        SPLIT_INTO,
        /** This case was opened for a further problem of a message that came into it. */
        SPLIT_FROM,
        /** It is about the same order. */
        SAME_ORDER
    }

    /**
     * A case that belongs to another, seen from that one.
     *
     * @param orderId the order it is about, which may be another one of the same buyer; null when it is about none
     */
    public record Linked(
            String caseNumber,
            String kind,
            String state,
            @Nullable String orderId,
            How how) {

        /** Whether it is still being worked on. */
        @JsonIgnore
        public boolean isOpen() {
            return state.equals("OPEN");
        }
    }

    /** The cases that belong to a case: first those of a message that was split, then the others of its order. */
    public List<Linked> of(String caseNumber) {
        return of(List.of(caseNumber)).getOrDefault(caseNumber, List.of());
    }

    /** The cases that belong to each of these; cases to which none belongs are left out. */
    Map<String, List<Linked>> of(Collection<String> caseNumbers) {
        Map<String, List<Linked>> found = new TreeMap<>();
        if (!caseNumbers.isEmpty()) {
            db.sql(LINKS).param("numbers", caseNumbers).query(row -> {
                found.computeIfAbsent(row.getString("number"), number -> new ArrayList<>())
                        .add(new Linked(
                                row.getString("case_number"),
                                row.getString("kind"),
                                row.getString("state"),
                                row.getString("order_id"),
                                How.values()[row.getInt("how")]));
            });
        }
        return found;
    }

    /**
     * The case that was opened for this problem of a message; empty when none was.
     *
     * @param otherOrder the order it is about; empty when it is that of the case the message came into
     */
    public Optional<CaseNumber> splitOff(String messageId, String kind, String otherOrder) {
        return db.sql("select linked_case from case_link where message_id = ? and kind = ? and order_id = ?")
                .params(messageId, kind, otherOrder)
                .query((row, n) -> new CaseNumber(row.getString(1)))
                .optional();
    }

    /** Keeps that a problem of a message got a case of its own; fails with a duplicate key when it has one. */
    public void split(CaseNumber from, String messageId, String kind, String otherOrder, CaseNumber into, String by) {
        db.sql("""
                        insert into case_link
                          (case_number, linked_case, message_id, kind, order_id, linked_by, linked_at)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        from.value(),
                        into.value(),
                        messageId,
                        kind,
                        otherOrder,
                        by,
                        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .update();
    }

    /** The open cases of an order, by number. */
    public List<CaseNumber> openOf(String orderId) {
        return db.sql("select case_number from dispute_case where order_id = ? and state = 'OPEN' order by case_number")
                .param(orderId)
                .query((row, n) -> new CaseNumber(row.getString(1)))
                .list();
    }
}
