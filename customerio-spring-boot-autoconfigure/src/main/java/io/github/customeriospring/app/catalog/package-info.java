/**
 * What messages are sent by: newsletters, campaigns, transactional templates.
 */
@NullMarked
package io.github.customeriospring.app.catalog;

import org.jspecify.annotations.NullMarked;
