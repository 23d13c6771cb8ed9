/**
 * Health of the client, from what it knows already.
 */
@NullMarked
package io.github.customeriospring.health;

import org.jspecify.annotations.NullMarked;
