@NullMarked
package org.disputedesk.mail;

import org.jspecify.annotations.NullMarked;
