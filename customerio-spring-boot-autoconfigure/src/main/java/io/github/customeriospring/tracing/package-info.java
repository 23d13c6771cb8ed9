/**
 * What Micrometer Tracing does not do by itself.
 */
@NullMarked
package io.github.customeriospring.tracing;

import org.jspecify.annotations.NullMarked;
