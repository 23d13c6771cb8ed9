/**
 * Auto-configuration of the client.
 */
@NullMarked
package io.github.customeriospring.autoconfigure;

import org.jspecify.annotations.NullMarked;
