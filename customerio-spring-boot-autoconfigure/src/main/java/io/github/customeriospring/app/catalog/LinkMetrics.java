package io.github.customeriospring.app.catalog;

/**
 * How often a link was clicked.
 *
 * @param link the link
 * @param metric the counts over time, in the series {@code clicked}
 * @since 0.1.0
 */
public record LinkMetrics(Link link, Metrics metric) {

	/**
	 * A link in a message.
	 *
	 * @param id the link's id
	 * @param href the URL
	 */
	public record Link(long id, String href) {

	}

}
