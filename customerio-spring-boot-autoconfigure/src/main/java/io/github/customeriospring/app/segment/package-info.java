/**
 * Segments and who is in them.
 */
@NullMarked
package io.github.customeriospring.app.segment;

import org.jspecify.annotations.NullMarked;
