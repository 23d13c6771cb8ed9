/**
 * The queue in memory, the importer, and the configuration that chooses the queue.
 */
@NullMarked
package io.github.customeriospring.queue.memory;

import org.jspecify.annotations.NullMarked;
