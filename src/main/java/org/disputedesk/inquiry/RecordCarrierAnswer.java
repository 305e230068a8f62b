package org.disputedesk.inquiry;

import static org.disputedesk.dispute.DisputeFacts.CARRIER_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CARRIER_CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.CARRIER_PAYS;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.CURRENCY;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.PARCEL_MOVED;
import static org.disputedesk.dispute.DisputeFacts.REMEDY;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_STATE;

import java.util.Currency;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.ledger.Recoveries;
import org.disputedesk.remedy.Inquiries;
import org.disputedesk.tracking.DeliveryState;
import org.disputedesk.tracking.ParcelNews;
import org.springframework.stereotype.Component;

/** "Record carrier answer": keeps what the carrier found out and what it means for where the parcel is (000-06, 000-14). */
@Component
class RecordCarrierAnswer implements JavaDelegate {

    static final String WORDS = "carrierWords";

    private static final Map<String, DeliveryState> MEANS = Map.of(
            "FOUND", DeliveryState.IN_TRANSIT,
            "DELIVERED", DeliveryState.DELIVERED,
            "LOST", DeliveryState.LOST,
            "RETURNED", DeliveryState.RETURNED);

    /** The carrier has looked and does not know: where tracking saw the parcel last stays known. */
    private static final String NO_TRACE = "NO_TRACE";

    private static final Set<String> SENT = Set.of("DONE", "SETTLED", "FAILED");

    private final Inquiries inquiries;
    private final ParcelNews parcels;
    private final CaseTexts texts;
    private final Deadlines deadlines;
    private final Recoveries recoveries;
    private final EvidenceLog record;

    RecordCarrierAnswer(
            Inquiries inquiries,
            ParcelNews parcels,
            CaseTexts texts,
            Deadlines deadlines,
            Recoveries recoveries,
            EvidenceLog record) {
        this.recoveries = recoveries;
        this.inquiries = inquiries;
        this.parcels = parcels;
        this.texts = texts;
        this.deadlines = deadlines;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String answer = CARRIER_ANSWER.in(execution, "");
        DeliveryState means = MEANS.get(answer);
        if (means == null && !answer.equals(NO_TRACE)) {
            throw Rejected.because("carrierAnswer", "noCarrierAnswer");
        }
        String words = texts.find(caseNumber, WORDS).orElse("");
        inquiries.answered(execution, answer);
        pays(execution, caseNumber);
        if (means == null) {
            PARCEL_MOVED.set(execution, false);
        } else if (!followsReplacement(execution)) {
            parcels.keep(execution, "carrier", means, words, answer.equals("FOUND"));
        }
        deadlines.met(caseNumber, "inquiry.reminder");
        deadlines.met(caseNumber, "inquiry.escalation");
        record.appendAs(
                "carrier",
                caseNumber,
                "carrier-answered",
                "Carrier answered: " + answer,
                Map.of("carrierAnswer", answer, "commitment", texts.commitment(caseNumber, words)));
    }

    /** What the carrier grants is booked for the order, and asked for anew with the next answer (001-15). */
    private void pays(DelegateExecution execution, String caseNumber) {
        String amount = CARRIER_PAYS.in(execution, "");
        if (!amount.isBlank()) {
            String code = CURRENCY.in(execution, "");
            recoveries.grantedByCarrier(
                    caseNumber,
                    ORDER_ID.requiredIn(execution),
                    CARRIER_PAYS.name(),
                    amount,
                    code.isBlank()
                            ? Marketplace.of(MARKETPLACE.requiredIn(execution)).currency()
                            : Currency.getInstance(code),
                    CARRIER_CASE_NUMBER.in(execution, ""));
            CARRIER_PAYS.set(execution, "");
        }
    }

    /** The carrier was asked for the first parcel; what it says of that is not said of the one sent since. */
    private static boolean followsReplacement(DelegateExecution execution) {
        return REMEDY.in(execution, "").equals("REPLACEMENT") && SENT.contains(REMEDY_STATE.in(execution, ""));
    }
}
