/**
 * The permits of a limit, as arithmetic: each method is told the time, and nothing here
 * waits.
 */
@NullMarked
package io.github.customeriospring.ratelimit.window;

import org.jspecify.annotations.NullMarked;
