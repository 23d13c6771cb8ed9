/**
 * Retries calls that were not accepted and cannot take effect twice.
 */
@NullMarked
package io.github.customeriospring.retry;

import org.jspecify.annotations.NullMarked;
