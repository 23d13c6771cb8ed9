package io.github.customeriospring.metrics;

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
		this.retry.getEventPublisher()
			.onRetry((event) -> Counter.builder("customerio.retries")
				.description("Calls that were sent again")
				.tag("reason", reason(event.getLastThrowable()))
				.register(registry)
				.increment());
	}

	private static String reason(@Nullable Throwable ex) {
		if (ex instanceof CustomerIoResponseException response) {
			return String.valueOf(response.getStatus());
		}
		return (ex instanceof CustomerIoNoResponseException failure)
				? (failure.isDeliveryUnknown() ? "no answer" : "no connection") : "other";
	}

}
