/**
 * What messages are made of: senders, collections, snippets.
 */
@NullMarked
package io.github.customeriospring.app.content;

import org.jspecify.annotations.NullMarked;
