/** Deadlines: computed from the policy pack, in the marketplace's zone, and able to explain themselves. */
@NullMarked
package org.disputedesk.calendar;

import org.jspecify.annotations.NullMarked;
