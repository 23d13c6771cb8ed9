/**
 * Links from the trace of a batch to the traces of its operations.
 */
@NullMarked
package io.github.customeriospring.tracing;

import org.jspecify.annotations.NullMarked;
