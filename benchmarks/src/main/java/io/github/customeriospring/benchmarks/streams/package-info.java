/**
 * A Spring Batch job and Kafka topics at full scale, with kills.
 */
@NullMarked
package io.github.customeriospring.benchmarks.streams;

import org.jspecify.annotations.NullMarked;
