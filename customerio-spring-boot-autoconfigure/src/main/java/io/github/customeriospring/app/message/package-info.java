/**
 * Transactional messages.
 */
@NullMarked
package io.github.customeriospring.app.message;

import org.jspecify.annotations.NullMarked;
