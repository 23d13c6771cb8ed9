package io.github.customeriospring.ratelimit;

import java.time.Duration;

import io.github.customeriospring.Backoff;
import io.github.customeriospring.Quota;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Limits of the workspace, one for each quota.
 *
 * @param preset Limits to start from; each number can be set on its own.
 * @param track Limit of the Track API, in requests.
 * @param transactional Limit of transactional messages.
 * @param app Limit of all other calls of the App API.
 * @param broadcast Limit of API-triggered broadcasts.
 * @param minPause Pause after an answer with status 429 that does not say how long,
 * doubled for each further one up to 10 seconds; no shorter than the window divided by
 * the limit, but for the longest pause.
 * @param maxPause Longest pause that an answer with status 429 can ask for.
 * @since 0.1.0
 */
@ConfigurationProperties("customerio.rate-limit")
record RateLimitProperties(@DefaultValue("standard") Preset preset, @DefaultValue Limit track,
		@DefaultValue Limit transactional, @DefaultValue Limit app, @DefaultValue Limit broadcast,
		@DefaultValue("100ms") Duration minPause, @DefaultValue("5m") Duration maxPause) {

	private static final Duration MAX_UNSAID_PAUSE = Duration.ofSeconds(10);

	private static final double PAUSE_JITTER = 0.25;

	public RateLimitProperties {
		Assert.isTrue(minPause.compareTo(Duration.ZERO) > 0 && minPause.compareTo(MAX_UNSAID_PAUSE) <= 0,
				() -> "'min-pause' must be positive and at most 10 seconds, was " + minPause);
		Assert.isTrue(!maxPause.isNegative(), () -> "'max-pause' must not be negative, was " + maxPause);
	}

	/**
	 * Pauses where a 429 says nothing; several instances should not end them together.
	 * None is shorter than a permit of the quota takes, as the server may have counted
	 * the call that it refused.
	 */
	Backoff pauses(Quota quota) {
		double permit = (double) window(quota).toNanos() / limit(quota);
		double least = Math.min(permit / (1 - PAUSE_JITTER), this.maxPause.toNanos());
		long first = Math.max((long) least, this.minPause.toNanos());
		return new Backoff(Duration.ofNanos(first), Duration.ofNanos(Math.max(first, MAX_UNSAID_PAUSE.toNanos())),
				PAUSE_JITTER);
	}

	Limit of(Quota quota) {
		return switch (quota) {
			case TRACK -> this.track;
			case TRANSACTIONAL -> this.transactional;
			case APP -> this.app;
			case BROADCAST -> this.broadcast;
		};
	}

	int limit(Quota quota) {
		Integer limit = of(quota).limit();
		return (limit != null) ? limit : this.preset.limit(quota);
	}

	Duration window(Quota quota) {
		Duration window = of(quota).window();
		return (window != null) ? window : this.preset.window(quota);
	}

	/**
	 * Limit of one quota.
	 *
	 * @param limit Most requests in any window, by default that of the preset.
	 * @param window Length of the window, by default that of the preset.
	 * @param algorithm How permits are counted.
	 * @param burst Most permits that a token bucket saves up.
	 * @param margin Fixed time added to the window for the jitter of the network; by
	 * default it follows the measured round trips.
	 * @param minMargin Least time added to the window if it follows the round trips.
	 * @param maxMargin Most time added to the window if it follows the round trips, by
	 * default as much as the window, or the least time if that is more.
	 * @param maxWait Longest wait that a call is let in for; one that would wait longer
	 * fails at once.
	 * @param capacity How many calls may wait.
	 * @param maxInFlight How many calls may be under way at the same time.
	 */
	record Limit(@Nullable Integer limit, @Nullable Duration window,
			@DefaultValue("sliding-window") Algorithm algorithm, @DefaultValue("1") int burst,
			@Nullable Duration margin, @DefaultValue("2ms") Duration minMargin, @Nullable Duration maxMargin,
			@DefaultValue("1m") Duration maxWait, @DefaultValue("10000") int capacity,
			@DefaultValue("500") int maxInFlight) {

		/** Each permit takes some bytes. */
		private static final int MAX_LIMIT = 1_000_000;

		public Limit {
			Assert.isTrue(limit == null || (limit > 0 && limit <= MAX_LIMIT),
					() -> "'limit' must be from 1 to " + MAX_LIMIT + ", was " + limit);
			Assert.isTrue(window == null || window.compareTo(Duration.ZERO) > 0,
					() -> "'window' must be positive, was " + window);
			Assert.isTrue(burst > 0, () -> "'burst' must be positive, was " + burst);
			Assert.isTrue(margin == null || !margin.isNegative(), () -> "'margin' must not be negative, was " + margin);
			Assert.isTrue(!minMargin.isNegative(), () -> "'min-margin' must not be negative, was " + minMargin);
			Assert.isTrue(maxMargin == null || maxMargin.compareTo(minMargin) >= 0,
					() -> "'max-margin' must be at least 'min-margin', was " + maxMargin);
			Assert.isTrue(!maxWait.isNegative(), () -> "'max-wait' must not be negative, was " + maxWait);
			Assert.isTrue(capacity > 0, () -> "'capacity' must be positive, was " + capacity);
			Assert.isTrue(maxInFlight > 0, () -> "'max-in-flight' must be positive, was " + maxInFlight);
		}

		Duration maxMargin(Duration window) {
			if (this.maxMargin != null) {
				return this.maxMargin;
			}
			return (window.compareTo(this.minMargin) > 0) ? window : this.minMargin;
		}

	}

	/**
	 * How permits are counted.
	 */
	enum Algorithm {

		/**
		 * At most the limit in any window, as the server counts.
		 */
		SLIDING_WINDOW,

		/**
		 * Evenly, with a burst that is saved up; a server with a sliding window may
		 * refuse some.
		 */
		TOKEN_BUCKET

	}

	/**
	 * Limits to start from.
	 */
	enum Preset {

		/**
		 * 100 a second for tracking and messages: safe whichever of the vendor's figures
		 * holds.
		 */
		STANDARD(100, Duration.ofSeconds(1)),

		/**
		 * The figures of the vendor's present API description: 3,000 in 3 seconds, "not
		 * strictly enforced".
		 */
		DOCUMENTED(3000, Duration.ofSeconds(3));

		private final int limit;

		private final Duration window;

		Preset(int limit, Duration window) {
			this.limit = limit;
			this.window = window;
		}

		int limit(Quota quota) {
			return switch (quota) {
				case TRACK, TRANSACTIONAL -> this.limit;
				case APP -> 10;
				case BROADCAST -> 1;
			};
		}

		Duration window(Quota quota) {
			return switch (quota) {
				case TRACK, TRANSACTIONAL -> this.window;
				case APP -> Duration.ofSeconds(1);
				case BROADCAST -> Duration.ofSeconds(10);
			};
		}

	}

}
