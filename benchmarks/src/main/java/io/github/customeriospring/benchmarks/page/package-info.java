/**
 * The page with all results.
 */
@NullMarked
package io.github.customeriospring.benchmarks.page;

import org.jspecify.annotations.NullMarked;
