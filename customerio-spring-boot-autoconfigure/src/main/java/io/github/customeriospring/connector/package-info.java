/**
 * Connections to Customer.io: the application's kind of connector, tuned.
 */
@NullMarked
package io.github.customeriospring.connector;

import org.jspecify.annotations.NullMarked;
