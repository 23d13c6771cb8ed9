/**
 * What is sent: operations on people and objects, and the words they are made of.
 */
@NullMarked
package io.github.customeriospring.operation;

import org.jspecify.annotations.NullMarked;
