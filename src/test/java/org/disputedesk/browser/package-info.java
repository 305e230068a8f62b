/** The desk as people see it: Tasklist in a real browser, in their language. */
@NullMarked
package org.disputedesk.browser;

import org.jspecify.annotations.NullMarked;
