package io.github.customeriospring.app;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A part of a long list.
 *
 * @param items what is on the page
 * @param next names the next page; {@code null}, empty or {@code 0} after the last
 */
record Page<T>(List<T> items, @Nullable String next) {

	/** The errors of a broadcast end with a number. */
	private static final Set<String> LAST = Set.of("", "0");

	/** A page that names itself as the next one would never end. */
	@Nullable String nextAfter(String start) {
		return (this.next == null || LAST.contains(this.next) || this.next.equals(start)) ? null : this.next;
	}

}
