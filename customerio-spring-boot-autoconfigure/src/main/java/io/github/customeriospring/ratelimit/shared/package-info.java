/**
 * One limit for many instances: permits are leased from a shared state in Redis or
 * Valkey.
 */
@NullMarked
package io.github.customeriospring.ratelimit.shared;

import org.jspecify.annotations.NullMarked;
