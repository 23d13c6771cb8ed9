package io.github.customeriospring.ratelimit;

import java.time.Duration;

import io.github.customeriospring.Quota;
import io.github.customeriospring.layer.Backoff;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * Limits of the workspace, one for each quota.
 *
 * @param preset Limits to start from; each number can be set on its own.
 * @param track Limit of the Track API, in requests.
 * @param transactional Limit of transactional messages.
 * @param app Limit of all other calls of the App API.
 * @param broadcast Limit of API-triggered broadcasts.
 * @param pauseWithoutRetryAfter Pause after an answer with status 429 that does not say
 * how long, doubled for each further one up to 10 seconds; at least as long as one permit
 * takes, which is the window divided by the limit.
 * @param maxRetryAfter Longest pause that an answer with status 429 can ask for.
 * @param instances How many instances of the application there are. Each gets its part of
 * the limits, unless they are shared; then it is what is assumed while Redis is away.
 * @since 0.1.0
 */
@ConfigurationProperties("customerio.rate-limit")
record RateLimitProperties(@DefaultValue("standard") Preset preset, @DefaultValue Limit track,
		@DefaultValue Limit transactional, @DefaultValue Limit app, @DefaultValue Limit broadcast,
		@DefaultValue("100ms") Duration pauseWithoutRetryAfter, @DefaultValue("5m") Duration maxRetryAfter,
		@Nullable Integer instances) {

	private static final int MAX_INSTANCES = 10_000;

	private static final Duration MAX_UNSAID_PAUSE = Duration.ofSeconds(10);

	private static final double PAUSE_JITTER = 0.25;

	/** A success that asks for more counts in another unit or by another clock. */
	private static final Duration PLAUSIBLE_RESET = Duration.ofMinutes(1);

	private static final Duration DAY = Duration.ofDays(1);

	public RateLimitProperties {
		Assert.isTrue(
				pauseWithoutRetryAfter.compareTo(Duration.ZERO) > 0
						&& pauseWithoutRetryAfter.compareTo(MAX_UNSAID_PAUSE) <= 0,
				() -> "'pause-without-retry-after' must be positive and at most 10 seconds, was "
						+ pauseWithoutRetryAfter);
		Assert.isTrue(maxRetryAfter.compareTo(pauseWithoutRetryAfter) >= 0 && maxRetryAfter.compareTo(DAY) <= 0,
				() -> "'max-retry-after' must be from 'pause-without-retry-after' to one day, was " + maxRetryAfter);
		Assert.isTrue(instances == null || (instances > 0 && instances <= MAX_INSTANCES),
				() -> "'instances' must be from 1 to " + MAX_INSTANCES + ", was " + instances);
	}

	/**
	 * Pauses where a 429 says nothing; several instances should not end them together.
	 * None is shorter than a permit of the quota takes, as the server may have counted
	 * the call that it refused.
	 */
	Pauses pauses(Quota quota, long now) {
		double permit = (double) window(quota).toNanos() / limit(quota);
		double least = Math.min(permit / (1 - PAUSE_JITTER), this.maxRetryAfter.toNanos());
		long first = Math.max((long) least, this.pauseWithoutRetryAfter.toNanos());
		Backoff backoff = new Backoff(Duration.ofNanos(first),
				Duration.ofNanos(Math.max(first, MAX_UNSAID_PAUSE.toNanos())), PAUSE_JITTER);
		return new Pauses(backoff::delay, this.maxRetryAfter, longer(window(quota), PLAUSIBLE_RESET), now);
	}

	private static Duration longer(Duration a, Duration b) {
		return (a.compareTo(b) > 0) ? a : b;
	}

	/**
	 * A token bucket gets its burst at once and as often as keeps the rate, which is how
	 * Resilience4j's own limiter counts.
	 */
	RateLimiterConfig limiterConfig(Quota quota) {
		Limit limit = of(quota);
		int permits = limit.tuning().isTokenBucket() ? limit.tuning().bucket() : limit(quota);
		long period = Math.round((double) window(quota).toNanos() * permits / limit(quota));
		return RateLimiterConfig.custom()
			.limitForPeriod(permits)
			.limitRefreshPeriod(Duration.ofNanos(period))
			.timeoutDuration(limit.maxWait())
			.build();
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
		return Math.max(1, wholeLimit(quota) / parts());
	}

	private int wholeLimit(Quota quota) {
		Integer limit = of(quota).limit();
		return (limit != null) ? limit : this.preset.limit(quota);
	}

	/** Where an instance's part is less than one, its window is longer. */
	Duration window(Quota quota) {
		Duration window = of(quota).window();
		Duration whole = (window != null) ? window : this.preset.window(quota);
		int limit = wholeLimit(quota);
		return (limit >= parts()) ? whole : Duration.ofNanos((whole.toNanos() * parts() + limit - 1) / limit);
	}

	/** Returns the limits of all instances together. */
	RateLimitProperties undivided() {
		return new RateLimitProperties(this.preset, this.track, this.transactional, this.app, this.broadcast,
				this.pauseWithoutRetryAfter, this.maxRetryAfter, null);
	}

	/** Into how many parts the limits are divided beforehand. */
	private int parts() {
		return (this.instances != null) ? this.instances : 1;
	}

	/**
	 * Limit of one quota.
	 *
	 * @param limit Most requests in any window, by default that of the preset.
	 * @param window Length of the window, by default that of the preset.
	 * @param maxWait Longest time that a call waits for a permit, whatever the reason.
	 * One that surely would wait longer fails at once.
	 * @param capacity How many calls may wait.
	 * @param tuning What hardly anybody needs to set.
	 */
	record Limit(@Nullable Integer limit, @Nullable Duration window, @DefaultValue("1m") Duration maxWait,
			@DefaultValue("10000") int capacity, @DefaultValue Tuning tuning) {

		/** Each permit takes some bytes. */
		private static final int MAX_LIMIT = 1_000_000;

		private static final Duration MIN_WINDOW = Duration.ofMillis(10);

		public Limit {
			Assert.isTrue(limit == null || (limit > 0 && limit <= MAX_LIMIT),
					() -> "'limit' must be from 1 to " + MAX_LIMIT + ", was " + limit);
			Assert.isTrue(window == null || (window.compareTo(MIN_WINDOW) >= 0 && window.compareTo(DAY) <= 0),
					() -> "'window' must be from 10 milliseconds to one day, was " + window
							+ "; a number without a unit counts milliseconds");
			checkDuration("max-wait", maxWait);
			Assert.isTrue(capacity > 0, () -> "'capacity' must be positive, was " + capacity);
		}

		Admission admission() {
			return new Admission(this.capacity, this.tuning.maxBytes().toBytes(), this.maxWait,
					this.tuning.maxInFlight());
		}

	}

	/**
	 * How a limit is kept, for experts.
	 *
	 * @param algorithm How permits are counted.
	 * @param burst Most permits that a token bucket saves up, by default 1.
	 * @param margin Fixed time added to the window for the jitter of the network; by
	 * default it follows the measured round trips.
	 * @param minMargin Least time added to the window if it follows the round trips, by
	 * default 2 milliseconds.
	 * @param maxMargin Most time added to the window if it follows the round trips, by
	 * default as much as the window, or the least time if that is more.
	 * @param maxBytes How many bytes the bodies of waiting calls may have together.
	 * @param maxInFlight How many calls may be under way at the same time.
	 */
	record Tuning(@DefaultValue("sliding-window") Algorithm algorithm, @Nullable Integer burst,
			@Nullable Duration margin, @Nullable Duration minMargin, @Nullable Duration maxMargin,
			@DefaultValue("64MB") DataSize maxBytes, @DefaultValue("500") int maxInFlight) {

		private static final Duration MIN_MARGIN = Duration.ofMillis(2);

		public Tuning {
			Assert.isTrue(burst == null || burst > 0, () -> "'burst' must be positive, was " + burst);
			checkDuration("margin", margin);
			checkDuration("min-margin", minMargin);
			checkDuration("max-margin", maxMargin);
			Assert.isTrue(maxMargin == null || minMargin == null || maxMargin.compareTo(minMargin) >= 0,
					() -> "'max-margin' must be at least 'min-margin', was " + maxMargin);
			Assert.isTrue(maxBytes.toBytes() > 0, () -> "'max-bytes' must be positive, was " + maxBytes);
			Assert.isTrue(maxInFlight > 0, () -> "'max-in-flight' must be positive, was " + maxInFlight);
			boolean bucket = algorithm == Algorithm.TOKEN_BUCKET;
			Assert.isTrue(burst == null || bucket, "'burst' needs 'algorithm: token-bucket'");
			Assert.isTrue(!bucket || (margin == null && minMargin == null && maxMargin == null),
					"'margin', 'min-margin' and 'max-margin' do nothing with 'algorithm: token-bucket'");
			Assert.isTrue(margin == null || (minMargin == null && maxMargin == null),
					"'margin' is fixed, so 'min-margin' and 'max-margin' do nothing beside it");
		}

		boolean isTokenBucket() {
			return this.algorithm == Algorithm.TOKEN_BUCKET;
		}

		int bucket() {
			return (this.burst != null) ? this.burst : 1;
		}

		Duration leastMargin() {
			return (this.margin != null) ? this.margin : (this.minMargin != null) ? this.minMargin : MIN_MARGIN;
		}

		@Nullable Duration longestMargin() {
			return (this.margin != null) ? this.margin
					: (this.maxMargin != null) ? longer(this.maxMargin, leastMargin()) : null;
		}

	}

	private static void checkDuration(String name, @Nullable Duration value) {
		Assert.isTrue(value == null || (!value.isNegative() && value.compareTo(DAY) <= 0),
				() -> "'" + name + "' must be from 0 to one day, was " + value);
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

}
