/** The desk over HTTP, with real logins, asked for what it should not give. */
@NullMarked
package org.disputedesk.web;

import org.jspecify.annotations.NullMarked;
