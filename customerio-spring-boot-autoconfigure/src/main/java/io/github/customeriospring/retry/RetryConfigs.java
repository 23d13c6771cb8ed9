package io.github.customeriospring.retry;

import java.time.Duration;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoThrottledException;
import io.github.customeriospring.layer.Backoff;
import io.github.resilience4j.core.IntervalBiFunction;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;

import org.springframework.util.Assert;

/**
 * Creates the Resilience4j configuration: which errors are retried, and after what delay.
 */
final class RetryConfigs {

	/**
	 * Maximum number of retries of a call. Each retry nests more operators, so the depth
	 * of the stack is the limit.
	 */
	static final int MAX_RETRIES = 500;

	private RetryConfigs() {
	}

	/**
	 * Create a configuration that retries {@link CustomerIoException#isRetryable()
	 * retryable} errors.
	 * @param maxRetries the number of retries after the first attempt, from 0 to
	 * {@value #MAX_RETRIES}
	 * @param backoff the delays; after a 429 there is none, because the whole quota
	 * pauses
	 * @param unsafe whether to also retry calls whose delivery is
	 * {@link CustomerIoException#isDeliveryUnknown() unknown}, so that messages may be
	 * sent twice
	 * @return the configuration
	 */
	static RetryConfig of(int maxRetries, Backoff backoff, boolean unsafe) {
		Assert.isTrue(maxRetries >= 0 && maxRetries <= MAX_RETRIES,
				() -> "'maxRetries' must be from 0 to " + MAX_RETRIES + ", was " + maxRetries);
		return RetryConfig.custom()
			.maxAttempts(maxRetries + 1)
			.retryOnException((ex) -> ex instanceof CustomerIoException failure
					&& (failure.isRetryable() || (unsafe && failure.isDeliveryUnknown())))
			.intervalBiFunction(new Delays(backoff))
			.build();
	}

	/** Whether the retry was configured here and not by the application. */
	static boolean isOurs(Retry retry) {
		return retry.getRetryConfig().getIntervalBiFunction() instanceof Delays;
	}

	private record Delays(Backoff backoff) implements IntervalBiFunction<Object> {

		@Override
		public Long apply(Integer retry, Either<Throwable, Object> outcome) {
			Throwable error = outcome.isLeft() ? outcome.getLeft() : null;
			if (error instanceof CustomerIoThrottledException) {
				return 0L;
			}
			Duration retryAfter = (error instanceof CustomerIoResponseException response) ? response.getRetryAfter()
					: null;
			return this.backoff.delay(retry, retryAfter).toMillis();
		}

	}

}
