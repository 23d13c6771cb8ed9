/**
 * The rate limits: a strict window decides, and an independent meter measures. No code
 * here is shared with the client.
 */
@NullMarked
package io.github.customeriospring.simulator.limits;

import org.jspecify.annotations.NullMarked;
