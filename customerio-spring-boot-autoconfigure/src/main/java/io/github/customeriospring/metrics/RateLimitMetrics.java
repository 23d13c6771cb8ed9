package io.github.customeriospring.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.github.customeriospring.Quota;
import io.github.customeriospring.ratelimit.RateLimitListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Counts permits, waits, 429s and refusals.
 *
 * @since 0.1.0
 */
public final class RateLimitMetrics implements RateLimitListener {

	private final Map<Quota, Timer> waits;

	private final Map<Quota, Counter> throttled;

	private final Map<Quota, Counter> refused;

	/**
	 * Create the meters.
	 * @param registry where they are registered
	 */
	public RateLimitMetrics(MeterRegistry registry) {
		this.waits = forEachQuota((quota) -> Timer.builder("customerio.permit.wait")
			.description("How long calls waited for their permit; its count is the permits used")
			.tag("quota", quota.id())
			.register(registry));
		this.throttled = forEachQuota((quota) -> Counter.builder("customerio.throttled")
			.description("Answers with status 429")
			.tag("quota", quota.id())
			.register(registry));
		this.refused = forEachQuota((quota) -> Counter.builder("customerio.refused")
			.description("Calls not let into the waiting line, because it was full or the wait too long")
			.tag("quota", quota.id())
			.register(registry));
	}

	private static <M> Map<Quota, M> forEachQuota(Function<Quota, M> factory) {
		Map<Quota, M> meters = new EnumMap<>(Quota.class);
		for (Quota quota : Quota.values()) {
			meters.put(quota, factory.apply(quota));
		}
		return meters;
	}

	@Override
	public void permitted(Quota quota, long waitedNanos) {
		meter(this.waits, quota).record(waitedNanos, TimeUnit.NANOSECONDS);
	}

	@Override
	public void throttled(Quota quota) {
		meter(this.throttled, quota).increment();
	}

	@Override
	public void refused(Quota quota) {
		meter(this.refused, quota).increment();
	}

	@SuppressWarnings("NullAway") // there is one for every quota
	private static <M> M meter(Map<Quota, M> meters, Quota quota) {
		return meters.get(quota);
	}

}
