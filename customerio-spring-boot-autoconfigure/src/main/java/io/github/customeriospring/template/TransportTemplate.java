package io.github.customeriospring.template;

import java.time.Duration;
import java.util.List;

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
import io.github.customeriospring.app.message.Delivery;
import io.github.customeriospring.app.message.MessageOperations;
import io.github.customeriospring.app.message.TransactionalMessage;
import io.github.customeriospring.app.segment.Segments;
import io.github.customeriospring.operation.AnonymousEvent;
import io.github.customeriospring.operation.Attributes;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.ObjectIdentifier;
import io.github.customeriospring.operation.RelatedPerson;
import io.github.customeriospring.operation.TrackOperation;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.util.Assert;

/**
 * Turns each call into a request and sends it through a transport.
 */
final class TransportTemplate implements ReactiveCustomerIoTemplate {

	/** As the official SDKs wait for answers. */
	static final Duration DOWNLOAD_TIMEOUT = Duration.ofSeconds(10);

	private final CustomerIoTransport transport;

	private final AppClient client;

	private final MessageOperations messages;

	private final Exports exports;

	private final Attributes attributes;

	/**
	 * Create a template.
	 * @param transport sends the requests, limit and retry included
	 * @param exports the operations on exports
	 * @param attributes turns what methods are given into JSON
	 */
	TransportTemplate(CustomerIoTransport transport, Exports exports, Attributes attributes) {
		Assert.notNull(transport, "'transport' must not be null");
		Assert.notNull(exports, "'exports' must not be null");
		Assert.notNull(attributes, "'attributes' must not be null");
		this.transport = transport;
		this.exports = exports;
		this.attributes = attributes;
		this.client = new AppClient(transport);
		this.messages = MessageOperations.of(this.client);
	}

	@Override
	public Mono<Delivery> send(TransactionalMessage message) {
		return this.messages.send(message);
	}

	@Override
	public BroadcastOperations broadcasts() {
		return new BroadcastOperations(this.client);
	}

	@Override
	public Customers customers() {
		return new Customers(this.client);
	}

	@Override
	public Segments segments() {
		return new Segments(this.client);
	}

	@Override
	public Exports exports() {
		return this.exports;
	}

	@Override
	public Deliveries deliveries() {
		return new Deliveries(this.client);
	}

	@Override
	public MessageCatalog<Newsletter> newsletters() {
		return MessageCatalog.newsletters(this.client);
	}

	@Override
	public MessageCatalog<Campaign> campaigns() {
		return MessageCatalog.campaigns(this.client);
	}

	@Override
	public MessageCatalog<TransactionalTemplate> transactionalTemplates() {
		return MessageCatalog.transactionalTemplates(this.client);
	}

	@Override
	public Senders senders() {
		return new Senders(this.client);
	}

	@Override
	public DataCollections collections() {
		return new DataCollections(this.client);
	}

	@Override
	public Snippets snippets() {
		return new Snippets(this.client);
	}

	@Override
	public <T> Mono<T> exchange(HttpMethod method, String pathTemplate, @Nullable Object body, Class<T> type,
			Object... variables) {
		return this.client.exchange(AppClient.request(method, pathTemplate, body, variables), type);
	}

	@Override
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
		return send(TrackOperation.person(person).event(name, this.attributes.of(attributes)));
	}

	@Override
	public Mono<Void> page(Identifier person, String name, Object attributes) {
		return send(TrackOperation.person(person).page(name, this.attributes.of(attributes)));
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
