/** The words every room and capability shares: facts, case numbers, order ids, marketplaces. Knows nothing else. */
@NullMarked
package org.disputedesk.dispute;

import org.jspecify.annotations.NullMarked;
