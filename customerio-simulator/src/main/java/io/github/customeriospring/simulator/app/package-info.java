/**
 * The App API apart from messages: people, segments, exports, and resources that are
 * created in the user interface.
 */
@NullMarked
package io.github.customeriospring.simulator.app;

import org.jspecify.annotations.NullMarked;
