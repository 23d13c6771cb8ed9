/**
 * What Customer.io's interfaces are known to take: a list of facts with their sources,
 * and bodies made from it. Tests hold the simulator and clients to it.
 */
@NullMarked
package io.github.customeriospring.simulator.contract;

import org.jspecify.annotations.NullMarked;
