package io.github.customeriospring.retry;

import java.time.Duration;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoThrottledException;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.RetryConfig;
import org.jspecify.annotations.Nullable;

/**
 * Says which errors are retried and after what delay, in Resilience4j's terms.
 *
 * @since 0.1.0
 */
public final class RetryConfigs {

	private RetryConfigs() {
	}

	/**
	 * Create a configuration that retries what {@link CustomerIoException#isRetryable()
	 * is retryable}.
	 * @param maxRetries how often after the first attempt, zero for never
	 * @param backoff the delays
	 * @return the configuration
	 */
	public static RetryConfig of(int maxRetries, Backoff backoff) {
		return RetryConfig.custom()
			.maxAttempts(maxRetries + 1)
			.retryOnException((ex) -> ex instanceof CustomerIoException failure && failure.isRetryable())
			.intervalBiFunction((retry, outcome) -> backoff.delay(retry, retryAfter(outcome)).toMillis())
			.build();
	}

	private static @Nullable Duration retryAfter(Either<Throwable, ?> outcome) {
		return (outcome.isLeft() && outcome.getLeft() instanceof CustomerIoThrottledException throttled)
				? throttled.getRetryAfter() : null;
	}

}
