/**
 * Messages that were sent.
 */
@NullMarked
package io.github.customeriospring.app.delivery;

import org.jspecify.annotations.NullMarked;
