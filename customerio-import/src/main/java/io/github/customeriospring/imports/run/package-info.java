/**
 * One import of a file: reads, sends, and notes what becomes of each line.
 */
@NullMarked
package io.github.customeriospring.imports.run;

import org.jspecify.annotations.NullMarked;
