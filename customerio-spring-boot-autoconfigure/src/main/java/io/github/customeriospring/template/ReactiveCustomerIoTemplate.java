package io.github.customeriospring.template;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.app.AppClient;
import io.github.customeriospring.app.broadcast.BroadcastOperations;
import io.github.customeriospring.app.broadcast.BroadcastTrigger;
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
import io.github.customeriospring.app.message.TransactionalMessage;
import io.github.customeriospring.app.segment.Segments;
import io.github.customeriospring.operation.Attributes;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.lang.CheckReturnValue;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The client for applications on WebFlux or Reactor. Nothing is sent until you subscribe.
 * A call waits for a permit of its quota, and is retried if that is safe. Thread-safe.
 * {@link CustomerIoTemplate} does the same on threads that may block.
 *
 * @since 0.1.0
 */
@CheckReturnValue
public interface ReactiveCustomerIoTemplate extends ReactiveTrackOperations {

	/**
	 * Send a transactional message. Customer.io does not recognise duplicates, and each
	 * subscription sends another message. So the call is retried only if it was certainly
	 * not accepted: after a 429, or if no byte left. Otherwise it fails, and
	 * {@link CustomerIoException#isDeliveryUnknown()} says whether the message may have
	 * been accepted nevertheless. {@code customerio.retry.repeat-messages} changes that.
	 * @param message the message
	 * @return what was accepted, never empty; fails with a {@link CustomerIoException}
	 */
	Mono<Delivery> send(TransactionalMessage message);

	/**
	 * Trigger a broadcast.
	 * @param trigger the broadcast, its audience and its data
	 * @return the trigger's id, never empty; fails with a {@link CustomerIoException}
	 * @throws IllegalArgumentException if the trigger has more than 25 MB of JSON
	 * @see BroadcastOperations#trigger(BroadcastTrigger)
	 */
	default Mono<Long> trigger(BroadcastTrigger trigger) {
		return broadcasts().trigger(trigger);
	}

	/**
	 * Return the operations on API-triggered broadcasts.
	 * @return the operations
	 */
	BroadcastOperations broadcasts();

	/**
	 * Return the queries for people.
	 * @return the queries
	 */
	Customers customers();

	/**
	 * Return the operations on segments.
	 * @return the operations
	 */
	Segments segments();

	/**
	 * Return the operations on exports.
	 * @return the operations
	 */
	Exports exports();

	/**
	 * Return the queries for messages that were sent, of whatever kind.
	 * @return the queries
	 */
	Deliveries deliveries();

	/**
	 * Return the queries for newsletters.
	 * @return the queries
	 */
	MessageCatalog<Newsletter> newsletters();

	/**
	 * Return the queries for campaigns.
	 * @return the queries
	 */
	MessageCatalog<Campaign> campaigns();

	/**
	 * Return the queries for templates of transactional messages.
	 * @return the queries
	 */
	MessageCatalog<TransactionalTemplate> transactionalTemplates();

	/**
	 * Return the queries for who messages can be from.
	 * @return the queries
	 */
	Senders senders();

	/**
	 * Return the operations on data that messages can use.
	 * @return the operations
	 */
	DataCollections collections();

	/**
	 * Return the operations on text that messages can use.
	 * @return the operations
	 */
	Snippets snippets();

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
	<T> Mono<T> exchange(HttpMethod method, String pathTemplate, @Nullable Object body, Class<T> type,
			Object... variables);

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
	<T> Mono<T> exchange(HttpMethod method, String pathTemplate, @Nullable Object body,
			ParameterizedTypeReference<T> type, Object... variables);

	/**
	 * Create a template that downloads exports with a web client of its own.
	 * @param transport sends the requests, limit and retry included
	 * @return the template
	 */
	static ReactiveCustomerIoTemplate of(CustomerIoTransport transport) {
		return new TransportTemplate(transport, new Exports(new AppClient(transport), WebClient.create(),
				TransportTemplate.DOWNLOAD_TIMEOUT, Schedulers.parallel()), new Attributes(JsonMapper.shared()));
	}

}
