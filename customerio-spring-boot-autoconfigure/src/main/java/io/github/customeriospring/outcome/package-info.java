/**
 * The outcomes of calls, for the health indicator and the endpoint.
 */
@NullMarked
package io.github.customeriospring.outcome;

import org.jspecify.annotations.NullMarked;
