package org.disputedesk.tracking;

import static org.disputedesk.dispute.DisputeFacts.DELIVERY_STATE;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.CaseTexts;
import org.springframework.stereotype.Component;

/** "Record tracking change": keeps a state that the carrier or somebody for him has reported (000-04, 000-06). */
@Component
class RecordTrackingChange implements JavaDelegate {

    private final ParcelNews news;
    private final CaseTexts texts;

    RecordTrackingChange(ParcelNews news, CaseTexts texts) {
        this.news = news;
        this.texts = texts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        DeliveryState state = DeliveryState.find(DELIVERY_STATE.in(execution, ""))
                .orElseThrow(() -> Rejected.field("deliveryState", "Tell the state of the parcel."));
        String words = texts.find(DisputeFacts.CASE_NUMBER.requiredIn(execution), "trackingText")
                .orElse("");
        news.keep(execution, "carrier", state, words);
    }
}
