/**
 * Arithmetic, tables and plots.
 */
@NullMarked
package io.github.customeriospring.benchmarks.report;

import org.jspecify.annotations.NullMarked;
