/**
 * Who watches the queue and imports.
 */
@NullMarked
package io.github.customeriospring.queue.spi;

import org.jspecify.annotations.NullMarked;
