/**
 * The Track API in both versions.
 */
@NullMarked
package io.github.customeriospring.simulator.track;

import org.jspecify.annotations.NullMarked;
