/**
 * Checks for texts that are sent, and masking for texts that are logged.
 */
@NullMarked
package io.github.customeriospring.text;

import org.jspecify.annotations.NullMarked;
