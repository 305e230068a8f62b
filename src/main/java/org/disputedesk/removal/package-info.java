/** Negative feedback: asks Amazon to remove it where its criteria are met, and otherwise helps to reply in public. */
@NullMarked
package org.disputedesk.removal;

import org.jspecify.annotations.NullMarked;
