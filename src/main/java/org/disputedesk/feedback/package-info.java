/** Asks buyers for feedback: neutrally, once for each order, in the days the marketplace allows, and never by mood. */
@NullMarked
package org.disputedesk.feedback;

import org.jspecify.annotations.NullMarked;
