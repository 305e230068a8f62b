/** Suspected fraud: the records are held and a neutral report is made; nobody is accused (000-18 to 000-20). */
@NullMarked
package org.disputedesk.hold;

import org.jspecify.annotations.NullMarked;
