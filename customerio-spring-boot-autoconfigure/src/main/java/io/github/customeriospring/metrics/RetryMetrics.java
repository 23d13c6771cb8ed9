package io.github.customeriospring.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.resilience4j.retry.Retry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Counts retries by reason.
 *
 * @since 0.1.0
 */
public final class RetryMetrics implements MeterBinder {

	private final Retry retry;

	/**
	 * Create the binder.
	 * @param retry the retry to watch
	 */
	public RetryMetrics(Retry retry) {
		this.retry = retry;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Map<String, Counter> counters = new ConcurrentHashMap<>();
		this.retry.getEventPublisher()
			.onRetry((event) -> counters
				.computeIfAbsent(reason(event.getLastThrowable()), (reason) -> counter(reason, registry))
				.increment());
	}

	private static Counter counter(String reason, MeterRegistry registry) {
		return Counter.builder("customerio.retries")
			.description("Calls that were sent again")
			.tag("reason", reason)
			.register(registry);
	}

	private static String reason(@Nullable Throwable ex) {
		if (ex instanceof CustomerIoResponseException response) {
			return String.valueOf(response.getStatus());
		}
		return (ex instanceof CustomerIoNoResponseException failure)
				? (failure.isDeliveryUnknown() ? "no answer" : "no connection") : "other";
	}

}
