/**
 * What applications send: operations on people and objects, and the values they consist
 * of.
 */
@NullMarked
package io.github.customeriospring.operation;

import org.jspecify.annotations.NullMarked;
