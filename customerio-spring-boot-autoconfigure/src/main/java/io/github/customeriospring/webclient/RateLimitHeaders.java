package io.github.customeriospring.webclient;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * What the headers of a 429 say about the limit.
 *
 * @param retryAfter how long to send nothing, or {@code null} if not said
 * @param isDailyQuota whether a quota per day is used up: such answers carry
 * {@code X-RateLimit-Limit} but say nothing about when to come back
 */
record RateLimitHeaders(@Nullable Duration retryAfter, boolean isDailyQuota) {

	private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");

	/** Larger counts of seconds are points in time, not durations. */
	private static final long EPOCH_SECONDS = 1_000_000_000L;

	static RateLimitHeaders of(HttpHeaders headers, InstantSource clock) {
		// the server's own date where there is one, so that a wrong local clock is no
		// harm
		Instant date = date(headers, HttpHeaders.DATE);
		Instant now = (date != null) ? date : clock.instant();
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

	private static @Nullable Duration seconds(@Nullable String value, Instant now) {
		if (value == null || !DIGITS.matcher(value.trim()).matches()) {
			return null;
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
