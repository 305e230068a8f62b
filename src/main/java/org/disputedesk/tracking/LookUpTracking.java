package org.disputedesk.tracking;

import static org.disputedesk.dispute.DisputeFacts.CARRIER;
import static org.disputedesk.dispute.DisputeFacts.LATEST_DELIVERY_AT;
import static org.disputedesk.dispute.DisputeFacts.TRACKING_KNOWN;
import static org.disputedesk.dispute.DisputeFacts.TRACKING_NUMBER;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.tracking.TrackingSource.Answer.Known;
import org.springframework.stereotype.Component;

/** "Look up tracking": asks the configured sources in order; when none knows, the process asks a person (000-04). */
@Component
class LookUpTracking implements JavaDelegate {

    private final List<TrackingSource> sources;
    private final TrackingSnapshots snapshots;

    LookUpTracking(List<TrackingSource> sources, TrackingSnapshots snapshots) {
        this.sources = sources;
        this.snapshots = snapshots;
    }

    @Override
    public void execute(DelegateExecution execution) throws Exception {
        String number = TRACKING_NUMBER.in(execution);
        TRACKING_KNOWN.set(execution, false);
        boolean isDateKnown = LATEST_DELIVERY_AT.in(execution) != null;
        // without the promised date nobody can say whether the parcel is late, so a person is asked for both
        if (number == null || number.isBlank() || !isDateKnown) {
            return;
        }
        for (TrackingSource source : sources) {
            if (source.ask(number, CARRIER.in(execution)) instanceof Known known) {
                snapshots.keep(execution, source.name(), known, null);
                TRACKING_KNOWN.set(execution, true);
                return;
            }
        }
    }
}
