/**
 * The actuator endpoint of the client.
 */
@NullMarked
package io.github.customeriospring.actuate;

import org.jspecify.annotations.NullMarked;
