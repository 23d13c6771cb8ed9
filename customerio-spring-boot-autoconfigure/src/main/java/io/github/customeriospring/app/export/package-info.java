/**
 * Exports of people and messages, and their download.
 */
@NullMarked
package io.github.customeriospring.app.export;

import org.jspecify.annotations.NullMarked;
