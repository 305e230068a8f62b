/** Dispute Desk: order disputes of marketplace sellers as BPMN processes. One package per capability. */
@NullMarked
package org.disputedesk;

import org.jspecify.annotations.NullMarked;
