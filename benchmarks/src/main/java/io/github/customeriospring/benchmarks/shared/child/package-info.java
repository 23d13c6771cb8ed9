/**
 * Processes that the benchmarks of shared limits start.
 */
@NullMarked
package io.github.customeriospring.benchmarks.shared.child;

import org.jspecify.annotations.NullMarked;
