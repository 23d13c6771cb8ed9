/**
 * From lines to operations: columns, types, identifiers.
 */
@NullMarked
package io.github.customeriospring.imports.mapping;

import org.jspecify.annotations.NullMarked;
