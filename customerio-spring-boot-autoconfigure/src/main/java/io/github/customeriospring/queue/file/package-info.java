/**
 * The queue's store in a file.
 */
@NullMarked
package io.github.customeriospring.queue.file;

import org.jspecify.annotations.NullMarked;
