/**
 * The App API: JSON calls, and the operations on top of them in subpackages.
 */
@NullMarked
package io.github.customeriospring.app;

import org.jspecify.annotations.NullMarked;
