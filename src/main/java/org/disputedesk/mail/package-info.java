/** Mails of the marketplace are read, told apart and put into the cases they belong to, each exactly once. */
@NullMarked
package org.disputedesk.mail;

import org.jspecify.annotations.NullMarked;
