/**
 * What one permit costs.
 */
@NullMarked
package io.github.customeriospring.benchmarks.permit;

import org.jspecify.annotations.NullMarked;
