/**
 * Many operations in one request: the queue and the bulk import.
 */
@NullMarked
package io.github.customeriospring.queue;

import org.jspecify.annotations.NullMarked;
