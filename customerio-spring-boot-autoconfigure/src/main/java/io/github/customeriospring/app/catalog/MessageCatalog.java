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
 * Reads what sends messages, one kind of it, and how well it does. Answers fail with a
 * {@link CustomerIoException}, of status 404 where there is no such thing.
 *
 * @param <T> the kind
 * @since 0.1.0
 */
@CheckReturnValue
public final class MessageCatalog<T> {

	/** The one with periods and steps. */
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
	 * List all.
	 * @return all of the kind
	 */
	public Flux<T> list() {
		return this.queries.pages(Query.of("/v1/" + this.path), (page) -> page.get("list " + this.path), this.listName,
				this.type);
	}

	/**
	 * Look one up.
	 * @param id its id
	 * @return what was found
	 */
	public Mono<T> get(long id) {
		return this.queries.one(Query.of("/v1/" + this.path + "/{id}", id).get("get " + this.path), this.name,
				this.type);
	}

	/**
	 * Count what became of its messages.
	 * @param id its id
	 * @param period the unit of time
	 * @param steps over how many periods, from 1 to {@link MetricsPeriod#maxSteps()}; of
	 * campaigns Customer.io counts at least two
	 * @return the counts
	 */
	public Mono<Metrics> metrics(long id, MetricsPeriod period, int steps) {
		// campaigns alone have two versions, and must be told which
		Query query = metricsOf(id, "metrics", period, steps).with("version",
				this.path.equals("campaigns") ? VERSION : null);
		return this.queries.one(query.get("get metrics of " + this.path), "metric", Metrics.class);
	}

	/**
	 * Count the clicks on each link of its messages.
	 * @param id its id
	 * @param period the unit of time
	 * @param steps over how many periods, from 1 to {@link MetricsPeriod#maxSteps()}
	 * @param unique whether a person who clicks twice counts once
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
