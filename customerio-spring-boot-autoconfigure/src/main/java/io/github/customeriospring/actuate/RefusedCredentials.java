package io.github.customeriospring.actuate;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.github.customeriospring.Quota;
import io.github.customeriospring.ratelimit.RateLimitListener;

import org.springframework.http.HttpStatus;

/**
 * Remembers for {@link #MEMORY} that Customer.io refused the credentials of the Track
 * API, or those of the App API, which all other quotas share. An accepted call clears the
 * memory earlier.
 */
final class RefusedCredentials implements RateLimitListener {

	/**
	 * How long a refusal counts if no other call follows.
	 */
	public static final Duration MEMORY = Duration.ofMinutes(5);

	private final LongSupplier nanoClock;

	/** The time of the last refusal in nanoseconds, by API. */
	private final Map<String, Long> refused = new ConcurrentHashMap<>();

	RefusedCredentials(LongSupplier nanoClock) {
		this.nanoClock = nanoClock;
	}

	@Override
	public void answered(Quota quota, int status) {
		String api = quota.api().id();
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
