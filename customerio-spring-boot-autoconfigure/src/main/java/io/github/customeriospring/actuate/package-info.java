/**
 * What operators see and change: the endpoints, the health of the client, and the
 * outcomes of calls, which both show.
 */
@NullMarked
package io.github.customeriospring.actuate;

import org.jspecify.annotations.NullMarked;
