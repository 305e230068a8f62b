/** Checks an evidence pack, or the record of a case, without a running desk. Nothing here needs Spring. */
@NullMarked
package org.disputedesk.verify;

import org.jspecify.annotations.NullMarked;
