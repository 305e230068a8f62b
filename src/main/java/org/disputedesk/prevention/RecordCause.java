package org.disputedesk.prevention;

import static org.disputedesk.dispute.DisputeFacts.CARRIER;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.CAUSE_CODE;
import static org.disputedesk.dispute.DisputeFacts.KIND;
import static org.disputedesk.dispute.DisputeFacts.LABEL_SOUND;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.PACKING_SOUND;
import static org.disputedesk.dispute.DisputeFacts.PARCEL_TRACKED;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.engine.CurrentUser;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.orders.Order;
import org.disputedesk.orders.OrderBook;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * "Record cause": why a dispute happened, with SKU and carrier, for the reports (000-21 to 000-23). With it the case is
 * settled; when it is opened again, the cause is recorded anew.
 */
@Component
class RecordCause implements JavaDelegate {

    private final JdbcClient db;
    private final OrderBook orders;
    private final CurrentUser currentUser;
    private final Clock clock;
    private final Deadlines deadlines;
    private final EvidenceLog record;

    RecordCause(
            JdbcClient db,
            OrderBook orders,
            CurrentUser currentUser,
            Clock clock,
            Deadlines deadlines,
            EvidenceLog record) {
        this.db = db;
        this.orders = orders;
        this.currentUser = currentUser;
        this.clock = clock;
        this.deadlines = deadlines;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String cause = CAUSE_CODE.in(execution, "UNKNOWN");
        // a timer acts for nobody: then the table's suggestion is all there is
        boolean suggested = currentUser.id().isEmpty();
        Optional<Order> order = Optional.of(ORDER_ID.in(execution, ""))
                .filter(OrderId::isOrderId)
                .flatMap(id -> orders.find(new OrderId(id)));
        db.sql("delete from dispute_cause where case_number = ?")
                .param(caseNumber)
                .update();
        db.sql("""
                        insert into dispute_cause (case_number, kind, marketplace, order_id, cause, suggested, tracked,
                          packing_sound, label_sound, carrier, sku, noted_by, noted_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        caseNumber,
                        KIND.requiredIn(execution),
                        MARKETPLACE.requiredIn(execution),
                        ORDER_ID.in(execution),
                        cause,
                        suggested,
                        PARCEL_TRACKED.in(execution),
                        PACKING_SOUND.in(execution),
                        LABEL_SOUND.in(execution),
                        // a replacement may have gone with another carrier than the parcel that did not arrive
                        order.flatMap(Order::lastTrackedParcel)
                                .map(Order.Parcel::carrier)
                                .orElse(CARRIER.in(execution)),
                        order.flatMap(RecordCause::sku).orElse(null),
                        currentUser.id().orElse(null),
                        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .update();
        deadlines.met(caseNumber, "cause.note");
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("causeCode", cause);
        facts.put("parcelTracked", PARCEL_TRACKED.in(execution));
        facts.put("packingSound", PACKING_SOUND.in(execution));
        facts.put("labelSound", LABEL_SOUND.in(execution));
        record.append(
                caseNumber,
                "cause",
                "Cause " + (suggested ? "suggested, nobody noted another: " : "noted: ") + cause,
                facts);
    }

    /** The SKU of an order with one line; with several nobody can say which of them it was. */
    private static Optional<String> sku(Order order) {
        return order.lines().size() == 1
                ? Optional.ofNullable(order.lines().get(0).sku())
                : Optional.empty();
    }
}
