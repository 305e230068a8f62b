/** Measures the desk beside a stock Camunda that runs the same models. Never part of the application. */
@NullMarked
package org.disputebench;

import org.jspecify.annotations.NullMarked;
