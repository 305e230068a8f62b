package org.disputedesk.policy;

import static org.mockito.Mockito.mock;

import org.disputedesk.evidence.EvidenceLog;

/** The guard, asked what it would say; nothing is attempted, so nothing is recorded. */
public final class TestGuard {

    private TestGuard() {}

    /** The guard of a policy pack. */
    public static Guard of(PolicyPack pack) {
        return new Guard(pack, mock(EvidenceLog.class));
    }
}
