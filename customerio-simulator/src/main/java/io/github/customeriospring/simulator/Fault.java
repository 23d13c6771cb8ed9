package io.github.customeriospring.simulator;

import java.time.Duration;
import java.util.Map;

import io.github.customeriospring.simulator.http.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong with one request, on purpose.
 * <p>
 * A fault answers at the place where a real server would. Resets, 401, 301 and 429 come
 * before the limit and take no slot of its window; the others come behind it and take
 * one, as a server that fails has accepted the request. Only {@link #slow(Duration)},
 * {@link #acceptThenReset()} and {@link #cutAnswer()} apply what the request asks for.
 *
 * @since 0.1.0
 */
public final class Fault {

	private final String description;

	private final Kind kind;

	private final @Nullable Reply reply;

	private final Duration delay;

	private Fault(String description, Kind kind, @Nullable Reply reply, Duration delay) {
		this.description = description;
		this.kind = kind;
		this.reply = reply;
		this.delay = delay;
	}

	/**
	 * Answer with this status and an error in the App API's envelope.
	 * @param status the HTTP status, 200 to 599
	 * @return the fault
	 */
	public static Fault status(int status) {
		return answer("status " + status, Reply.appError(status, "simulated fault"));
	}

	/**
	 * Answer with this status and body.
	 * @param status the HTTP status, 200 to 599
	 * @param body the body, sent as JSON whatever it is
	 * @return the fault
	 */
	public static Fault status(int status, String body) {
		return answer("status " + status, Reply.json(status, body));
	}

	/**
	 * Answer 429 without {@code Retry-After}.
	 * @return the fault
	 */
	public static Fault tooManyRequests() {
		return answer("429", Reply.appError(429, "rate limited"));
	}

	/**
	 * Answer 429 with {@code Retry-After} in whole seconds, rounded up.
	 * @param retryAfter when to come again, not negative
	 * @return the fault
	 */
	public static Fault tooManyRequests(Duration retryAfter) {
		return tooManyRequests(Long.toString((retryAfter.toMillis() + 999) / 1000));
	}

	/**
	 * Answer 429 with exactly this {@code Retry-After}.
	 * @param rawRetryAfter the header's value, however odd
	 * @return the fault
	 */
	public static Fault tooManyRequests(String rawRetryAfter) {
		return answer("429, Retry-After: " + rawRetryAfter,
				Reply.appError(429, "rate limited").withHeader("Retry-After", rawRetryAfter));
	}

	/**
	 * Answer 429 for a spent daily quota: with {@code X-RateLimit-Limit} and
	 * {@code X-RateLimit-Remaining: 0}, without {@code Retry-After}.
	 * @param limit the requests allowed in a day
	 * @return the fault
	 */
	public static Fault dailyQuota(int limit) {
		Map<String, String> headers = Map.of("X-RateLimit-Limit", Integer.toString(limit), "X-RateLimit-Remaining",
				"0");
		return answer("daily quota of " + limit,
				Reply.appError(429, "daily quota of " + limit + " requests is spent").withHeaders(headers));
	}

	/**
	 * Serve the request as usual, but later.
	 * @param extra the time on top of the service time, not negative
	 * @return the fault
	 */
	public static Fault slow(Duration extra) {
		return new Fault("slow by " + extra, Kind.SLOW, null, extra);
	}

	/**
	 * Reset the connection before the request is looked at: nothing is accepted.
	 * @return the fault
	 */
	public static Fault reset() {
		return new Fault("reset", Kind.RESET, null, Duration.ZERO);
	}

	/**
	 * Accept and apply the request, then reset the connection in place of the answer.
	 * @return the fault
	 */
	public static Fault acceptThenReset() {
		return new Fault("accept, then reset", Kind.ACCEPT_THEN_RESET, null, Duration.ZERO);
	}

	/**
	 * Accept and apply the request, then close the connection in the middle of the
	 * answer.
	 * @return the fault
	 */
	public static Fault cutAnswer() {
		return new Fault("cut answer", Kind.CUT_ANSWER, null, Duration.ZERO);
	}

	/**
	 * Take the request, do nothing and never answer: the sender runs into its timeout.
	 * @return the fault
	 */
	public static Fault noAnswer() {
		return new Fault("no answer", Kind.NO_ANSWER, null, Duration.ZERO);
	}

	/**
	 * Answer 401 as for wrong credentials.
	 * @return the fault
	 */
	public static Fault unauthorized() {
		return new Fault("unauthorized", Kind.UNAUTHORIZED, null, Duration.ZERO);
	}

	/**
	 * Answer as for an account of the other region: the Track API 301 with a
	 * {@code Location} there, as was seen in 2023, the App API 401 as for a wrong key.
	 * @return the fault
	 */
	public static Fault wrongRegion() {
		return new Fault("wrong region", Kind.WRONG_REGION, null, Duration.ZERO);
	}

	/**
	 * Answer with this status and no body.
	 * @param status the HTTP status, 200 to 599
	 * @return the fault
	 */
	public static Fault emptyBody(int status) {
		return answer("empty " + status, Reply.empty(status));
	}

	/**
	 * Answer with this status and a page of HTML, as proxies do.
	 * @param status the HTTP status, 200 to 599
	 * @return the fault
	 */
	public static Fault html(int status) {
		return answer("html " + status, Reply.html(status));
	}

	private static Fault answer(String description, Reply reply) {
		int status = reply.status();
		boolean takesNoSlot = status == 301 || status == 401 || status == 429;
		return new Fault(description, takesNoSlot ? Kind.REFUSE : Kind.FAIL, reply, Duration.ZERO);
	}

	Kind kind() {
		return this.kind;
	}

	Reply reply(SimulatedQuota quota, String uri) {
		if (this.reply != null) {
			return this.reply;
		}
		return (this.kind == Kind.WRONG_REGION && quota == SimulatedQuota.TRACK)
				? Reply.appError(301, "wrong datacenter").withHeader("Location", "https://track-eu.customer.io" + uri)
				: unauthorized(quota);
	}

	/**
	 * What a request without or with wrong credentials is answered.
	 */
	static Reply unauthorized(SimulatedQuota quota) {
		return switch (quota) {
			case TRACK -> Reply.TRACK_UNAUTHORIZED;
			case TRANSACTIONAL -> Reply.SEND_UNAUTHORIZED;
			default -> Reply.APP_UNAUTHORIZED;
		};
	}

	Duration delay() {
		return this.delay;
	}

	@Override
	public String toString() {
		return this.description;
	}

	/**
	 * What a fault does, and on which side of the limit.
	 */
	enum Kind {

		RESET(true), UNAUTHORIZED(true), WRONG_REGION(true), REFUSE(true), FAIL(false), NO_ANSWER(false), SLOW(false),

		ACCEPT_THEN_RESET(false), CUT_ANSWER(false);

		private final boolean beforeLimit;

		Kind(boolean beforeLimit) {
			this.beforeLimit = beforeLimit;
		}

		boolean isBeforeLimit() {
			return this.beforeLimit;
		}

		boolean isApplied() {
			return this == SLOW || this == ACCEPT_THEN_RESET || this == CUT_ANSWER;
		}

	}

}
