/**
 * A strict Customer.io on loopback: it enforces the rate limits where requests arrive,
 * validates what it is sent, and delays, fails or resets on demand.
 */
@NullMarked
package io.github.customeriospring.simulator;

import org.jspecify.annotations.NullMarked;
