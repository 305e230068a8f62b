/** The append-only record of everything that was done, hash-chained per case. */
@NullMarked
package org.disputedesk.evidence;

import org.jspecify.annotations.NullMarked;
