/**
 * The data of the simulated workspace: people, objects, segments and events. It knows
 * nothing of HTTP, limits or faults.
 */
@NullMarked
package io.github.customeriospring.simulator.workspace;

import org.jspecify.annotations.NullMarked;
