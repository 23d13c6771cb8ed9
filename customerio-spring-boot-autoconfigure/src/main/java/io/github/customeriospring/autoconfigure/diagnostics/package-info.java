/**
 * What keeps an application from starting, and what to do about it.
 */
@NullMarked
package io.github.customeriospring.autoconfigure.diagnostics;

import org.jspecify.annotations.NullMarked;
