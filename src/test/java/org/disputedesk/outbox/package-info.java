/** Tests of the outbox. */
@NullMarked
package org.disputedesk.outbox;

import org.jspecify.annotations.NullMarked;
