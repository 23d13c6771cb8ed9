/**
 * From the lines of a file to operations.
 */
@NullMarked
package io.github.customeriospring.sample.imports.lines;

import org.jspecify.annotations.NullMarked;
