package io.github.customeriospring.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.github.customeriospring.Quota;
import io.github.customeriospring.ratelimit.RateLimitListener;

import org.springframework.http.HttpStatus;

/**
 * Remembers for {@link #MEMORY} whose credentials Customer.io refused last: those of the
 * Track API, or those of the App API, which the other quotas share. An accepted call ends
 * it before.
 */
final class RefusedCredentials implements RateLimitListener {

	/**
	 * How long a refusal counts if no other call follows it.
	 */
	public static final Duration MEMORY = Duration.ofMinutes(5);

	private final LongSupplier nanoClock;

	/** When, in nanoseconds, by API. */
	private final Map<String, Long> refused = new ConcurrentHashMap<>();

	/**
	 * Create a listener that has heard of none.
	 * @param nanoClock the monotonic clock
	 */
	RefusedCredentials(LongSupplier nanoClock) {
		this.nanoClock = nanoClock;
	}

	@Override
	public void answered(Quota quota, int status) {
		String api = (quota == Quota.TRACK) ? "track" : "app";
		if (status == HttpStatus.UNAUTHORIZED.value()) {
			this.refused.put(api, this.nanoClock.getAsLong());
		}
		else if (status < 300 && !this.refused.isEmpty()) {
			this.refused.remove(api);
		}
	}

	List<String> apis() {
		long now = this.nanoClock.getAsLong();
		this.refused.values().removeIf((at) -> now - at >= MEMORY.toNanos());
		return this.refused.keySet().stream().sorted().toList();
	}

}
