/** Faster shipping: when a parcel could leave, what was promised and kept, and how fairly (002-01 to 002-23). */
@NullMarked
package org.disputedesk.expedite;

import org.jspecify.annotations.NullMarked;
