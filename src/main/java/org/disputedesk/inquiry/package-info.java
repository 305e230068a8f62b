/** Inquiries at carriers: opened under their case number, and what they answered (000-14). */
@NullMarked
package org.disputedesk.inquiry;

import org.jspecify.annotations.NullMarked;
