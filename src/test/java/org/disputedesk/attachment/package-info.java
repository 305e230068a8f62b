@NullMarked
package org.disputedesk.attachment;

import org.jspecify.annotations.NullMarked;
