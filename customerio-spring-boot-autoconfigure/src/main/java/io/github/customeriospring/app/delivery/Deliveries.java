package io.github.customeriospring.app.delivery;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.app.AppClient;
import io.github.customeriospring.app.AppQueries;
import io.github.customeriospring.app.Query;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.lang.CheckReturnValue;
import org.springframework.util.Assert;

/**
 * Finds sent messages. All methods fail with a {@link CustomerIoException}; its status is
 * 404 if the message does not exist.
 *
 * @since 0.1.0
 */
@CheckReturnValue
public final class Deliveries {

	private static final int PAGE_SIZE = 100;

	private final AppQueries queries;

	/**
	 * Create the operations.
	 * @param client sends the calls
	 */
	public Deliveries(AppClient client) {
		this.queries = new AppQueries(client);
	}

	/**
	 * List messages.
	 * @param filter the messages to list
	 * @return the messages
	 */
	public Flux<SentMessage> list(DeliveryFilter filter) {
		Assert.notNull(filter, "'filter' must not be null");
		return this.queries.pages(Query.of("/v1/messages").with("limit", PAGE_SIZE).with(filter.parameters()),
				(page) -> page.get("list messages"), "messages", SentMessage.class);
	}

	/**
	 * Look up a message.
	 * @param id the delivery's id, as returned when the message was sent
	 * @return the message
	 */
	public Mono<SentMessage> get(String id) {
		return this.queries.one(Query.of("/v1/messages/{id}", id).get("get message"), "message", SentMessage.class);
	}

	/**
	 * Look up the content of a message. Customer.io allows about 100 of these calls per
	 * day.
	 * @param id the delivery's id
	 * @return the content
	 */
	public Mono<ArchivedMessage> content(String id) {
		return this.queries.one(Query.of("/v1/messages/{id}/archived_message", id).get("get message content"),
				"archived_message", ArchivedMessage.class);
	}

}
