package org.disputedesk.remedy;

import java.util.List;
import java.util.Map;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.remedy.Remedies.Remedy;
import org.disputedesk.remedy.Remedies.State;
import org.springframework.stereotype.Component;

/**
 * What becomes of the remedies of a case that is taken off the desk: what was not carried out does not block the order for
 * ever, and what may have been carried out is asked about in the order's next case (000-16, 000-17).
 */
@Component
public class CancelledCase {

    private final Remedies remedies;
    private final EvidenceLog record;

    CancelledCase(Remedies remedies, EvidenceLog record) {
        this.remedies = remedies;
        this.record = record;
    }

    /** Takes back what was only decided, and puts in doubt what had been released to be carried out. */
    public void takeBack(String caseNumber) {
        List<Remedy> open = remedies.all(caseNumber, State.DECIDED, State.RELEASED);
        open.stream().map(Remedy::orderId).distinct().forEach(remedies::lockOrder);
        for (Remedy remedy : open) {
            boolean mayBeDone = remedy.state() == State.RELEASED && !remedy.isInquiry();
            if (mayBeDone) {
                remedies.doubt(remedy);
            } else {
                remedies.end(remedy, State.WITHDRAWN);
            }
            record.append(
                    caseNumber,
                    mayBeDone ? "remedy-in-doubt" : "remedy-withdrawn",
                    (mayBeDone
                                    ? "Case cancelled while a remedy was being carried out; the order's next case asks: "
                                    : "Remedy taken back with its case: ")
                            + remedy.type(),
                    Map.of("remedy", remedy.type()));
        }
    }
}
