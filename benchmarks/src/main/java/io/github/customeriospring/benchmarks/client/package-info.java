/**
 * Our client and its peers, each driven the way its documentation says.
 */
@NullMarked
package io.github.customeriospring.benchmarks.client;

import org.jspecify.annotations.NullMarked;
