/**
 * Validation of the Track API's operations.
 */
@NullMarked
package io.github.customeriospring.simulator.rules;

import org.jspecify.annotations.NullMarked;
