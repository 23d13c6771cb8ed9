/**
 * Connections to Customer.io, through the kind of connector that the application uses.
 */
@NullMarked
package io.github.customeriospring.connector;

import org.jspecify.annotations.NullMarked;
