/** Invented orders and cases to try the desk with. Only in profile demo. */
@NullMarked
package org.disputedesk.simulation;

import org.jspecify.annotations.NullMarked;
