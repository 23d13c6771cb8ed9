/**
 * A strict simulation of Customer.io on loopback. It enforces the rate limits on arrival,
 * validates requests, and injects delays, errors and resets on demand.
 */
@NullMarked
package io.github.customeriospring.simulator;

import org.jspecify.annotations.NullMarked;
