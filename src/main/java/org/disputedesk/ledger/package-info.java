/** What an order has cost whom, what holds it, and what may still come back: one view over all its cases. */
@NullMarked
package org.disputedesk.ledger;

import org.jspecify.annotations.NullMarked;
