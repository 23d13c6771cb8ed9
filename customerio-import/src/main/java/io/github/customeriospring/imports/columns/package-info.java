/**
 * What the columns of a file are called, hold and become.
 */
@NullMarked
package io.github.customeriospring.imports.columns;

import org.jspecify.annotations.NullMarked;
