/**
 * What Customer.io's APIs are known to accept: a list of facts with their sources, and
 * bodies generated from it. Tests check the simulator and clients against it.
 */
@NullMarked
package io.github.customeriospring.simulator.contract;

import org.jspecify.annotations.NullMarked;
