package io.github.customeriospring.app;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A part of a long list.
 *
 * @param items what is on the page
 * @param next names the next page, or {@code null} or empty after the last
 */
record Page<T>(List<T> items, @Nullable String next) {

	/** A page that names itself as the next one would never end. */
	@Nullable String nextAfter(String start) {
		return (this.next == null || this.next.isEmpty() || this.next.equals(start)) ? null : this.next;
	}

}
