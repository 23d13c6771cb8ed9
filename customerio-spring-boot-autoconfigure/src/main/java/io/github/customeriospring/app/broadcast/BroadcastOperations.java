package io.github.customeriospring.app.broadcast;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.customeriospring.CustomerIoError;
import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.app.AppClient;
import io.github.customeriospring.app.AppQueries;
import io.github.customeriospring.app.Query;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.lang.CheckReturnValue;
import org.springframework.util.Assert;

/**
 * Triggers API-triggered broadcasts and reports on them. All methods fail with a
 * {@link CustomerIoException}; its status is 404 if the broadcast or trigger does not
 * exist.
 *
 * @since 0.1.0
 * @see <a href="https://docs.customer.io/integrations/api/app/">App API</a>
 */
@CheckReturnValue
public final class BroadcastOperations {

	private static final int PAGE_SIZE = 100;

	/** Customer.io mentions the trigger's id only in the text of the error. */
	private static final Pattern TRIGGER = Pattern.compile("\\btrigger (\\d{1,18})\\b");

	private final AppClient client;

	private final AppQueries queries;

	/**
	 * Create the operations.
	 * @param client sends the calls
	 */
	public BroadcastOperations(AppClient client) {
		this.client = client;
		this.queries = new AppQueries(client);
	}

	/**
	 * Trigger a broadcast. Customer.io accepts one trigger per 10 seconds and queues at
	 * most five. It refuses more with a 429, and the client retries them later.
	 * Customer.io does not detect duplicates, so any other failed trigger is retried only
	 * if no byte was sent. {@link CustomerIoException#isDeliveryUnknown()} tells whether
	 * a failed trigger may have been accepted. A trigger that was refused with a 422
	 * still has an id, which {@link #refusedTrigger} returns.
	 * @param trigger the broadcast, its audience and its data
	 * @return the trigger's id, never empty; fails with a {@link CustomerIoException}
	 * @throws IllegalArgumentException if the trigger is larger than 25 MB of JSON
	 */
	public Mono<Long> trigger(BroadcastTrigger trigger) {
		Assert.notNull(trigger, "'trigger' must not be null");
		return this.client.exchangeForAnswer(trigger.toRequest(), Triggered.class).map(Triggered::id);
	}

	/**
	 * Look up the progress of a triggered broadcast.
	 * @param broadcastId the broadcast's id
	 * @param triggerId the trigger's id
	 * @return the status
	 */
	public Mono<BroadcastStatus> status(long broadcastId, long triggerId) {
		return this.client
			.exchangeForAnswer(Query.of("/v1/campaigns/{broadcast}/triggers/{trigger}", broadcastId, triggerId)
				.get("get broadcast status"), BroadcastStatus.class);
	}

	/**
	 * List the errors in the audience or the data of a trigger. Pages are fetched on
	 * demand.
	 * @param broadcastId the broadcast's id
	 * @param triggerId the trigger's id
	 * @return the errors as Customer.io words them, which may contain personal data; an
	 * error that is not a plain string is returned as JSON
	 */
	public Flux<String> errors(long broadcastId, long triggerId) {
		return this.queries
			.pages(Query.of("/v1/campaigns/{broadcast}/triggers/{trigger}/errors", broadcastId, triggerId)
				.with("limit", PAGE_SIZE), (page) -> page.get("list broadcast errors"), "errors", JsonNode.class)
			.map((error) -> error.isString() ? error.stringValue() : error.toString());
	}

	/**
	 * Return the id of a trigger that Customer.io refused because of its audience or
	 * data. Use it to list the trigger's {@link #errors}.
	 * @param ex the error of {@link #trigger}
	 * @return the trigger's id, empty if the response does not contain it
	 */
	public static OptionalLong refusedTrigger(Throwable ex) {
		if (ex instanceof CustomerIoResponseException refused && refused.getStatus() == 422) {
			for (CustomerIoError error : refused.getErrors()) {
				Matcher matcher = TRIGGER.matcher(error.message());
				if (matcher.find()) {
					return OptionalLong.of(Long.parseLong(matcher.group(1)));
				}
			}
		}
		return OptionalLong.empty();
	}

	private record Triggered(long id) {

		Triggered {
			Assert.isTrue(id > 0, "'id' must be positive");
		}

	}

}
