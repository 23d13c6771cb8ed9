/**
 * Bad weather at full scale: nothing that was handed in is lost.
 */
@NullMarked
package io.github.customeriospring.benchmarks.weather;

import org.jspecify.annotations.NullMarked;
