/**
 * Long runs of the limiter in virtual time.
 */
@NullMarked
package io.github.customeriospring.benchmarks.virtual;

import org.jspecify.annotations.NullMarked;
