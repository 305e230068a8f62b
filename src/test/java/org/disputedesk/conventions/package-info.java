/** What holds for every model, form, table, letter and class, so that nobody has to remember it. */
@NullMarked
package org.disputedesk.conventions;

import org.jspecify.annotations.NullMarked;
