/**
 * From the bytes of a file to its lines and records.
 */
@NullMarked
package io.github.customeriospring.imports.reading;

import org.jspecify.annotations.NullMarked;
