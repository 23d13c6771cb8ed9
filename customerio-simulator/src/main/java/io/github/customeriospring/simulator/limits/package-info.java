/**
 * The rate limits, judged by a strict window and measured apart from it. Nothing here is
 * shared with a client.
 */
@NullMarked
package io.github.customeriospring.simulator.limits;

import org.jspecify.annotations.NullMarked;
