package org.disputedesk.tracking;

import static org.disputedesk.dispute.DisputeFacts.CARRIER;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.DAYS_PAST_LATEST_DELIVERY;
import static org.disputedesk.dispute.DisputeFacts.DELIVERED_AT;
import static org.disputedesk.dispute.DisputeFacts.DELIVERED_PLACE;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_PROOF;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.LATEST_DELIVERY_AT;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.TRACKING_NUMBER;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Storable;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.tracking.TrackingSource.Answer.Known;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps what was seen of a parcel, as it was seen and by whom (000-04, 000-06), and puts it into the facts of the case. */
@Component
class TrackingSnapshots {

    private static final int LONGEST_RAW_TEXT = 2000;

    private final JdbcClient db;
    private final Clock clock;
    private final EvidenceLog record;

    TrackingSnapshots(JdbcClient db, Clock clock, EvidenceLog record) {
        this.db = db;
        this.clock = clock;
        this.record = record;
    }

    void keep(DelegateExecution execution, String source, Known seen) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        Instant now = clock.instant();
        db.sql("""
                        insert into tracking_snapshot (id, case_number, order_id, tracking_number, carrier, state,
                          raw_text, delivered_at, place, proof, source, fetched_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        UUID.randomUUID().toString(),
                        caseNumber,
                        ORDER_ID.in(execution),
                        TRACKING_NUMBER.in(execution),
                        CARRIER.in(execution),
                        seen.state().name(),
                        Storable.text("trackingText", seen.raw(), LONGEST_RAW_TEXT),
                        at(seen.deliveredAt()),
                        seen.place(),
                        seen.proof(),
                        source,
                        at(now))
                .update();
        DELIVERY_STATE.set(execution, seen.state().name());
        DELIVERED_AT.set(execution, seen.deliveredAt() == null ? null : Date.from(seen.deliveredAt()));
        DELIVERED_PLACE.set(execution, seen.place());
        DELIVERY_PROOF.set(execution, seen.proof());
        DAYS_PAST_LATEST_DELIVERY.set(execution, daysPast(execution, now));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("deliveryState", seen.state());
        facts.put("trackingNumber", TRACKING_NUMBER.in(execution));
        facts.put("carrier", CARRIER.in(execution));
        facts.put("deliveredAt", seen.deliveredAt());
        facts.put("deliveredPlace", seen.place());
        facts.put("deliveryProof", seen.proof());
        facts.put("source", source);
        record.append(caseNumber, "tracking", "Tracking status: " + seen.state() + " (" + source + ")", facts);
    }

    /** Calendar days of the marketplace since the last promised day; 0 while it has not passed, and when none is known. */
    private static long daysPast(DelegateExecution execution, Instant now) {
        Date latest = LATEST_DELIVERY_AT.in(execution);
        if (latest == null || now.isBefore(latest.toInstant())) {
            return 0;
        }
        ZoneId zone = Marketplace.of(MARKETPLACE.requiredIn(execution)).zone();
        // the instant kept is the end of the promised day; reports give its last second, and at that the day is over
        return Math.max(
                1,
                ChronoUnit.DAYS.between(
                        latest.toInstant().minusMillis(1).atZone(zone).toLocalDate(),
                        now.atZone(zone).toLocalDate()));
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
