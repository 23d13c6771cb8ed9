/**
 * The health of the client, based on what it already knows.
 */
@NullMarked
package io.github.customeriospring.health;

import org.jspecify.annotations.NullMarked;
