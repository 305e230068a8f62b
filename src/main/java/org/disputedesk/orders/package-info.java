/** The order book: what the desk knows of orders, from imported reports or from staff. */
@NullMarked
package org.disputedesk.orders;

import org.jspecify.annotations.NullMarked;
