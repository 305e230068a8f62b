/** One order with all its cases: what was given, what holds it, what it has cost, and what is still possible. */
@NullMarked
package org.disputedesk.overview;

import org.jspecify.annotations.NullMarked;
