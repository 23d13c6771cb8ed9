package io.github.customeriospring.actuate;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.customeriospring.Quota;
import io.github.customeriospring.ratelimit.RateLimitListener;
import org.jspecify.annotations.Nullable;

/**
 * Remembers when each quota was last answered 429.
 */
final class LastThrottled implements RateLimitListener {

	private final InstantSource clock;

	private final Map<Quota, Instant> times = new ConcurrentHashMap<>();

	/**
	 * Create a listener that has heard of none.
	 * @param clock tells the date
	 */
	LastThrottled(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public void throttled(Quota quota) {
		this.times.put(quota, this.clock.instant());
	}

	@Nullable Instant of(Quota quota) {
		return this.times.get(quota);
	}

}
