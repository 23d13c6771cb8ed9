/**
 * The import of a file from the command line.
 */
@NullMarked
package io.github.customeriospring.sample.imports;

import org.jspecify.annotations.NullMarked;
