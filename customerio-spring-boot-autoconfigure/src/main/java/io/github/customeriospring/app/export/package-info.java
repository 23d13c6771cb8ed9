/**
 * Exports: made by Customer.io, downloaded from where it puts them.
 */
@NullMarked
package io.github.customeriospring.app.export;

import org.jspecify.annotations.NullMarked;
