package io.github.customeriospring.webclient;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.customeriospring.Quota;
import io.github.customeriospring.Quota.Api;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The rate limit information in the headers of a response.
 *
 * @param retryAfter how long the server asks to wait, at most ten years, or {@code null}
 * if it did not say
 * @param isDailyQuota whether a daily quota is used up. Such responses have
 * {@code X-RateLimit-Limit} but do not say how long to wait. The Track API has no daily
 * quota.
 */
record RateLimitHeaders(@Nullable Duration retryAfter, boolean isDailyQuota) {

	private static final String LIMIT = "X-RateLimit-Limit";

	private static final String REMAINING = "X-RateLimit-Remaining";

	private static final String RESET = "X-RateLimit-Reset";

	private static final Pattern NUMBER = Pattern.compile("0*+(\\d*+)(?:\\.(\\d++))?");

	/** Longer than anyone waits, and short enough for nanoseconds in a {@code long}. */
	private static final Duration LONGEST = Duration.ofDays(3650);

	/** A number with more digits is longer than {@link #LONGEST}. */
	private static final int MAX_DIGITS = 15;

	/** Larger numbers are unix timestamps in seconds, not durations. */
	private static final long EPOCH_SECONDS = 1_000_000_000L;

	/** Larger numbers are unix timestamps in milliseconds. */
	private static final long EPOCH_MILLIS = 1_000_000_000_000L;

	/** The longest reset time that an accepted call may report. */
	private static final Duration LONGEST_WINDOW = Duration.ofMinutes(1);

	/**
	 * Read the headers of a response with status 429.
	 */
	static RateLimitHeaders of(HttpHeaders headers, Quota quota, InstantSource clock) {
		Duration retryAfter = retryAfter(headers, clock);
		if (retryAfter == null) {
			retryAfter = number(headers.getFirst(RESET), now(headers, clock));
		}
		return new RateLimitHeaders(retryAfter, quota.api() == Api.APP && retryAfter == null
				&& !headers.containsHeader(HttpHeaders.RETRY_AFTER) && headers.containsHeader(LIMIT));
	}

	/**
	 * Return how long the server asks to wait.
	 * @return the duration, the longest if there are several, or {@code null} if there is
	 * none
	 */
	static @Nullable Duration retryAfter(HttpHeaders headers, InstantSource clock) {
		Instant now = now(headers, clock);
		return headers.getOrEmpty(HttpHeaders.RETRY_AFTER)
			.stream()
			.flatMap((value) -> durations(value, now))
			.filter(Objects::nonNull)
			.max(Comparator.naturalOrder())
			.orElse(null);
	}

	/**
	 * Parses a date or numbers. There can be several, as proxies join headers with a
	 * comma.
	 */
	private static Stream<@Nullable Duration> durations(String value, Instant now) {
		Instant date = date(value);
		return (date != null) ? Stream.of(until(date, now))
				: Stream.of(value.split(",")).map((part) -> number(part, now));
	}

	/**
	 * Return how long the quota is used up after an accepted call.
	 * @return the duration, or {@code null} if there are permits left or the server did
	 * not say
	 */
	static @Nullable Duration usedUpFor(HttpHeaders headers, InstantSource clock) {
		Duration reset = "0".equals(headers.getFirst(REMAINING)) ? number(headers.getFirst(RESET), now(headers, clock))
				: null;
		return (reset != null && reset.compareTo(LONGEST_WINDOW) <= 0) ? reset : null;
	}

	/** Prefers the server's own date, so that a wrong local clock does no harm. */
	private static Instant now(HttpHeaders headers, InstantSource clock) {
		Instant date = date(headers.getFirst(HttpHeaders.DATE));
		return (date != null) ? date : clock.instant();
	}

	private static @Nullable Duration number(@Nullable String value, Instant now) {
		Matcher number = NUMBER.matcher((value != null) ? value.trim() : "");
		if (!number.matches() || number.end() == 0) {
			return null;
		}
		if (number.group(1).length() > MAX_DIGITS) {
			return LONGEST;
		}
		long whole = number.group(1).isEmpty() ? 0 : Long.parseLong(number.group(1));
		if (whole >= EPOCH_MILLIS) {
			return until(Instant.ofEpochMilli(whole), now);
		}
		if (whole >= EPOCH_SECONDS) {
			return until(Instant.ofEpochSecond(whole), now);
		}
		return atMost(Duration.ofSeconds(whole).plusMillis(millis(number.group(2))));
	}

	/** Rounds up. */
	private static long millis(@Nullable String fraction) {
		return (fraction != null) ? (long) Math.ceil(1000 * Double.parseDouble("0." + fraction)) : 0;
	}

	private static Duration until(Instant date, Instant now) {
		return date.isAfter(now) ? atMost(Duration.between(now, date)) : Duration.ZERO;
	}

	private static Duration atMost(Duration duration) {
		return (duration.compareTo(LONGEST) < 0) ? duration : LONGEST;
	}

	private static @Nullable Instant date(@Nullable String value) {
		HttpHeaders header = new HttpHeaders();
		header.set(HttpHeaders.DATE, value);
		try {
			long millis = header.getFirstDate(HttpHeaders.DATE);
			return (millis >= 0) ? Instant.ofEpochMilli(millis) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
