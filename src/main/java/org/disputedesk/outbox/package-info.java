/** Effects outside the database: written with the step that wants them, carried out after it is committed. */
@NullMarked
package org.disputedesk.outbox;

import org.jspecify.annotations.NullMarked;
