/**
 * People: search, attributes, activities, messages and preferences.
 */
@NullMarked
package io.github.customeriospring.app.customer;

import org.jspecify.annotations.NullMarked;
