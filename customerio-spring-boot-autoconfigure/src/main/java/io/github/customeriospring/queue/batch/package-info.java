/**
 * The core that the queue and imports share: order, packing, holding, outcomes.
 */
@NullMarked
package io.github.customeriospring.queue.batch;

import org.jspecify.annotations.NullMarked;
