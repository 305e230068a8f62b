package org.disputedesk.expedite;

import static org.disputedesk.dispute.DisputeFacts.CARRIER;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.CURRENCY;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;
import static org.disputedesk.dispute.DisputeFacts.EXPEDITE_COST;
import static org.disputedesk.dispute.DisputeFacts.EXPEDITE_STATE;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_STATE;
import static org.disputedesk.dispute.DisputeFacts.TRACKING_NUMBER;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.dispute.Typed;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.orders.Order.Money;
import org.springframework.stereotype.Component;

/**
 * "Record dispatch": the parcel has left as promised. Without carrier and tracking number it has not, whoever says so, since
 * nobody could follow it or tell the buyer (002-10, 002-11).
 */
@Component
class RecordDispatch implements JavaDelegate {

    private final ExpediteRequests requests;
    private final Deadlines deadlines;
    private final EvidenceLog record;

    RecordDispatch(ExpediteRequests requests, Deadlines deadlines, EvidenceLog record) {
        this.requests = requests;
        this.deadlines = deadlines;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String number = TRACKING_NUMBER.in(execution, "").strip();
        String carrier = CARRIER.in(execution, "").strip();
        if (number.isEmpty()) {
            throw Rejected.because("trackingNumber", "noTrackingNumber");
        }
        if (carrier.isEmpty()) {
            throw Rejected.because("carrier", "noCarrier");
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("carrier", carrier);
        facts.put("trackingNumber", number);
        BigDecimal cost = null;
        String currency = null;
        if (!EXPEDITE_COST.in(execution, "").isBlank()) {
            Currency unit = currency(execution);
            cost = cost(EXPEDITE_COST.requiredIn(execution), unit);
            currency = unit.getCurrencyCode();
            facts.put("expediteCost", cost.toPlainString());
            facts.put("currency", currency);
        }
        TRACKING_NUMBER.set(execution, number);
        CARRIER.set(execution, carrier);
        DELIVERY_STATE.set(execution, "INFO_RECEIVED");
        ORDER_STATE.set(execution, "SHIPPED");
        EXPEDITE_STATE.set(execution, "SHIPPED");
        requests.shipped(caseNumber, cost, currency);
        deadlines.met(caseNumber, "expedite.dispatch");
        record.append(caseNumber, "shipped-early", "Shipped early: " + carrier + ", " + number, facts);
    }

    private static BigDecimal cost(String told, Currency unit) {
        try {
            return new Money(Typed.amount("expediteCost", told), unit).amount();
        } catch (Rejected e) {
            throw e.errors().isEmpty() ? Rejected.field("expediteCost", String.valueOf(e.getMessage())) : e;
        }
    }

    private static Currency currency(DelegateExecution execution) {
        String code = CURRENCY.in(execution, "");
        return code.isBlank()
                ? Marketplace.of(MARKETPLACE.requiredIn(execution)).currency()
                : Currency.getInstance(code);
    }
}
