/**
 * The simulator as a standalone process.
 */
@NullMarked
package io.github.customeriospring.simulator.server;

import org.jspecify.annotations.NullMarked;
