/** Photos, documents and mails that prove something in a case. */
@NullMarked
package org.disputedesk.attachment;

import org.jspecify.annotations.NullMarked;
