/**
 * Several instances with one limit, through a Redis that may not be well.
 */
@NullMarked
package io.github.customeriospring.benchmarks.shared;

import org.jspecify.annotations.NullMarked;
