package io.github.customeriospring.template;

import java.time.Duration;
import java.util.List;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.app.AppClient;
import io.github.customeriospring.app.broadcast.BroadcastOperations;
import io.github.customeriospring.app.catalog.Campaign;
import io.github.customeriospring.app.catalog.MessageCatalog;
import io.github.customeriospring.app.catalog.Newsletter;
import io.github.customeriospring.app.catalog.TransactionalTemplate;
import io.github.customeriospring.app.content.DataCollections;
import io.github.customeriospring.app.content.Senders;
import io.github.customeriospring.app.content.Snippets;
import io.github.customeriospring.app.customer.Customers;
import io.github.customeriospring.app.delivery.Deliveries;
import io.github.customeriospring.app.export.Exports;
import io.github.customeriospring.app.message.MessageOperations;
import io.github.customeriospring.app.segment.Segments;
import io.github.customeriospring.operation.AnonymousEvent;
import io.github.customeriospring.operation.Attributes;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.ObjectIdentifier;
import io.github.customeriospring.operation.RelatedPerson;
import io.github.customeriospring.operation.TrackOperation;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.util.Assert;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The client that applications inject. Thread-safe. Calls wait for a permit of their
 * quota and are retried where that is safe; see the properties under
 * {@code customerio.*}.
 *
 * @since 0.1.0
 */
public class CustomerIoTemplate implements TrackOperations {

	/** As the official SDKs wait for answers. */
	private static final Duration DOWNLOAD_TIMEOUT = Duration.ofSeconds(10);

	private final CustomerIoTransport transport;

	private final AppClient client;

	private final MessageOperations messages;

	private final Exports exports;

	private final Attributes attributes;

	/**
	 * Create a template that downloads exports with a web client of its own.
	 * @param transport sends the requests, limit and retry included
	 */
	public CustomerIoTemplate(CustomerIoTransport transport) {
		this(transport,
				new Exports(new AppClient(transport), WebClient.create(), DOWNLOAD_TIMEOUT, Schedulers.parallel()));
	}

	/**
	 * Create a template.
	 * @param transport sends the requests, limit and retry included
	 * @param exports the operations on exports
	 */
	public CustomerIoTemplate(CustomerIoTransport transport, Exports exports) {
		this(transport, exports, new Attributes(JsonMapper.shared()));
	}

	/**
	 * Create a template.
	 * @param transport sends the requests, limit and retry included
	 * @param exports the operations on exports
	 * @param attributes turns what methods are given into JSON
	 */
	public CustomerIoTemplate(CustomerIoTransport transport, Exports exports, Attributes attributes) {
		Assert.notNull(transport, "'transport' must not be null");
		Assert.notNull(exports, "'exports' must not be null");
		Assert.notNull(attributes, "'attributes' must not be null");
		this.transport = transport;
		this.exports = exports;
		this.attributes = attributes;
		this.client = new AppClient(transport);
		this.messages = MessageOperations.of(this.client);
	}

	/**
	 * Return the operations on transactional messages.
	 * @return the operations
	 */
	public MessageOperations messages() {
		return this.messages;
	}

	/**
	 * Return the operations on API-triggered broadcasts.
	 * @return the operations
	 */
	public BroadcastOperations broadcasts() {
		return new BroadcastOperations(this.client);
	}

	/**
	 * Return the queries for people.
	 * @return the queries
	 */
	public Customers customers() {
		return new Customers(this.client);
	}

	/**
	 * Return the operations on segments.
	 * @return the operations
	 */
	public Segments segments() {
		return new Segments(this.client);
	}

	/**
	 * Return the operations on exports.
	 * @return the operations
	 */
	public Exports exports() {
		return this.exports;
	}

	/**
	 * Return the queries for messages that were sent, of whatever kind.
	 * @return the queries
	 */
	public Deliveries deliveries() {
		return new Deliveries(this.client);
	}

	/**
	 * Return the queries for newsletters.
	 * @return the queries
	 */
	public MessageCatalog<Newsletter> newsletters() {
		return MessageCatalog.newsletters(this.client);
	}

	/**
	 * Return the queries for campaigns.
	 * @return the queries
	 */
	public MessageCatalog<Campaign> campaigns() {
		return MessageCatalog.campaigns(this.client);
	}

	/**
	 * Return the queries for templates of transactional messages.
	 * @return the queries
	 */
	public MessageCatalog<TransactionalTemplate> transactionalTemplates() {
		return MessageCatalog.transactionalTemplates(this.client);
	}

