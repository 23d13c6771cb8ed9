/**
 * Takes operations from Kafka topics into the queue.
 */
@NullMarked
package io.github.customeriospring.kafka;

import org.jspecify.annotations.NullMarked;
