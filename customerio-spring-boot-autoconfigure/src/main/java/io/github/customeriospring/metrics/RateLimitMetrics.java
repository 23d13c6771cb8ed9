package io.github.customeriospring.metrics;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.github.customeriospring.Priority;
import io.github.customeriospring.Quota;
import io.github.customeriospring.ratelimit.RateLimitListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Records permits, waits, responses, 429s and refused calls.
 */
final class RateLimitMetrics implements RateLimitListener {

	/**
	 * Buckets for percentiles across instances. They are few, because each is a series
	 * per quota and priority.
	 */
	private static final Duration[] BUCKETS = { Duration.ofMillis(1), Duration.ofMillis(10), Duration.ofMillis(100),
			Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(60) };

	private final MeterRegistry registry;

	private final Map<Quota, Map<Priority, Timer>> waits;

	/** By status. Each meter is created with the first response of its status. */
	private final Map<Quota, Map<Integer, Counter>> answers;

	private final Map<Quota, Counter> throttled;

	private final Map<Quota, Counter> refused;

	RateLimitMetrics(MeterRegistry registry) {
		this.registry = registry;
		this.waits = forEach(Quota.class, (quota) -> forEach(Priority.class, (priority) -> wait(quota, priority)));
		this.answers = forEach(Quota.class, (quota) -> new ConcurrentHashMap<>());
		this.throttled = forEach(Quota.class,
				(quota) -> counter("customerio.throttled", "Responses with status 429", quota));
		this.refused = forEach(Quota.class, (quota) -> counter("customerio.refused",
				"Calls that the client refused: the line was full, the wait too long, or the application shutting down",
				quota));
	}

	private Timer wait(Quota quota, Priority priority) {
		return Timer.builder("customerio.permit.wait")
			.description("How long calls waited for their permit; the count is the number of permits used")
			.tag("quota", quota.id())
			.tag("priority", priority.name().toLowerCase(Locale.ROOT))
			.serviceLevelObjectives(BUCKETS)
			.register(this.registry);
	}

	private Counter counter(String name, String description, Quota quota) {
		return Counter.builder(name).description(description).tag("quota", quota.id()).register(this.registry);
	}

	private static <K extends Enum<K>, M> Map<K, M> forEach(Class<K> keys, Function<K, M> factory) {
		Map<K, M> meters = new EnumMap<>(keys);
		for (K key : keys.getEnumConstants()) {
			meters.put(key, factory.apply(key));
		}
		return meters;
	}

	@Override
	public void permitted(Quota quota, Priority priority, long waitedNanos) {
		of(of(this.waits, quota), priority).record(waitedNanos, TimeUnit.NANOSECONDS);
	}

	@Override
	public void answered(Quota quota, int status) {
		of(this.answers, quota).computeIfAbsent(status, (key) -> answers(quota, key)).increment();
	}

	private Counter answers(Quota quota, int status) {
		return Counter.builder("customerio.answers")
			.description("Responses of Customer.io, including those to retries")
			.tag("quota", quota.id())
			.tag("status", String.valueOf(status))
			.register(this.registry);
	}

	@Override
	public void throttled(Quota quota) {
		of(this.throttled, quota).increment();
	}

	@Override
	public void refused(Quota quota) {
		of(this.refused, quota).increment();
	}

	@SuppressWarnings("NullAway") // the map has a value for every key
	private static <K, M> M of(Map<K, M> meters, K key) {
		return meters.get(key);
	}

}
