/**
 * Segments and their members.
 */
@NullMarked
package io.github.customeriospring.app.segment;

import org.jspecify.annotations.NullMarked;
