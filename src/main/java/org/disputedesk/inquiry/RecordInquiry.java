package org.disputedesk.inquiry;

import static org.disputedesk.dispute.DisputeFacts.CARRIER;
import static org.disputedesk.dispute.DisputeFacts.CARRIER_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.CARRIER_CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.REMEDY_DONE_AT;
import static org.disputedesk.dispute.DisputeFacts.TRACKING_NUMBER;

import java.time.Clock;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.remedy.Inquiries;
import org.springframework.stereotype.Component;

/** "Record inquiry": keeps the number under which the carrier looks for the parcel (000-14, 000-17). */
@Component
class RecordInquiry implements JavaDelegate {

    private final Inquiries inquiries;
    private final Clock clock;
    private final EvidenceLog record;

    RecordInquiry(Inquiries inquiries, Clock clock, EvidenceLog record) {
        this.inquiries = inquiries;
        this.clock = clock;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String number = CARRIER_CASE_NUMBER.in(execution, "").strip();
        if (number.isEmpty()) {
            throw Rejected.because("carrierCaseNumber", "noInquiryNumber");
        }
        inquiries.opened(execution, number);
        CARRIER_ANSWER.set(execution, "");
        REMEDY_DONE_AT.set(execution, Date.from(clock.instant()));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("carrierCaseNumber", number);
        facts.put("carrier", CARRIER.in(execution));
        facts.put("trackingNumber", TRACKING_NUMBER.in(execution));
        record.append(caseNumber, "inquiry-opened", "Carrier asked under " + number, facts);
    }
}
