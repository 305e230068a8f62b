package org.disputedesk.wrongitem;

import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.EXCHANGE_LATE;
import static org.disputedesk.dispute.DisputeFacts.EXCHANGE_PROMISED;
import static org.disputedesk.dispute.DisputeFacts.EXCHANGE_PROMISED_DATE;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.SERVICE_OWNER;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.CaseDeadlines;
import org.disputedesk.dispute.LocalMoment;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.policy.Guard;
import org.disputedesk.wrongitem.WrongItems.Kept;
import org.springframework.stereotype.Component;

/**
 * "Record exchange promise": the day on which the right item leaves at the latest. Nothing is sent before one is given, and
 * a second one says that the first was missed (003-15).
 */
@Component
class RecordExchangePromise implements JavaDelegate {

    private static final int LONGEST_PROMISE = 60;

    private final WrongItems items;
    private final Guard guard;
    private final CaseDeadlines deadlines;
    private final Clock clock;
    private final EvidenceLog record;

    RecordExchangePromise(WrongItems items, Guard guard, CaseDeadlines deadlines, Clock clock, EvidenceLog record) {
        this.items = items;
        this.guard = guard;
        this.deadlines = deadlines;
        this.clock = clock;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String text = EXCHANGE_PROMISED_DATE.in(execution, "");
        if (text.isBlank()) {
            throw Rejected.because("exchangePromisedDate", "noExchangeDay");
        }
        LocalDate day = LocalMoment.day("exchangePromisedDate", text);
        LocalDate today = clock.instant()
                .atZone(Marketplace.of(MARKETPLACE.requiredIn(execution)).zone())
                .toLocalDate();
        if (day.isBefore(today) || day.isAfter(today.plusDays(LONGEST_PROMISE))) {
            throw Rejected.because("exchangePromisedDate", "dayNotPromised", LONGEST_PROMISE);
        }
        String orderId = ORDER_ID.requiredIn(execution);
        Kept kept = items.of(caseNumber, orderId);
        guard.passExchange(caseNumber, orderId, SERVICE_OWNER.in(execution, "SELLER"), kept.isConfirmed());
        boolean again = kept.promisedOn() != null;
        items.promised(caseNumber, day, again);
        EXCHANGE_PROMISED_DATE.set(execution, day.toString());
        EXCHANGE_PROMISED.set(execution, true);
        EXCHANGE_LATE.set(execution, again);
        deadlines.compute(execution, "wrong-item.exchange");
        record.append(
                caseNumber,
                "exchange-promised",
                (again ? "Exchange late, promised anew for " : "Exchange promised for ") + day,
                Map.of("exchangePromisedDate", day.toString()));
    }
}
