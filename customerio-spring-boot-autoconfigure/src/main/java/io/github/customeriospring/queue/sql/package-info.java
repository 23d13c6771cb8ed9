/**
 * The two stores of the queue that speak SQL, in a file and in the application's
 * database, and their tables.
 */
@NullMarked
package io.github.customeriospring.queue.sql;

import org.jspecify.annotations.NullMarked;
