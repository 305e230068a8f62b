package org.disputedesk.tracking;

import static org.disputedesk.dispute.DisputeFacts.CARRIER;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.CaseTexts;
import org.springframework.stereotype.Component;

/** "Record tracking change": keeps a state that the carrier or somebody for him has reported (000-04, 000-06). */
@Component
class RecordTrackingChange implements JavaDelegate {

    private final ParcelNews news;
    private final StatusWords words;
    private final CaseTexts texts;

    RecordTrackingChange(ParcelNews news, StatusWords words, CaseTexts texts) {
        this.news = news;
        this.words = words;
        this.texts = texts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String copied = texts.find(caseNumber, RecordTracking.COPIED_TEXT).orElse("");
        DeliveryState state = DeliveryState.find(DELIVERY_STATE.in(execution, ""))
                .or(() -> words.inText(CARRIER.in(execution), copied))
                .orElseThrow(() -> Rejected.field(
                        "deliveryState", "Tell the state of the parcel, or words of the carrier that the desk knows."));
        news.keep(execution, "carrier", state, copied, false);
        texts.put(caseNumber, RecordTracking.COPIED_TEXT, "");
    }
}
