/**
 * The innermost layer: the HTTP exchange of each attempt, and the meaning of its
 * response.
 */
@NullMarked
package io.github.customeriospring.webclient;

import org.jspecify.annotations.NullMarked;
