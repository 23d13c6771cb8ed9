/**
 * Permits, and the line in which calls wait for them.
 */
@NullMarked
package io.github.customeriospring.ratelimit;

import org.jspecify.annotations.NullMarked;
