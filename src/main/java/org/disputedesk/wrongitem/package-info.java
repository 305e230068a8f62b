/** Another item than the ordered one: photos, a person's look at them, reminders, and what was promised (003-01 to 003-23). */
@NullMarked
package org.disputedesk.wrongitem;

import org.jspecify.annotations.NullMarked;
