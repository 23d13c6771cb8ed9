/**
 * What the simulated Customer.io knows and by which rules it accepts more: people,
 * objects, segments, events. It knows nothing of HTTP, limits or faults.
 */
@NullMarked
package io.github.customeriospring.simulator.workspace;

import org.jspecify.annotations.NullMarked;
