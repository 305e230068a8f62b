/** Somebody looks into Seller Central regularly, and the desk says when that was last done (001-11). */
@NullMarked
package org.disputedesk.look;

import org.jspecify.annotations.NullMarked;
