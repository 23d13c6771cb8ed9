package io.github.customeriospring.retry;

import java.time.Duration;

import io.github.customeriospring.Backoff;
import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoThrottledException;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.RetryConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Says which errors are retried and after what delay, in Resilience4j's terms.
 *
 * @since 0.1.0
 */
public final class RetryConfigs {

	/**
	 * Most retries of a call. The answer of each goes through the operators of all before
	 * it, so the stack bounds them.
	 */
	public static final int MAX_RETRIES = 500;

	private static final long NO_RETRY = -1;

	private RetryConfigs() {
	}

	/**
	 * Create a configuration that retries what {@link CustomerIoException#isRetryable()
	 * is retryable}.
	 * @param maxRetries how often after the first attempt, zero for never, at most
	 * {@value #MAX_RETRIES}
	 * @param backoff the delays
	 * @param budget bounds the retries of calls that failed; those that were refused with
	 * a 429 are bound by the limit
	 * @param unsafe whether to retry every call of which it is
	 * {@link CustomerIoException#isDeliveryUnknown() unknown} whether it was accepted, so
	 * that messages may be sent twice
	 * @return the configuration
	 */
	public static RetryConfig of(int maxRetries, Backoff backoff, RetryBudget budget, boolean unsafe) {
		Assert.isTrue(maxRetries >= 0 && maxRetries <= MAX_RETRIES,
				() -> "'maxRetries' must be from 0 to " + MAX_RETRIES + ", was " + maxRetries);
		return RetryConfig.custom()
			.maxAttempts(maxRetries + 1)
			.retryOnException((ex) -> ex instanceof CustomerIoException failure
					&& (failure.isRetryable() || (unsafe && failure.isDeliveryUnknown())))
			.intervalBiFunction((retry, outcome) -> isThrottled(outcome) || budget.tryRetry()
					? backoff.delay(retry, retryAfter(outcome)).toMillis() : NO_RETRY)
			.build();
	}

	private static boolean isThrottled(Either<Throwable, ?> outcome) {
		return outcome.isLeft() && outcome.getLeft() instanceof CustomerIoThrottledException;
	}

	private static @Nullable Duration retryAfter(Either<Throwable, ?> outcome) {
		return (outcome.isLeft() && outcome.getLeft() instanceof CustomerIoThrottledException throttled)
				? throttled.getRetryAfter() : null;
	}

}
