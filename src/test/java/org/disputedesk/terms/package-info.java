@NullMarked
package org.disputedesk.terms;

import org.jspecify.annotations.NullMarked;
