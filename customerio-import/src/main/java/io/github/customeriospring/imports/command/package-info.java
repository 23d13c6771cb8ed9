/**
 * The command line.
 */
@NullMarked
package io.github.customeriospring.imports.command;

import org.jspecify.annotations.NullMarked;
