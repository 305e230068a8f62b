package org.disputedesk.tracking;

import static org.disputedesk.dispute.DisputeFacts.CARRIER;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.DAYS_PAST_LATEST_DELIVERY;
import static org.disputedesk.dispute.DisputeFacts.DAYS_WITHOUT_MOVEMENT;
import static org.disputedesk.dispute.DisputeFacts.DELIVERED_AT;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_PROOF;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.LAST_SCAN_AT;
import static org.disputedesk.dispute.DisputeFacts.LAST_SCAN_DATE;
import static org.disputedesk.dispute.DisputeFacts.LATEST_DELIVERY_AT;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.TRACKING_NUMBER;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.disputedesk.dispute.LocalMoment;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Storable;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.ErasedWithCase;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.tracking.TrackingSource.Answer.Known;
import org.disputedesk.vault.Subject;
import org.disputedesk.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps what was seen of a parcel, as it was seen and by whom (000-04, 000-06), and puts it into the facts of the case. */
@Component
class TrackingSnapshots implements ErasedWithCase {

    /** The text that holds where the parcel was left: "with the neighbour, Ms Sato" says who somebody is. */
    static final String PLACE = "deliveredPlace";

    private static final int LONGEST_RAW_TEXT = 2000;
    private static final int LONGEST_PLACE = 400;

    private final JdbcClient db;
    private final Clock clock;
    private final EvidenceLog record;
    private final CaseTexts texts;
    private final Vault vault;

    TrackingSnapshots(JdbcClient db, Clock clock, EvidenceLog record, CaseTexts texts, Vault vault) {
        this.db = db;
        this.clock = clock;
        this.record = record;
        this.texts = texts;
        this.vault = vault;
    }

    /**
     * Keeps what was seen now.
     *
     * @param source a machine's name, {@code staff} or {@code carrier}
     * @param lastScan the day of the marketplace on which the parcel was last seen to move; null when nobody knows
     */
    void keep(DelegateExecution execution, String source, Known seen, @Nullable LocalDate lastScan) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        Instant now = clock.instant();
        String words = Storable.text("trackingText", seen.raw(), LONGEST_RAW_TEXT);
        String place = seen.place() == null ? "" : Storable.text(PLACE, seen.place(), LONGEST_PLACE);
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
                        sealed(caseNumber, words),
                        at(seen.deliveredAt()),
                        sealed(caseNumber, place),
                        seen.proof(),
                        source,
                        at(now))
                .update();
        DELIVERY_STATE.set(execution, seen.state().name());
        DELIVERED_AT.set(execution, seen.deliveredAt() == null ? null : Date.from(seen.deliveredAt()));
        texts.put(caseNumber, PLACE, place);
        DELIVERY_PROOF.set(execution, seen.proof());
        DAYS_PAST_LATEST_DELIVERY.set(execution, daysPast(execution, now));
        ZoneId zone = zone(execution);
        LAST_SCAN_DATE.set(execution, lastScan == null ? null : lastScan.toString());
        LAST_SCAN_AT.set(execution, lastScan == null ? null : Date.from(LocalMoment.endOf(lastScan, zone)));
        DAYS_WITHOUT_MOVEMENT.set(execution, daysWithoutMovement(execution, seen.state(), lastScan, now));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("deliveryState", seen.state());
        facts.put("trackingNumber", TRACKING_NUMBER.in(execution));
        facts.put("carrier", CARRIER.in(execution));
        facts.put("deliveredAt", seen.deliveredAt());
        facts.put("deliveredPlaceCommitment", place.isEmpty() ? null : texts.commitment(caseNumber, place));
        facts.put("carrierWordsCommitment", words.isBlank() ? null : texts.commitment(caseNumber, words));
        facts.put("deliveryProof", seen.proof());
        facts.put("lastScanDate", lastScan == null ? null : lastScan.toString());
        facts.put("source", source);
        record.append(caseNumber, "tracking", "Tracking status: " + seen.state() + " (" + source + ")", facts);
    }

    private @Nullable String sealed(String caseNumber, String text) {
        return text.isEmpty() ? null : vault.sealText(Subject.ofCase(caseNumber), text);
    }

    @Override
    public void erase(String caseNumber) {
        db.sql("update tracking_snapshot set raw_text = null, place = null where case_number = ?")
                .param(caseNumber)
                .update();
    }

    /** Calendar days of the marketplace since the last promised day; 0 while it has not passed, and when none is known. */
    private static long daysPast(DelegateExecution execution, Instant now) {
        Date latest = LATEST_DELIVERY_AT.in(execution);
        if (latest == null || now.isBefore(latest.toInstant())) {
            return 0;
        }
        ZoneId zone = zone(execution);
        // the instant kept is the end of the promised day; reports give its last second, and at that the day is over
        return Math.max(
                1,
                ChronoUnit.DAYS.between(
                        latest.toInstant().minusMillis(1).atZone(zone).toLocalDate(),
                        now.atZone(zone).toLocalDate()));
    }

    /** What was seen of this parcel last. */
    Optional<DeliveryState> latestState(String caseNumber, String trackingNumber) {
        return states(caseNumber, trackingNumber).stream().findFirst().map(Seen::state);
    }

    /** Days since the last scan; where nobody knows it, since the parcel was first seen where it is now (000-14, A3). */
    private long daysWithoutMovement(
            DelegateExecution execution, DeliveryState state, @Nullable LocalDate lastScan, Instant now) {
        if (!state.isUnderWay()) {
            return 0;
        }
        ZoneId zone = zone(execution);
        LocalDate today = now.atZone(zone).toLocalDate();
        LocalDate since = lastScan;
        if (since == null) {
            since = today;
            for (Seen seen : states(CASE_NUMBER.requiredIn(execution), TRACKING_NUMBER.in(execution, ""))) {
                if (seen.state() != state) {
                    break;
                }
                since = seen.at().atZone(zone).toLocalDate();
            }
        }
        return Math.max(0, ChronoUnit.DAYS.between(since, today));
    }

    private record Seen(DeliveryState state, Instant at) {}

    /** Newest first. */
    private List<Seen> states(String caseNumber, String trackingNumber) {
        return db.sql("select state, fetched_at from tracking_snapshot where case_number = ?"
                        + " and coalesce(tracking_number, '') = ? order by seq desc")
                .params(caseNumber, trackingNumber)
                .query((row, n) -> new Seen(
                        DeliveryState.valueOf(row.getString(1)),
                        row.getObject(2, OffsetDateTime.class).toInstant()))
                .list();
    }

    private static ZoneId zone(DelegateExecution execution) {
        return Marketplace.of(MARKETPLACE.requiredIn(execution)).zone();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
