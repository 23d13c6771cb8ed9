package io.github.customeriospring.app.catalog;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.app.AppClient;
import io.github.customeriospring.app.AppQueries;
import io.github.customeriospring.app.Query;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.lang.CheckReturnValue;
import org.springframework.util.Assert;

/**
 * Reads the newsletters, campaigns or transactional templates of a workspace and their
 * metrics. All methods fail with a {@link CustomerIoException}; its status is 404 if the
 * id does not exist.
 *
 * @param <T> the type of the entries
 * @since 0.1.0
 */
@CheckReturnValue
public final class MessageCatalog<T> {

	/** The version of the metrics API that has periods and steps. */
	private static final int VERSION = 1;

	private final AppQueries queries;

	private final String path;

	private final String listName;

	private final String name;

	private final Class<T> type;

	private MessageCatalog(AppClient client, String path, String listName, String name, Class<T> type) {
		this.queries = new AppQueries(client);
		this.path = path;
		this.listName = listName;
		this.name = name;
		this.type = type;
	}

	/**
	 * Create the catalog of newsletters.
	 * @param client sends the calls
	 * @return the catalog
	 */
	public static MessageCatalog<Newsletter> newsletters(AppClient client) {
		return new MessageCatalog<>(client, "newsletters", "newsletters", "newsletter", Newsletter.class);
	}

	/**
	 * Create the catalog of campaigns.
	 * @param client sends the calls
	 * @return the catalog
	 */
	public static MessageCatalog<Campaign> campaigns(AppClient client) {
		return new MessageCatalog<>(client, "campaigns", "campaigns", "campaign", Campaign.class);
	}

	/**
	 * Create the catalog of transactional templates.
	 * @param client sends the calls
	 * @return the catalog
	 */
	public static MessageCatalog<TransactionalTemplate> transactionalTemplates(AppClient client) {
		return new MessageCatalog<>(client, "transactional", "messages", "message", TransactionalTemplate.class);
	}

	/**
	 * List all entries.
	 * @return the entries
	 */
	public Flux<T> list() {
		return this.queries.pages(Query.of("/v1/" + this.path), (page) -> page.get("list " + this.path), this.listName,
				this.type);
	}

	/**
	 * Look up an entry.
	 * @param id the entry's id
	 * @return the entry
	 */
	public Mono<T> get(long id) {
		return this.queries.one(Query.of("/v1/" + this.path + "/{id}", id).get("get " + this.path), this.name,
				this.type);
	}

	/**
	 * Return the metrics of an entry's messages.
	 * @param id the entry's id
	 * @param period the length of a period
	 * @param steps the number of periods, from 1 to {@link MetricsPeriod#maxSteps()}; for
	 * campaigns Customer.io returns at least two
	 * @return the metrics
	 */
	public Mono<Metrics> metrics(long id, MetricsPeriod period, int steps) {
		// only the metrics of campaigns have two versions
		Query query = metricsOf(id, "metrics", period, steps).with("version",
				this.path.equals("campaigns") ? VERSION : null);
		return this.queries.one(query.get("get metrics of " + this.path), "metric", Metrics.class);
	}

	/**
	 * Return the clicks on each link in an entry's messages.
	 * @param id the entry's id
	 * @param period the length of a period
	 * @param steps the number of periods, from 1 to {@link MetricsPeriod#maxSteps()}
	 * @param unique whether to count each person only once
	 * @return the links
	 */
	public Flux<LinkMetrics> linkMetrics(long id, MetricsPeriod period, int steps, boolean unique) {
		return this.queries.list(metricsOf(id, "metrics/links", period, steps).with("unique", unique)
			.get("get link metrics of " + this.path), "links", LinkMetrics.class);
	}

	private Query metricsOf(long id, String what, MetricsPeriod period, int steps) {
		Assert.notNull(period, "'period' must not be null");
		Assert.isTrue(steps > 0 && steps <= period.maxSteps(),
				() -> "'steps' must be from 1 to " + period.maxSteps() + " for " + period + ", was " + steps);
		return Query.of("/v1/" + this.path + "/{id}/" + what, id).with("period", period.id()).with("steps", steps);
	}

}
