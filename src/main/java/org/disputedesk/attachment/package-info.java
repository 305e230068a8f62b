/** What people uploaded to prove something: photos, papers and mails, as they came, and what is still missing. */
@NullMarked
package org.disputedesk.attachment;

import org.jspecify.annotations.NullMarked;
