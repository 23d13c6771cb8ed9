/**
 * The last layer: one HTTP exchange an attempt, and what its answer means.
 */
@NullMarked
package io.github.customeriospring.webclient;

import org.jspecify.annotations.NullMarked;