	/**
	 * Return the queries for who messages can be from.
	 * @return the queries
	 */
	public Senders senders() {
		return new Senders(this.client);
	}

	/**
	 * Return the operations on data that messages can use.
	 * @return the operations
	 */
	public DataCollections collections() {
		return new DataCollections(this.client);
	}

	/**
	 * Return the operations on text that messages can use.
	 * @return the operations
	 */
	public Snippets snippets() {
		return new Snippets(this.client);
	}

	/**
	 * Call any path of the App API or the Track API, under the limit that the path counts
	 * against. A {@code GET}, {@code HEAD}, {@code PUT}, {@code DELETE} or
	 * {@code OPTIONS}, and a {@code POST} that only searches ({@code /v1/customers},
	 * {@code /v1/customers/attributes}, {@code /v1/objects}), is repeated like a query;
	 * any other {@code POST} only where it surely was not accepted.
	 * @param <T> the type of the answer
	 * @param method the HTTP method
	 * @param pathTemplate the path with its query as a URI template, beginning with
	 * {@code /v1/} (App) or {@code /api/} (Track), such as
	 * {@code /v1/customers?email={email}}. It stands in logs and errors, so personal data
	 * belongs into the variables, which do not
	 * @param body what is sent as JSON, with names in snake case, or {@code null} for
	 * nothing
	 * @param type the type of the answer, whose names in snake case are read; a
	 * {@code JsonNode} takes any, {@code Void} ignores it
	 * @param variables the values of the template in their order; they are encoded, and
	 * those of the path may not be empty, {@code .} or {@code ..}
	 * @return the answer, empty for an empty one; fails with a
	 * {@link CustomerIoException}
	 * @throws IllegalArgumentException if the path is of neither API or holds an e-mail
	 * address, the variables are not as many as those of the template, or the body can't
	 * be written as JSON
	 */
	public <T> Mono<T> exchange(HttpMethod method, String pathTemplate, @Nullable Object body, Class<T> type,
			Object... variables) {
		return this.client.exchange(AppClient.request(method, pathTemplate, body, variables), type);
	}

	/**
	 * Call any path, as {@link #exchange(HttpMethod, String, Object, Class, Object...)}
	 * does, for an answer of a generic type.
	 * @param <T> the type of the answer
	 * @param method the HTTP method
	 * @param pathTemplate the path with its query as a URI template
	 * @param body what is sent as JSON, or {@code null} for nothing
	 * @param type the type of the answer
	 * @param variables the values of the template in their order
	 * @return the answer, empty for an empty one; fails with a
	 * {@link CustomerIoException}
	 */
	public <T> Mono<T> exchange(HttpMethod method, String pathTemplate, @Nullable Object body,
			ParameterizedTypeReference<T> type, Object... variables) {
		return this.client.exchange(AppClient.request(method, pathTemplate, body, variables), type);
	}

	@Override
	public Mono<Void> send(TrackOperation operation) {
		Assert.notNull(operation, "'operation' must not be null");
		return this.transport.send(CustomerIoRequest.track(operation)).then();
	}

	@Override
	public Mono<Void> identify(Identifier person, Object attributes) {
		return send(TrackOperation.identify(person, this.attributes.of(attributes)));
	}

	@Override
	public Mono<Void> track(Identifier person, String name, Object attributes) {
		return send(TrackOperation.event(person, name, this.attributes.of(attributes)));
	}

	@Override
	public Mono<Void> page(Identifier person, String name, Object attributes) {
		return send(TrackOperation.page(person, name, this.attributes.of(attributes)));
	}

	@Override
	public Mono<Void> screen(Identifier person, String name, Object attributes) {
		return send(TrackOperation.person(person).screen(name, this.attributes.of(attributes)));
	}

	@Override
	public Mono<Void> identifyObject(ObjectIdentifier object, Object attributes, List<RelatedPerson> people) {
		return send(TrackOperation.object(object).identify(this.attributes.of(attributes), people));
	}

	@Override
	public Mono<Void> trackAnonymous(@Nullable String anonymousId, String name, Object attributes) {
		byte[] body = AnonymousEvent.toBytes(anonymousId, name, this.attributes.of(attributes));
		return this.transport.send(CustomerIoRequest.track("anonymous event", "/api/v1/events", body)).then();
	}

}
