/**
 * A small web service that sends people and events to Customer.io.
 */
@NullMarked
package io.github.customeriospring.sample;

import org.jspecify.annotations.NullMarked;
