/**
 * Processes that hand in operations.
 */
@NullMarked
package io.github.customeriospring.benchmarks.store.child;

import org.jspecify.annotations.NullMarked;
