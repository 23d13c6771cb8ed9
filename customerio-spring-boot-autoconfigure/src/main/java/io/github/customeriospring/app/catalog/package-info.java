/**
 * The sources of messages: newsletters, campaigns and transactional templates.
 */
@NullMarked
package io.github.customeriospring.app.catalog;

import org.jspecify.annotations.NullMarked;
