/** Letters to buyers: drafted in their language, checked, handed to the outbox. */
@NullMarked
package org.disputedesk.letter;

import org.jspecify.annotations.NullMarked;
