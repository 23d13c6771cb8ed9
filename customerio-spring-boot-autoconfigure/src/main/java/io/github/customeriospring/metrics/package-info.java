/**
 * Micrometer meters of the client.
 */
@NullMarked
package io.github.customeriospring.metrics;

import org.jspecify.annotations.NullMarked;
