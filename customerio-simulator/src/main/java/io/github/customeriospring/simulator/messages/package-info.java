/**
 * Transactional messages and broadcasts.
 */
@NullMarked
package io.github.customeriospring.simulator.messages;

import org.jspecify.annotations.NullMarked;
