/**
 * The queue over a store that outlives the process.
 */
@NullMarked
package io.github.customeriospring.queue.store;

import org.jspecify.annotations.NullMarked;
