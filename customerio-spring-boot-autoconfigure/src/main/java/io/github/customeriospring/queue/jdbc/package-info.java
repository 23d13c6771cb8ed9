/**
 * The queue's store in the application's database.
 */
@NullMarked
package io.github.customeriospring.queue.jdbc;

import org.jspecify.annotations.NullMarked;
