package io.github.customeriospring.autoconfigure;

import java.time.Duration;
import java.util.Map;

import io.github.customeriospring.Quota;
import io.github.customeriospring.ratelimit.SlidingWindowRateLimiter;
import io.github.customeriospring.ratelimit.TokenBucketRateLimiter;
import io.github.customeriospring.retry.Backoff;
import io.github.customeriospring.retry.RetryBudget;
import io.github.customeriospring.retry.RetryConfigs;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the Resilience4j limiters and
 * the retry of the Customer.io client. They stand in the application's registries; an
 * entry that is there already, or a bean of the same name, is used instead.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
		afterName = { "io.github.resilience4j.springboot.ratelimiter.autoconfigure.RateLimiterAutoConfiguration",
				"io.github.resilience4j.springboot.retry.autoconfigure.RetryAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "customerio.enabled", matchIfMissing = true)
@EnableConfigurationProperties(CustomerIoProperties.class)
public final class CustomerIoLimitsAutoConfiguration {

	static final String RETRY_NAME = "customerio";

	@Bean
	@ConditionalOnMissingBean
	RateLimiterRegistry rateLimiterRegistry() {
		return RateLimiterRegistry.ofDefaults();
	}

	@Bean
	@ConditionalOnMissingBean
	RetryRegistry retryRegistry() {
		return RetryRegistry.ofDefaults();
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoTrackRateLimiter")
	RateLimiter customerIoTrackRateLimiter(RateLimiterRegistry registry, CustomerIoProperties properties) {
		return limiter(Quota.TRACK, registry, properties);
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoTransactionalRateLimiter")
	RateLimiter customerIoTransactionalRateLimiter(RateLimiterRegistry registry, CustomerIoProperties properties) {
		return limiter(Quota.TRANSACTIONAL, registry, properties);
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoAppRateLimiter")
	RateLimiter customerIoAppRateLimiter(RateLimiterRegistry registry, CustomerIoProperties properties) {
		return limiter(Quota.APP, registry, properties);
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoBroadcastRateLimiter")
	RateLimiter customerIoBroadcastRateLimiter(RateLimiterRegistry registry, CustomerIoProperties properties) {
		return limiter(Quota.BROADCAST, registry, properties);
	}

	private static RateLimiter limiter(Quota quota, RateLimiterRegistry registry, CustomerIoProperties properties) {
		String name = quota.limiterName();
		return registry.find(name).orElseGet(() -> {
			RateLimiter limiter = create(quota, properties.rateLimit());
			// a registry only makes limiters of its own kind, but lets them be replaced
			RateLimiter stock = registry.rateLimiter(name, limiter.getRateLimiterConfig());
			tag(limiter, stock.getTags());
			registry.replace(name, limiter);
			return limiter;
		});
	}

	/** With those of {@code resilience4j.ratelimiter.tags}, which the registry knows. */
	static void tag(RateLimiter limiter, Map<String, String> tags) {
		if (limiter instanceof SlidingWindowRateLimiter window) {
			window.setTags(tags);
		}
		else if (limiter instanceof TokenBucketRateLimiter bucket) {
			bucket.setTags(tags);
		}
	}

	private static RateLimiter create(Quota quota, CustomerIoProperties.RateLimit limits) {
		CustomerIoProperties.Limit limit = limits.of(quota);
		Duration window = limits.window(quota);
		if (limit.algorithm() == CustomerIoProperties.Algorithm.TOKEN_BUCKET) {
			return new TokenBucketRateLimiter(quota.limiterName(), limits.limit(quota), window, limit.burst(),
					limit.maxWait());
		}
		Duration fixed = limit.margin();
		return new SlidingWindowRateLimiter(quota.limiterName(), limits.limit(quota), window,
				(fixed != null) ? fixed : limit.minMargin(), (fixed != null) ? fixed : limit.maxMargin(window),
				limit.maxWait());
	}

	@Bean
	@ConditionalOnMissingBean
	Backoff customerIoBackoff(CustomerIoProperties properties) {
		CustomerIoProperties.Retry retry = properties.retry();
		return new Backoff(retry.baseDelay(), retry.maxDelay(), retry.jitter());
	}

	@Bean
	@ConditionalOnMissingBean
	RetryBudget customerIoRetryBudget(CustomerIoProperties properties) {
		return new RetryBudget(properties.retry().budget());
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoRetry")
	Retry customerIoRetry(RetryRegistry registry, CustomerIoProperties properties, Backoff backoff,
			RetryBudget budget) {
		return registry.find(RETRY_NAME)
			.orElseGet(() -> registry.retry(RETRY_NAME,
					RetryConfigs.of(properties.retry().maxRetries(), backoff, budget, properties.retry().unsafe())));
	}

}
