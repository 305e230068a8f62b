/** The engine as the desk runs it: deployment, clock, users, security, history. Knows no dispute. */
@NullMarked
package org.disputedesk.engine;

import org.jspecify.annotations.NullMarked;
