/** How disputes come in: cases and events, by form or API, each exactly once. */
@NullMarked
package org.disputedesk.intake;

import org.jspecify.annotations.NullMarked;
