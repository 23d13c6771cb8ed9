/**
 * What applications inject: one method for each thing to tell Customer.io.
 */
@NullMarked
package io.github.customeriospring.template;

import org.jspecify.annotations.NullMarked;
