/**
 * An import beside live calls.
 */
@NullMarked
package io.github.customeriospring.benchmarks.imports;

import org.jspecify.annotations.NullMarked;
