/** Claims under the A-to-z Guarantee: filed, answered, decided, appealed (000-24, A7, A8). */
@NullMarked
package org.disputedesk.claim;

import org.jspecify.annotations.NullMarked;
