/**
 * Transactional messages and broadcasts: what is sent by the App API.
 */
@NullMarked
package io.github.customeriospring.simulator.messages;

import org.jspecify.annotations.NullMarked;
