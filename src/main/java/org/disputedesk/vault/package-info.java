/** Seals what tells who a buyer is, under a key of its own per case or order, so that dropping the key erases it. */
@NullMarked
package org.disputedesk.vault;

import org.jspecify.annotations.NullMarked;
