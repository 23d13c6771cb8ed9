package io.github.customeriospring.retry;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Retries of calls that were not accepted and cannot take effect twice.
 *
 * @param maxRetries How often a call is repeated after its first attempt.
 * @param baseDelay Delay before the first retry, doubled for each further one.
 * @param maxDelay Longest delay, also where the server asks for more, and how long a call
 * comes back after answers with 429 before these count as retries.
 * @param jitter Part of each delay that is random, from 0 to 1.
 * @param budget Tokens of each quota that bound retries while most calls fail: a retry
 * costs 5, an accepted call gives back 1, an accepted retry 5. 0 for no bound.
 * @param repeatMessages Whether to repeat, at your own risk, messages and broadcasts that
 * may have been accepted already, after a timeout, a broken connection or a 5xx.
 * Customer.io does not recognise duplicates, so people may get the same message several
 * times.
 */
@ConfigurationProperties("customerio.retry")
record RetryProperties(@DefaultValue("4") int maxRetries, @DefaultValue("1s") Duration baseDelay,
		@DefaultValue("60s") Duration maxDelay, @DefaultValue("0.25") double jitter, @DefaultValue("500") int budget,
		@DefaultValue("false") boolean repeatMessages) {

	private static final Duration MAX_DELAY = Duration.ofDays(1);

	RetryProperties {
		Assert.isTrue(maxRetries >= 0 && maxRetries <= RetryConfigs.MAX_RETRIES,
				() -> "'max-retries' must be from 0 to " + RetryConfigs.MAX_RETRIES + ", was " + maxRetries);
		Assert.isTrue(baseDelay.compareTo(Duration.ZERO) > 0, () -> "'base-delay' must be positive, was " + baseDelay);
		Assert.isTrue(maxDelay.compareTo(baseDelay) >= 0 && maxDelay.compareTo(MAX_DELAY) <= 0,
				() -> "'max-delay' must be from 'base-delay' to one day, was " + maxDelay);
		Assert.isTrue(jitter >= 0 && jitter <= 1, () -> "'jitter' must be from 0 to 1, was " + jitter);
		Assert.isTrue(budget == 0 || budget >= RetryBudget.RETRY_COST,
				() -> "'budget' must be 0 for no bound or at least " + RetryBudget.RETRY_COST
						+ ", the cost of one retry, was " + budget);
	}

}
