/**
 * The interfaces and tools that the layers of the client share.
 */
@NullMarked
package io.github.customeriospring.layer;

import org.jspecify.annotations.NullMarked;
