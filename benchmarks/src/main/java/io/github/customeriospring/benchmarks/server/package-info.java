/**
 * The simulated Customer.io in a process of its own.
 */
@NullMarked
package io.github.customeriospring.benchmarks.server;

import org.jspecify.annotations.NullMarked;
