package io.github.customeriospring.app.catalog;

import java.util.List;
import java.util.Map;

/**
 * Counts over time, such as how many messages were {@code sent}, {@code opened} or
 * {@code clicked}.
 *
 * @param series for each name the counts of the periods, oldest first
 * @since 0.1.0
 */
public record Metrics(Map<String, List<Long>> series) {

	/**
	 * Return the counts of a series.
	 * @param name the name, such as {@code delivered}
	 * @return the count of each period, oldest first; empty if there is no such series
	 */
	public List<Long> series(String name) {
		return this.series.getOrDefault(name, List.of());
	}

	/**
	 * Return the total of a series.
	 * @param name the name, such as {@code delivered}
	 * @return the sum over all periods, 0 if there is no such series
	 */
	public long total(String name) {
		return series(name).stream().mapToLong(Long::longValue).sum();
	}

}
