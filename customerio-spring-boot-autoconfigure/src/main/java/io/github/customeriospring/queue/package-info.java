/**
 * Many operations in one request: the queue and the bulk import, who watches them, and
 * what a store of the queue promises.
 */
@NullMarked
package io.github.customeriospring.queue;

import org.jspecify.annotations.NullMarked;
