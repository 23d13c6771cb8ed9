/**
 * Support for JUnit Jupiter tests.
 */
@NullMarked
package io.github.customeriospring.simulator.junit;

import org.jspecify.annotations.NullMarked;
