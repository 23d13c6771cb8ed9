/**
 * API-triggered broadcasts.
 */
@NullMarked
package io.github.customeriospring.app.broadcast;

import org.jspecify.annotations.NullMarked;
