/**
 * Micrometer observations of calls and of queued operations.
 */
@NullMarked
package io.github.customeriospring.observation;

import org.jspecify.annotations.NullMarked;
