/**
 * The rest of the App API: people, segments, exports, and what is made in the user
 * interface.
 */
@NullMarked
package io.github.customeriospring.simulator.app;

import org.jspecify.annotations.NullMarked;
