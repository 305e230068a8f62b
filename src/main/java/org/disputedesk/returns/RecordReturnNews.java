package org.disputedesk.returns;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.RETURN_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.RETURN_RECEIVED_AT;
import static org.disputedesk.dispute.DisputeFacts.RETURN_RECEIVED_DATE;
import static org.disputedesk.dispute.DisputeFacts.RETURN_STATE;
import static org.disputedesk.dispute.DisputeFacts.RETURN_TRACKING_NUMBER;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.dispute.LocalMoment;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.returns.Returns.State;
import org.springframework.stereotype.Component;

/**
 * "Record return news": what became of goods that are awaited: they are here, still on their way, lost, or kept. What has
 * come counts from the day it came, since the refund does (P21, 001-02).
 */
@Component
class RecordReturnNews implements JavaDelegate {

    private static final int OLDEST_DAYS = 366;

    private final Returns returns;
    private final Deadlines deadlines;
    private final Clock clock;
    private final EvidenceLog record;

    RecordReturnNews(Returns returns, Deadlines deadlines, Clock clock, EvidenceLog record) {
        this.returns = returns;
        this.deadlines = deadlines;
        this.clock = clock;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String answer = RETURN_ANSWER.in(execution, "");
        if (answer.isEmpty()) {
            throw Rejected.because("returnAnswer", "noReturnAnswer");
        }
        Returns.Kept kept = returns.await(caseNumber, ORDER_ID.requiredIn(execution));
        String number = RETURN_TRACKING_NUMBER.in(execution, "").strip();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("returnAnswer", answer);
        if (!number.isEmpty()) {
            returns.isTracked(kept, number);
            facts.put("returnTrackingNumber", number);
        }
        switch (answer) {
            case "ARRIVED" -> {
                Instant receivedAt = receivedAt(execution);
                returns.arrived(kept, receivedAt);
                RETURN_RECEIVED_AT.set(execution, Date.from(receivedAt));
                RETURN_STATE.set(execution, State.ARRIVED.name());
                facts.put("returnReceivedAt", receivedAt);
                waitIsOver(caseNumber);
            }
            case "KEPT" -> {
                returns.end(kept, State.KEPT);
                RETURN_STATE.set(execution, State.KEPT.name());
                waitIsOver(caseNumber);
            }
            case "LOST" -> waitIsOver(caseNumber);
            default -> {
                // on their way: they are waited for as before
            }
        }
        record.append(caseNumber, "return-news", "Awaited goods: " + answer, facts);
    }

    private void waitIsOver(String caseNumber) {
        deadlines.met(caseNumber, "return.window");
        deadlines.met(caseNumber, "return.reminder");
    }

    /** The day that was typed, else the moment an event told, else now. */
    private Instant receivedAt(DelegateExecution execution) {
        String text = RETURN_RECEIVED_DATE.in(execution, "");
        if (text.isBlank()) {
            Date told = RETURN_RECEIVED_AT.in(execution);
            return told == null ? clock.instant() : told.toInstant();
        }
        ZoneId zone = Marketplace.of(MARKETPLACE.requiredIn(execution)).zone();
        LocalDate day = LocalMoment.day("returnReceivedDate", text);
        LocalDate today = clock.instant().atZone(zone).toLocalDate();
        if (day.isAfter(today) || day.isBefore(today.minusDays(OLDEST_DAYS))) {
            throw Rejected.because("returnReceivedDate", "returnInFuture");
        }
        return day.equals(today) ? clock.instant() : day.atStartOfDay(zone).toInstant();
    }
}
