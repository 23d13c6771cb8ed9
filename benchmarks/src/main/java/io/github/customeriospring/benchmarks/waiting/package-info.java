/**
 * What a waiting call costs.
 */
@NullMarked
package io.github.customeriospring.benchmarks.waiting;

import org.jspecify.annotations.NullMarked;
