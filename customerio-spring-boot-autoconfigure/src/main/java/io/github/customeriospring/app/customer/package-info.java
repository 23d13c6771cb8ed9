/**
 * People: search, attributes, activities and what else is known of them.
 */
@NullMarked
package io.github.customeriospring.app.customer;

import org.jspecify.annotations.NullMarked;
