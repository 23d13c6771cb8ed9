/**
 * The content of messages: senders, data collections and snippets.
 */
@NullMarked
package io.github.customeriospring.app.content;

import org.jspecify.annotations.NullMarked;
