package io.github.customeriospring.app;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items the items on the page
 * @param next the token of the next page; {@code null}, empty or {@code 0} on the last
 * one
 */
record Page<T>(List<T> items, @Nullable String next) {

	/** The list of broadcast errors ends with a 0, other lists end with an empty text. */
	private static final Set<String> LAST = Set.of("", "0");

	/** A page that refers to itself would never end, so it counts as the last one. */
	@Nullable String nextAfter(String start) {
		return (this.next == null || LAST.contains(this.next) || this.next.equals(start)) ? null : this.next;
	}

}
