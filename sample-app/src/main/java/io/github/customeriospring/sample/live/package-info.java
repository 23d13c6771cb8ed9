/**
 * The live page: what the client does at this moment, and buttons that give it work and
 * trouble.
 */
@NullMarked
package io.github.customeriospring.sample.live;

import org.jspecify.annotations.NullMarked;
