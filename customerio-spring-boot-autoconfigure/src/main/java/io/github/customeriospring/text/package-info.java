/**
 * Texts as they may be sent and as they may be told.
 */
@NullMarked
package io.github.customeriospring.text;

import org.jspecify.annotations.NullMarked;
