package org.disputedesk.evidence;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whoever may need the personal data of a case longer than the policy pack allows to keep them without a reason (000-19). */
public interface KeptForNow {

    /** Why the data of this case must be kept today, as a code such as {@code CLAIM_OPEN}; empty when they need not. */
    Optional<String> reason(String caseNumber, @Nullable String orderId);
}
