/** Where parcels are, in one vocabulary of nineteen states. */
@NullMarked
package org.disputedesk.tracking;

import org.jspecify.annotations.NullMarked;
