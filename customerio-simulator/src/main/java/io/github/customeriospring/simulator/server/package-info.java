/**
 * The simulator as a process of its own.
 */
@NullMarked
package io.github.customeriospring.simulator.server;

import org.jspecify.annotations.NullMarked;
