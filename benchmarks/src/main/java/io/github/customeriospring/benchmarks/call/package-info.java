/**
 * What one call costs beside a bare web client.
 */
@NullMarked
package io.github.customeriospring.benchmarks.call;

import org.jspecify.annotations.NullMarked;
