/** What a letter to a buyer may not say, found in its words: rules as tables, and code for what words cannot tell. */
@NullMarked
package org.disputedesk.lint;

import org.jspecify.annotations.NullMarked;
