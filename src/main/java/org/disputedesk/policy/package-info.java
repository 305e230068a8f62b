/** What the marketplace demands and forbids, as data with source and certainty; and the guard that holds it. */
@NullMarked
package org.disputedesk.policy;

import org.jspecify.annotations.NullMarked;
