/**
 * The simulator in Spring Boot tests.
 */
@NullMarked
package io.github.customeriospring.simulator.test;

import org.jspecify.annotations.NullMarked;
