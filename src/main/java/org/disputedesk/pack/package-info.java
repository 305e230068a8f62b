/** Makes the evidence pack of a case: what a claims clerk reads, and what proves that nobody changed it. */
@NullMarked
package org.disputedesk.pack;

import org.jspecify.annotations.NullMarked;
