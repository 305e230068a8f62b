/** What staff see: the case table, the work list, the facts beside each form, the start page. */
@NullMarked
package org.disputedesk.desk;

import org.jspecify.annotations.NullMarked;
