/**
 * Which lines are done, so that an import can be resumed.
 */
@NullMarked
package io.github.customeriospring.imports.journal;

import org.jspecify.annotations.NullMarked;
