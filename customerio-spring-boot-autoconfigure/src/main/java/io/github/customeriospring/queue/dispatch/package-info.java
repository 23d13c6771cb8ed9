/**
 * The core that the queue and imports share: order, packing, holding, outcomes.
 */
@NullMarked
package io.github.customeriospring.queue.dispatch;

import org.jspecify.annotations.NullMarked;
