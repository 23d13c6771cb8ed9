/**
 * The tables of the stores that speak SQL.
 */
@NullMarked
package io.github.customeriospring.queue.sql;

import org.jspecify.annotations.NullMarked;
