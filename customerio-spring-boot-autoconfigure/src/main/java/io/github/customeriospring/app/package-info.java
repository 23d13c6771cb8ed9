/**
 * The App API: JSON calls here, and operations built on them in the subpackages.
 */
@NullMarked
package io.github.customeriospring.app;

import org.jspecify.annotations.NullMarked;
