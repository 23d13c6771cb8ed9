/**
 * What is done, so that an import that was killed goes on where it was.
 */
@NullMarked
package io.github.customeriospring.sample.imports.journal;

import org.jspecify.annotations.NullMarked;
