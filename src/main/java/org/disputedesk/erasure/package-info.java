/** Personal data of buyers go when the policy pack says so, unless something is written down as the reason to keep them. */
@NullMarked
package org.disputedesk.erasure;

import org.jspecify.annotations.NullMarked;
