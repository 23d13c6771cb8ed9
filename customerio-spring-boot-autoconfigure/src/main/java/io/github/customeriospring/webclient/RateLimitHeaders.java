package io.github.customeriospring.webclient;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * What the headers of an answer say about the limit.
 *
 * @param retryAfter how long to send nothing, or {@code null} if not said
 * @param isDailyQuota whether a quota per day is used up: such answers carry
 * {@code X-RateLimit-Limit} but say nothing about when to come back
 */
record RateLimitHeaders(@Nullable Duration retryAfter, boolean isDailyQuota) {

	private static final Pattern DIGITS = Pattern.compile("\\d+");

	/** More digits than this, and it is longer than anybody waits. */
	private static final int MAX_DIGITS = 15;

	/** Larger counts of seconds are points in time, not durations. */
	private static final long EPOCH_SECONDS = 1_000_000_000L;

	static RateLimitHeaders of(HttpHeaders headers, InstantSource clock) {
		Instant now = now(headers, clock);
		Duration retryAfter = seconds(headers.getFirst(HttpHeaders.RETRY_AFTER), now);
		if (retryAfter == null && headers.containsHeader(HttpHeaders.RETRY_AFTER)) {
			retryAfter = until(date(headers, HttpHeaders.RETRY_AFTER), now);
		}
		if (retryAfter == null) {
			retryAfter = seconds(headers.getFirst("X-RateLimit-Reset"), now);
		}
		return new RateLimitHeaders(retryAfter, retryAfter == null && !headers.containsHeader(HttpHeaders.RETRY_AFTER)
				&& headers.containsHeader("X-RateLimit-Limit"));
	}

	/**
	 * How long the server has no more permits after an accepted call.
	 * @return the duration, or {@code null} if there are some or it is not said
	 */
	static @Nullable Duration usedUpFor(HttpHeaders headers, InstantSource clock) {
		return "0".equals(headers.getFirst("X-RateLimit-Remaining"))
				? seconds(headers.getFirst("X-RateLimit-Reset"), now(headers, clock)) : null;
	}

	/** The server's own date where there is one, so that a wrong clock is no harm. */
	private static Instant now(HttpHeaders headers, InstantSource clock) {
		Instant date = date(headers, HttpHeaders.DATE);
		return (date != null) ? date : clock.instant();
	}

	private static @Nullable Duration seconds(@Nullable String value, Instant now) {
		if (value == null || !DIGITS.matcher(value.trim()).matches()) {
			return null;
		}
		if (value.trim().length() > MAX_DIGITS) {
			return ChronoUnit.FOREVER.getDuration();
		}
		long seconds = Long.parseLong(value.trim());
		return (seconds < EPOCH_SECONDS) ? Duration.ofSeconds(seconds) : until(Instant.ofEpochSecond(seconds), now);
	}

	private static @Nullable Duration until(@Nullable Instant date, Instant now) {
		if (date == null) {
			return null;
		}
		return date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO;
	}

	private static @Nullable Instant date(HttpHeaders headers, String name) {
		try {
			long millis = headers.getFirstDate(name);
			return (millis >= 0) ? Instant.ofEpochMilli(millis) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
