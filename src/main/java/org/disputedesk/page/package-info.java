/** The pages of cases for staff: everything of a case on one page, and the form that tells it what arrived (000-09). */
@NullMarked
package org.disputedesk.page;

import org.jspecify.annotations.NullMarked;
