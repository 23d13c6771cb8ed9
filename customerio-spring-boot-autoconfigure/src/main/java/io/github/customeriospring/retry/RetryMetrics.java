package io.github.customeriospring.retry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.Quota;
import io.github.resilience4j.retry.Retry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Counts retries by reason.
 */
final class RetryMetrics implements MeterBinder {

	private final Retry retry;

	private final RetryBudget budget;

	RetryMetrics(Retry retry, RetryBudget budget) {
		this.retry = retry;
		this.budget = budget;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Map<String, Counter> counters = new ConcurrentHashMap<>();
		this.retry.getEventPublisher()
			.onRetry((event) -> counters
				.computeIfAbsent(reason(event.getLastThrowable()), (reason) -> counter(reason, registry))
				.increment());
		for (Quota quota : Quota.values()) {
			denied(registry, quota, "budget", (budget) -> budget.denied(quota));
			denied(registry, quota, "unsafe", (budget) -> budget.deniedAsUnsafe(quota));
			Gauge.builder("customerio.retry.tokens", this.budget, (budget) -> budget.tokens(quota))
				.description("Tokens left in the retry budget")
				.tag("quota", quota.id())
				.register(registry);
		}
	}

	private void denied(MeterRegistry registry, Quota quota, String reason, ToDoubleFunction<RetryBudget> count) {
		FunctionCounter.builder("customerio.retries.denied", this.budget, count)
			.description("Calls not retried: most calls fail, or this one may have taken effect")
			.tag("quota", quota.id())
			.tag("reason", reason)
			.register(registry);
	}

	private static Counter counter(String reason, MeterRegistry registry) {
		return Counter.builder("customerio.retries")
			.description("Calls that were retried")
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
