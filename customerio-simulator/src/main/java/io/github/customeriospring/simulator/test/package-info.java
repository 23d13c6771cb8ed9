/**
 * Support for Spring Boot tests.
 */
@NullMarked
package io.github.customeriospring.simulator.test;

import org.jspecify.annotations.NullMarked;
