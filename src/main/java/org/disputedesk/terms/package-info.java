/** What the shop has published for its buyers, in its own words, each wording kept for as long as a letter may quote it (001-17). */
@NullMarked
package org.disputedesk.terms;

import org.jspecify.annotations.NullMarked;
