/**
 * Writes what a Spring Batch job reads.
 */
@NullMarked
package io.github.customeriospring.batch;

import org.jspecify.annotations.NullMarked;
