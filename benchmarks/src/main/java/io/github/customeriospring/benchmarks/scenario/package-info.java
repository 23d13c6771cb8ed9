/**
 * What happens to many calls in good and bad weather.
 */
@NullMarked
package io.github.customeriospring.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
