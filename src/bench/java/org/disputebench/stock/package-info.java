/** The other contestant: Camunda's own Spring Boot starter with nothing but stubs for the delegates. */
@NullMarked
package org.disputebench.stock;

import org.jspecify.annotations.NullMarked;
