package io.github.customeriospring.autoconfigure;

import java.net.URI;
import java.time.Duration;

import io.github.customeriospring.Quota;
import io.github.customeriospring.queue.BatchSettings;
import io.github.customeriospring.queue.WhenFull;
import io.github.customeriospring.retry.Backoff;
import io.github.customeriospring.retry.RetryConfigs;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the Customer.io client.
 *
 * @param enabled Whether to configure the client.
 * @param siteId Site id of the Track API.
 * @param apiKey Key of the Track API.
 * @param appApiKey Key of the App API, needed for messages, broadcasts and queries.
 * @param region Region of the workspace.
 * @param trackUrl Base URL of the Track API, by default that of the region.
 * @param appUrl Base URL of the App API, by default that of the region.
 * @param connectTimeout How long connecting to one address may take.
 * @param responseTimeout How long a request may take from leaving to its whole answer,
 * and a download stand still.
 * @param ssl TLS settings.
 * @param rateLimit Limits of the workspace.
 * @param retry Retries of calls that were not accepted.
 * @param queue The queue in memory.
 * @param bulk Bulk imports.
 * @since 0.1.0
 */
@ConfigurationProperties("customerio")
public record CustomerIoProperties(@DefaultValue("true") boolean enabled, @Nullable String siteId,
		@Nullable String apiKey, @Nullable String appApiKey, @DefaultValue("us") Region region, @Nullable URI trackUrl,
		@Nullable URI appUrl, @DefaultValue("5s") Duration connectTimeout,
		@DefaultValue("10s") Duration responseTimeout, @DefaultValue Ssl ssl, @DefaultValue RateLimit rateLimit,
		@DefaultValue Retry retry, @DefaultValue Queue queue, @DefaultValue Bulk bulk) {

	/** The largest operation and what is around it. */
	private static final int MIN_BATCH_BYTES = 33_000;

	/** Customer.io takes less than 500 KB. */
	private static final int MAX_BATCH_BYTES = 499_999;

	public CustomerIoProperties {
		checkUrl("track-url", trackUrl);
		checkUrl("app-url", appUrl);
		checkTimeout("connect-timeout", connectTimeout);
		checkTimeout("response-timeout", responseTimeout);
	}

	private static void checkUrl(String name, @Nullable URI url) {
		Assert.isTrue(url == null
				|| (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))),
				() -> "'customerio." + name + "' must be an http or https URL");
	}

	private static void checkTimeout(String name, Duration timeout) {
		Assert.isTrue(timeout.compareTo(Duration.ZERO) > 0,
				() -> "'customerio." + name + "' must be positive, was " + timeout);
	}

	/** As {@link BatchSettings} does, but in the words of the properties. */
	private static void checkBatches(int concurrency, int batchSize, DataSize batchBytes, Duration linger) {
		Assert.isTrue(concurrency > 0, () -> "'concurrency' must be positive, was " + concurrency);
		Assert.isTrue(batchSize > 0, () -> "'batch-size' must be positive, was " + batchSize);
		Assert.isTrue(batchBytes.toBytes() >= MIN_BATCH_BYTES && batchBytes.toBytes() <= MAX_BATCH_BYTES,
				() -> "'batch-bytes' must be from " + MIN_BATCH_BYTES + "B to " + MAX_BATCH_BYTES + "B, was "
						+ batchBytes);
		Assert.isTrue(!linger.isNegative(), () -> "'linger' must not be negative, was " + linger);
	}

	/**
	 * Describe the properties without the keys.
	 */
	@Override
	public String toString() {
		return "CustomerIoProperties[region=" + this.region + ", rateLimit=" + this.rateLimit + ", retry=" + this.retry
				+ "]";
	}

	/**
	 * TLS settings.
	 *
	 * @param bundle Name of the SSL bundle to use.
	 */
	public record Ssl(@Nullable String bundle) {

	}

	/**
	 * Limits of the workspace, one for each quota.
	 *
	 * @param preset Limits to start from; each number can be set on its own.
	 * @param track Limit of the Track API, in requests.
	 * @param transactional Limit of transactional messages.
	 * @param app Limit of all other calls of the App API.
	 * @param broadcast Limit of API-triggered broadcasts.
	 * @param minPause Pause after an answer with status 429 that does not say how long,
	 * doubled for each further one up to 10 seconds; no shorter than the window divided
	 * by the limit, but for the longest pause.
	 * @param maxPause Longest pause that an answer with status 429 can ask for.
	 */
	public record RateLimit(@DefaultValue("standard") Preset preset, @DefaultValue Limit track,
			@DefaultValue Limit transactional, @DefaultValue Limit app, @DefaultValue Limit broadcast,
			@DefaultValue("100ms") Duration minPause, @DefaultValue("5m") Duration maxPause) {

		private static final Duration MAX_UNSAID_PAUSE = Duration.ofSeconds(10);

		private static final double PAUSE_JITTER = 0.25;

		public RateLimit {
			Assert.isTrue(minPause.compareTo(Duration.ZERO) > 0 && minPause.compareTo(MAX_UNSAID_PAUSE) <= 0,
					() -> "'min-pause' must be positive and at most 10 seconds, was " + minPause);
			Assert.isTrue(!maxPause.isNegative(), () -> "'max-pause' must not be negative, was " + maxPause);
		}

		/**
		 * Pauses where a 429 says nothing; several instances should not end them
		 * together. None is shorter than a permit of the quota takes, as the server may
		 * have counted the call that it refused.
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
	public record Limit(@Nullable Integer limit, @Nullable Duration window,
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
	 * Retries of calls that were not accepted and cannot take effect twice.
	 *
	 * @param maxRetries How often a call is repeated after its first attempt.
	 * @param baseDelay Delay before the first retry, doubled for each further one.
	 * @param maxDelay Longest delay, unless the server asks for more.
	 * @param jitter Part of each delay that is random, from 0 to 1.
	 * @param budget Tokens that bound retries while most calls fail: a retry costs 5, an
	 * accepted call gives back 1, an accepted retry 5; 0 for no bound.
	 * @param unsafe DANGEROUS: whether to repeat messages and broadcasts that may have
	 * been accepted already, after a timeout, a broken connection or a 5xx. Customer.io
	 * does not recognise duplicates, so people may get the same message several times.
	 */
	public record Retry(@DefaultValue("4") int maxRetries, @DefaultValue("1s") Duration baseDelay,
			@DefaultValue("60s") Duration maxDelay, @DefaultValue("0.25") double jitter,
			@DefaultValue("500") int budget, @DefaultValue("false") boolean unsafe) {

		public Retry {
			Assert.isTrue(maxRetries >= 0 && maxRetries <= RetryConfigs.MAX_RETRIES,
					() -> "'max-retries' must be from 0 to " + RetryConfigs.MAX_RETRIES + ", was " + maxRetries);
			Assert.isTrue(baseDelay.compareTo(Duration.ZERO) > 0,
					() -> "'base-delay' must be positive, was " + baseDelay);
			Assert.isTrue(maxDelay.compareTo(baseDelay) >= 0,
					() -> "'max-delay' must be at least 'base-delay', was " + maxDelay);
			Assert.isTrue(jitter >= 0 && jitter <= 1, () -> "'jitter' must be from 0 to 1, was " + jitter);
			Assert.isTrue(budget >= 0, () -> "'budget' must not be negative, was " + budget);
		}

	}

	/**
	 * The queue in memory.
	 *
	 * @param capacity Most operations queued and under way.
	 * @param maxSize Most bytes of them.
	 * @param whenFull What to do with an operation that finds the queue full.
	 * @param concurrency How many requests may be under way at the same time.
	 * @param batchSize Most operations in a request.
	 * @param batchBytes Most bytes of a request.
	 * @param linger How long the first operation of a request waits for others.
	 * @param shutdownTimeout How long a shutdown waits for what is queued.
	 */
	public record Queue(@DefaultValue("100000") int capacity, @DefaultValue("64MB") DataSize maxSize,
			@DefaultValue("wait") WhenFull whenFull, @DefaultValue("10") int concurrency,
			@DefaultValue("1000") int batchSize, @DefaultValue("475000B") DataSize batchBytes,
			@DefaultValue("50ms") Duration linger, @DefaultValue("20s") Duration shutdownTimeout) {

		public Queue {
			Assert.isTrue(capacity > 0, () -> "'capacity' must be positive, was " + capacity);
			Assert.isTrue(maxSize.toBytes() > 0, () -> "'max-size' must be positive, was " + maxSize);
			checkBatches(concurrency, batchSize, batchBytes, linger);
			Assert.isTrue(!shutdownTimeout.isNegative(),
					() -> "'shutdown-timeout' must not be negative, was " + shutdownTimeout);
		}

		BatchSettings batches() {
			return new BatchSettings(this.batchSize, (int) this.batchBytes.toBytes(), this.linger, this.concurrency);
		}

	}

	/**
	 * Bulk imports.
	 *
	 * @param rate Most requests started in a second, by all imports together.
	 * @param concurrency How many requests of an import may be under way at the same
	 * time.
	 * @param batchSize Most operations in a request.
	 * @param batchBytes Most bytes of a request.
	 * @param linger How long the first operation of a request waits for others if the
	 * source is slow.
	 */
	public record Bulk(@DefaultValue("50") int rate, @DefaultValue("4") int concurrency,
			@DefaultValue("1000") int batchSize, @DefaultValue("475000B") DataSize batchBytes,
			@DefaultValue("1s") Duration linger) {

		public Bulk {
			Assert.isTrue(rate > 0, () -> "'rate' must be positive, was " + rate);
			checkBatches(concurrency, batchSize, batchBytes, linger);
		}

		BatchSettings batches() {
			return new BatchSettings(this.batchSize, (int) this.batchBytes.toBytes(), this.linger, this.concurrency);
		}

	}

	/**
	 * How permits are counted.
	 */
	public enum Algorithm {

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
	public enum Preset {

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
