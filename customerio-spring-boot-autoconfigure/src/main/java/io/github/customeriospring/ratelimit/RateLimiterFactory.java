package io.github.customeriospring.ratelimit;

import java.util.List;
import java.util.stream.Stream;

import io.github.customeriospring.Quota;
import io.github.customeriospring.ratelimit.window.PermitWindow;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;

/**
 * Makes the limiter of each quota and puts it into the application's registry.
 */
final class RateLimiterFactory {

	private static final Logger logger = LoggerFactory.getLogger(RateLimiterFactory.class);

	private final RateLimiterRegistry registry;

	/** As they hold for this instance; if they are shared, for all together. */
	final RateLimitProperties limits;

	private final int instances;

	private final PermitWindow.@Nullable Factory shared;

	private final Environment environment;

	private final Scheduler scheduler;

	RateLimiterFactory(RateLimiterRegistry registry, RateLimitProperties properties,
			PermitWindow.@Nullable Factory shared, Environment environment, Scheduler scheduler) {
		if (shared == null && environment.getProperty("customerio.rate-limit.shared.enabled", Boolean.class, false)) {
			throw new InvalidConfigurationPropertyValueException("customerio.rate-limit.shared.enabled", true,
					"It needs Spring Data Redis with Lettuce: add 'spring-boot-starter-data-redis'.");
		}
		this.registry = registry;
		this.limits = (shared != null) ? properties.undivided() : properties;
		this.instances = (properties.instances() != null) ? properties.instances() : 0;
		this.shared = shared;
		this.environment = environment;
		this.scheduler = scheduler;
	}

	/** Return the limiter of a quota: the one in the registry, or else a new one. */
	RateLimiter create(Quota quota) {
		return this.registry.find(quota.limiterName()).orElseGet(() -> {
			RateLimiter stock = this.registry.rateLimiter(quota.limiterName(), this.limits.limiterConfig(quota));
			if (this.limits.of(quota).tuning().isTokenBucket()) {
				return stock;
			}
			// a registry only makes limiters of its own kind, but lets them be replaced
			RateLimiter limiter = new SlidingWindowRateLimiter(stock, window(quota), System::nanoTime);
			this.registry.replace(quota.limiterName(), limiter);
			return limiter;
		});
	}

	private PermitWindow window(Quota quota) {
		RateLimitProperties.Tuning tuning = this.limits.of(quota).tuning();
		PermitWindow.Settings settings = new PermitWindow.Settings(quota, this.limits.limit(quota),
				this.limits.window(quota), tuning.leastMargin(), tuning.longestMargin(), this.instances, this.scheduler,
				System::nanoTime);
		return (this.shared != null) ? this.shared.create(settings)
				: settings.local(settings.limit(), settings.window());
	}

	/** What is set for a limiter does nothing where the application has its own. */
	void warnOfForeign(Quota quota, RateLimiter limiter) {
		RateLimiterConfig ours = this.limits.limiterConfig(quota);
		RateLimiterConfig theirs = limiter.getRateLimiterConfig();
		if (limiter instanceof SlidingWindowRateLimiter || (this.limits.of(quota).tuning().isTokenBucket()
				&& ours.getLimitForPeriod() == theirs.getLimitForPeriod()
				&& ours.getLimitRefreshPeriod().equals(theirs.getLimitRefreshPeriod()))) {
			return;
		}
		List<String> ignored = Stream
			.of("limit", "window", "tuning.algorithm", "tuning.burst", "tuning.margin", "tuning.min-margin",
					"tuning.max-margin")
			.map((name) -> "customerio.rate-limit." + quota.id() + "." + name)
			.filter(this.environment::containsProperty)
			.toList();
		logger.warn(
				"Quota {} uses the application's own limiter '{}' ({} per {} ms), which is not made exact and does not"
						+ " adapt to answers with 429{}",
				quota.id(), limiter.getName(), theirs.getLimitForPeriod(), theirs.getLimitRefreshPeriod().toMillis(),
				ignored.isEmpty() ? "" : ". So " + ignored + " do nothing");
	}

}
