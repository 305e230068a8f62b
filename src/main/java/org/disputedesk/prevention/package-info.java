/** Why disputes happen, kept so that the next ones can be prevented (000-21 to 000-23). */
@NullMarked
package org.disputedesk.prevention;

import org.jspecify.annotations.NullMarked;
