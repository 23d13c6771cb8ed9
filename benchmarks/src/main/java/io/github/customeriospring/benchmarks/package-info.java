/**
 * Measures the client against its peers, and against what was promised.
 */
@NullMarked
package io.github.customeriospring.benchmarks;

import org.jspecify.annotations.NullMarked;
