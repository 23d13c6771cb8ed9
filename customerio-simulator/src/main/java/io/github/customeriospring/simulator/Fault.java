package io.github.customeriospring.simulator;

import java.time.Duration;
import java.util.Map;

import io.github.customeriospring.simulator.http.Reply;
import org.jspecify.annotations.Nullable;

/**
 * A fault that the simulator injects into a request.
 * <p>
 * A fault strikes at the point where it would on a real server. Resets, 401, 301 and 429
 * come before the rate limit and take no slot in its window. All other faults come after
 * it and take a slot, because a failing server has accepted the request. Only
 * {@link #slow(Duration)}, {@link #acceptThenReset()} and {@link #cutAnswer()} apply the
 * request.
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
	 * Respond with a status and an error in the App API's format.
	 * @param status the HTTP status, 200 to 599
	 * @return the fault
	 */
	public static Fault status(int status) {
		return answer("status " + status, Reply.appError(status, "simulated fault"));
	}

	/**
	 * Respond with a status and a body.
	 * @param status the HTTP status, 200 to 599
	 * @param body the body, sent with the content type of JSON whatever it contains
	 * @return the fault
	 */
	public static Fault status(int status, String body) {
		return answer("status " + status, Reply.json(status, body));
	}

	/**
	 * Respond with 429 without {@code Retry-After}.
	 * @return the fault
	 */
	public static Fault tooManyRequests() {
		return answer("429", Reply.appError(429, "rate limited"));
	}

	/**
	 * Respond with 429 and {@code Retry-After} in whole seconds, rounded up.
	 * @param retryAfter how long the client is asked to wait, not negative
	 * @return the fault
	 */
	public static Fault tooManyRequests(Duration retryAfter) {
		return tooManyRequests(Long.toString((retryAfter.toMillis() + 999) / 1000));
	}

	/**
	 * Respond with 429 and exactly this {@code Retry-After}.
	 * @param rawRetryAfter the value of the header, which need not be valid
	 * @return the fault
	 */
	public static Fault tooManyRequests(String rawRetryAfter) {
		return answer("429, Retry-After: " + rawRetryAfter,
				Reply.appError(429, "rate limited").withHeader("Retry-After", rawRetryAfter));
	}

	/**
	 * Respond with 429 because a daily quota is used up: with {@code X-RateLimit-Limit}
	 * and {@code X-RateLimit-Remaining: 0}, but without {@code Retry-After}.
	 * @param limit the number of requests allowed per day
	 * @return the fault
	 */
	public static Fault dailyQuota(int limit) {
		Map<String, String> headers = Map.of("X-RateLimit-Limit", Integer.toString(limit), "X-RateLimit-Remaining",
				"0");
		return answer("daily quota of " + limit,
				Reply.appError(429, "daily quota of " + limit + " requests is spent").withHeaders(headers));
	}

	/**
	 * Serve the request as usual, but more slowly.
	 * @param extra the time in addition to the service time, not negative
	 * @return the fault
	 */
	public static Fault slow(Duration extra) {
		return new Fault("slow by " + extra, Kind.SLOW, null, extra);
	}

	/**
	 * Reset the connection before the request is processed. Nothing is accepted.
	 * @return the fault
	 */
	public static Fault reset() {
		return new Fault("reset", Kind.RESET, null, Duration.ZERO);
	}

	/**
	 * Accept and apply the request, then reset the connection instead of responding.
	 * @return the fault
	 */
	public static Fault acceptThenReset() {
		return new Fault("accept, then reset", Kind.ACCEPT_THEN_RESET, null, Duration.ZERO);
	}

	/**
	 * Accept and apply the request, then close the connection in the middle of the
	 * response.
	 * @return the fault
	 */
	public static Fault cutAnswer() {
		return new Fault("cut answer", Kind.CUT_ANSWER, null, Duration.ZERO);
	}

	/**
	 * Receive the request, but do nothing and never respond, so that the client times
	 * out.
	 * @return the fault
	 */
	public static Fault noAnswer() {
		return new Fault("no answer", Kind.NO_ANSWER, null, Duration.ZERO);
	}

	/**
	 * Respond with 401, as for wrong credentials.
	 * @return the fault
	 */
	public static Fault unauthorized() {
		return new Fault("unauthorized", Kind.UNAUTHORIZED, null, Duration.ZERO);
	}

	/**
	 * Respond as if the account were in the other region. The Track API redirects there
	 * with a 301, as observed in 2023. The App API responds with 401, as for a wrong key.
	 * @return the fault
	 */
	public static Fault wrongRegion() {
		return new Fault("wrong region", Kind.WRONG_REGION, null, Duration.ZERO);
	}

	/**
	 * Respond with a status and no body.
	 * @param status the HTTP status, 200 to 599
	 * @return the fault
	 */
	public static Fault emptyBody(int status) {
		return answer("empty " + status, Reply.empty(status));
	}

	/**
	 * Respond with a status and an HTML page, like a proxy.
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
	 * The response to a request with missing or wrong credentials.
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
	 * What a fault does, and whether it comes before or after the rate limit.
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
