/** Cancellations that were asked for at Amazon: filed, decided, and what becomes of the parcel meanwhile (001-03, 001-04). */
@NullMarked
package org.disputedesk.cancellation;

import org.jspecify.annotations.NullMarked;
