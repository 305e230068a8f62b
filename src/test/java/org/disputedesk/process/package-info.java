/** The stories: every room of the desk walked from end to end, with everything of ours real. */
@NullMarked
package org.disputedesk.process;

import org.jspecify.annotations.NullMarked;
