package io.github.customeriospring.health;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.customeriospring.Quota;
import io.github.customeriospring.ratelimit.RateLimitListener;

import org.springframework.http.HttpStatus;

/**
 * Remembers whose credentials Customer.io refused last: those of the Track API, or those
 * of the App API, which the other quotas share.
 *
 * @since 0.1.0
 */
public final class RefusedCredentials implements RateLimitListener {

	private final Set<String> refused = ConcurrentHashMap.newKeySet();

	@Override
	public void answered(Quota quota, int status) {
		String api = (quota == Quota.TRACK) ? "track" : "app";
		if (status == HttpStatus.UNAUTHORIZED.value()) {
			this.refused.add(api);
		}
		else if (status < 300 && !this.refused.isEmpty()) {
			this.refused.remove(api);
		}
	}

	List<String> apis() {
		return this.refused.stream().sorted().toList();
	}

}
