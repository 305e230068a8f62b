package org.disputedesk.remedy;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.EARLIER_CASES_OF_ORDER;
import static org.disputedesk.dispute.DisputeFacts.EARLIER_NON_ARRIVALS;
import static org.disputedesk.dispute.DisputeFacts.FACTS_STALE;
import static org.disputedesk.dispute.DisputeFacts.HIGH_VALUE;
import static org.disputedesk.dispute.DisputeFacts.KIND;
import static org.disputedesk.dispute.DisputeFacts.LOOK_AGAIN;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.POLICY_PACK;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.dispute.CaseKinds;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.policy.Distance;
import org.disputedesk.policy.PolicyPack;
import org.disputedesk.policy.PolicyPacks;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * "Look up earlier cases": what happened before to the order and the buyer of a case (000-08, A6), and whether its value
 * calls for a second person (000-13). What an earlier case left in doubt becomes a question of this one. With it a round of the case begins: its facts are fresh and the news has been seen.
 */
@Component
class LookUpEarlierCases implements JavaDelegate {

    private static final List<String> WAITS = List.of("inr.delivery-promised", "inr.buyer-answer", "cause.note");

    private final JdbcClient db;
    private final OrderLines lines;
    private final PolicyPacks packs;
    private final Clock clock;
    private final Deadlines deadlines;
    private final EarlierDoubt doubt;
    private final EvidenceLog record;

    LookUpEarlierCases(
            JdbcClient db,
            OrderLines lines,
            PolicyPacks packs,
            Clock clock,
            Deadlines deadlines,
            EarlierDoubt doubt,
            EvidenceLog record) {
        this.db = db;
        this.lines = lines;
        this.packs = packs;
        this.clock = clock;
        this.deadlines = deadlines;
        this.doubt = doubt;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String orderId = ORDER_ID.requiredIn(execution);
        long ofOrder = db.sql("select count(*) from dispute_case where order_id = ? and case_number <> ?"
                        + " and kind not in (?, ?)")
                .params(orderId, caseNumber, CaseKinds.FEEDBACK_REQUEST, CaseKinds.FEEDBACK_REMOVAL)
                .query(Long.class)
                .single();
        PolicyPack pack = packs.of(POLICY_PACK.in(execution));
        long ofBuyer = ofBuyer(orderId, KIND.requiredIn(execution), caseNumber, pack);
        EARLIER_CASES_OF_ORDER.set(execution, ofOrder);
        EARLIER_NON_ARRIVALS.set(execution, ofBuyer);
        BigDecimal limit = pack.amount("refund.second-person-above", OrderLines.currency(execution));
        boolean highValue =
                lines.paid(execution, "").map(paid -> paid.compareTo(limit) > 0).orElse(false);
        HIGH_VALUE.set(execution, highValue);
        LOOK_AGAIN.set(execution, false);
        FACTS_STALE.set(execution, false);
        doubt.takeOver(execution, caseNumber, orderId);
        // what was waited for until now is not waited for any more
        WAITS.forEach(key -> deadlines.met(caseNumber, key));
        record.append(
                caseNumber,
                "earlier-cases",
                "Earlier cases looked up: " + ofOrder + " of the order, " + ofBuyer + " of the buyer",
                Map.of("earlierCasesOfOrder", ofOrder, "earlierNonArrivals", ofBuyer, "highValue", highValue));
    }

    /** Cases of the same kind that the same buyer opened, about any order, within the period of the policy (A6). */
    private long ofBuyer(String orderId, String kind, String caseNumber, PolicyPack pack) {
        Distance within = Objects.requireNonNull(
                pack.count("fraud.non-arrivals-of-buyer").within(), "non-arrivals are counted within a period");
        OffsetDateTime since = OffsetDateTime.ofInstant(clock.instant().minus(within.length()), ZoneOffset.UTC);
        return db.sql("""
                        select count(*) from dispute_case c join customer_order o on o.order_id = c.order_id
                        where c.kind = ? and c.case_number <> ? and c.opened_at >= ? and o.buyer_key =
                          (select buyer_key from customer_order where order_id = ?)""")
                .params(kind, caseNumber, since, orderId)
                .query(Long.class)
                .single();
    }
}
