/** What was done for the buyer, checked by the guard before and recorded after. */
@NullMarked
package org.disputedesk.remedy;

import org.jspecify.annotations.NullMarked;
