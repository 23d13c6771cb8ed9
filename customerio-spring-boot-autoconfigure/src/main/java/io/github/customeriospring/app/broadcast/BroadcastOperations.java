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
 * Broadcasts that were set up in Customer.io to be triggered over the API. Answers fail
 * with a {@link CustomerIoException}, of status 404 where there is no such broadcast or
 * trigger.
 *
 * @since 0.1.0
 * @see <a href="https://docs.customer.io/integrations/api/app/">App API</a>
 */
@CheckReturnValue
public final class BroadcastOperations {

	private static final int PAGE_SIZE = 100;

	/** Customer.io says it in a sentence only. */
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
	 * Trigger a broadcast. Customer.io takes one trigger in 10 seconds and queues at most
	 * five; one more than that is refused with a 429 and repeated later. As Customer.io
	 * does not recognise duplicates, a trigger is otherwise repeated only if no byte
	 * left; {@link CustomerIoException#isDeliveryUnknown()} says whether one that failed
	 * may have been accepted all the same. One refused with a 422 has an id all the same:
	 * {@link #refusedTrigger} tells it.
	 * @param trigger the broadcast, its audience and its data
	 * @return the trigger's id, never empty; fails with a {@link CustomerIoException}
	 * @throws IllegalArgumentException if the trigger has more than 25 MB of JSON
	 */
	public Mono<Long> trigger(BroadcastTrigger trigger) {
		Assert.notNull(trigger, "'trigger' must not be null");
		return this.client.exchangeForAnswer(trigger.toRequest(), Triggered.class).map(Triggered::id);
	}

	/**
	 * Look up how far a broadcast is.
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
	 * List what was wrong with the audience or the data of a trigger. Pages are fetched
	 * as they are asked for.
	 * @param broadcastId the broadcast's id
	 * @param triggerId the trigger's id
	 * @return the errors in Customer.io's words, which may name people; JSON where they
	 * are more than a text
	 */
	public Flux<String> errors(long broadcastId, long triggerId) {
		return this.queries
			.pages(Query.of("/v1/campaigns/{broadcast}/triggers/{trigger}/errors", broadcastId, triggerId)
				.with("limit", PAGE_SIZE), (page) -> page.get("list broadcast errors"), "errors", JsonNode.class)
			.map((error) -> error.isString() ? error.stringValue() : error.toString());
	}

	/**
	 * Find the trigger that Customer.io refused because of its people or their data, to
	 * ask for its {@link #errors}.
	 * @param ex what {@link #trigger} failed with
	 * @return the trigger's id, empty if the answer names none
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
