/**
 * Applications in processes of their own, which can be ended and have little memory, and
 * the scenarios that need such.
 */
@NullMarked
package io.github.customeriospring.benchmarks.weather.child;

import org.jspecify.annotations.NullMarked;
