/**
 * What makes an operation of the Track API invalid.
 */
@NullMarked
package io.github.customeriospring.simulator.rules;

import org.jspecify.annotations.NullMarked;
