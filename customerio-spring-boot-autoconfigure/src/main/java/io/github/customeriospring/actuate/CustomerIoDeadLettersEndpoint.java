package io.github.customeriospring.actuate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.queue.DeadLetters;
import io.github.customeriospring.queue.DeadLetters.Letter;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/**
 * Actuator endpoint that lists the dead letters of the queue's store, replays them and
 * purges them. It shows what they say, which is personal data, only when it is asked to.
 */
@WebEndpoint(id = "customeriodeadletters")
final class CustomerIoDeadLettersEndpoint {

	private static final int MOST_LISTED = 1000;

	private static final int LISTED = 100;

	private static final String ALL = "all";

	private final DeadLetters deadLetters;

	private final InstantSource clock;

	/**
	 * Create an endpoint.
	 * @param deadLetters the dead letters
	 * @param clock tells how old they are
	 */
	CustomerIoDeadLettersEndpoint(DeadLetters deadLetters, InstantSource clock) {
		this.deadLetters = deadLetters;
		this.clock = clock;
	}

	/**
	 * Return how many there are, by reason, and the newest.
	 * @param limit how many to list, 100 unless given
	 * @param before only those with a smaller id, for the next page
	 * @param operations whether to show the operations, which are personal data
	 * @return the counts and the letters
	 */
	@ReadOperation
	public State list(@Nullable Integer limit, @Nullable Long before, @Nullable Boolean operations) {
		int most = Math.max(1, Math.min(MOST_LISTED, (limit != null) ? limit : LISTED));
		Map<String, Long> counts = this.deadLetters.counts();
		List<Entry> letters = this.deadLetters.list(most, (before != null) ? before : Long.MAX_VALUE)
			.stream()
			.map((letter) -> Entry.of(letter, Boolean.TRUE.equals(operations)))
			.toList();
		return new State(counts.values().stream().mapToLong(Long::longValue).sum(), counts, letters);
	}

	/**
	 * Put dead letters back into the queue.
	 * @param id the letter, or {@code all}
	 * @return how many, status 404 if there is no such letter
	 */
	@WriteOperation
	public WebEndpointResponse<Object> replay(@Selector String id) {
		if (id.equals(ALL)) {
			return new WebEndpointResponse<>(Map.of("replayed", this.deadLetters.replayAll()));
		}
		Long number = number(id);
		return answer("replayed", number, number != null && this.deadLetters.replay(number));
	}

	/**
	 * Forget dead letters for good.
	 * @param id the letter, or {@code all}
	 * @param olderThan of all, only those that have been there for longer
	 * @return how many, status 404 if there is no such letter
	 */
	@DeleteOperation
	public WebEndpointResponse<Object> purge(@Selector String id, @Nullable Duration olderThan) {
		if (id.equals(ALL)) {
			Instant before = this.clock.instant().minus((olderThan != null) ? olderThan : Duration.ofDays(-1));
			return new WebEndpointResponse<>(Map.of("purged", this.deadLetters.purge(before)));
		}
		Long number = number(id);
		return answer("purged", number, number != null && this.deadLetters.purge(number));
	}

	private static @Nullable Long number(String id) {
		return id.matches("\\d{1,18}") ? Long.valueOf(id) : null;
	}

	private static WebEndpointResponse<Object> answer(String done, @Nullable Long number, boolean found) {
		if (number == null) {
			return KnownKeys.refusal("Give the id of a letter, or 'all'");
		}
		return found ? new WebEndpointResponse<>(Map.of(done, 1L))
				: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
	}

	/**
	 * What there is.
	 *
	 * @param count how many
	 * @param reasons how many, by reason
	 * @param letters the newest, by descending id
	 */
	public record State(long count, Map<String, Long> reasons, List<Entry> letters) {

	}

	/**
	 * A dead letter.
	 *
	 * @param id its number
	 * @param reason why it was not accepted
	 * @param detail the same in more words
	 * @param status the HTTP status, or {@code null} if there was no answer
	 * @param attempts how often it was in a request
	 * @param created when it was handed in
	 * @param failed when it became a dead letter
	 * @param operation the JSON of the operation, or {@code null} if nobody asked for it
	 */
	public record Entry(long id, String reason, String detail, @Nullable Integer status, int attempts, Instant created,
			Instant failed, @Nullable String operation) {

		private static Entry of(Letter letter, boolean withOperation) {
			return new Entry(letter.id(), letter.reason(), letter.detail(), letter.status(), letter.attempts(),
					letter.created(), letter.failed(), withOperation ? letter.operation() : null);
		}

	}

}
