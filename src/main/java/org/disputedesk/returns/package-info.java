/** Goods that come back: awaited, received, checked with photos, and restocked or written off (001-02, 001-15, 003-17). */
@NullMarked
package org.disputedesk.returns;

import org.jspecify.annotations.NullMarked;
