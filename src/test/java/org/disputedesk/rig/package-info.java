/** The desk from outside: real processes that are killed, two nodes on one PostgreSQL, and a client that keeps count. */
@NullMarked
package org.disputedesk.rig;

import org.jspecify.annotations.NullMarked;
