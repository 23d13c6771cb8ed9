/**
 * The queue in a file and in a database: kills, outages, throughput.
 */
@NullMarked
package io.github.customeriospring.benchmarks.store;

import org.jspecify.annotations.NullMarked;
