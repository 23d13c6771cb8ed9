package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.Map;

import io.github.customeriospring.CustomerIoLayer;
import io.github.customeriospring.Quota;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import reactor.core.scheduler.Scheduler;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Makes the Resilience4j limiters and the lines in which calls wait for them. The
 * limiters stand in the application's registry; an entry that is there already, or a bean
 * of the same name, is used instead.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RateLimitProperties.class)
public final class RateLimitConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RateLimiterRegistry rateLimiterRegistry() {
		return RateLimiterRegistry.ofDefaults();
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoTrackRateLimiter")
	RateLimiter customerIoTrackRateLimiter(RateLimiterRegistry registry, RateLimitProperties properties) {
		return limiter(Quota.TRACK, registry, properties);
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoTransactionalRateLimiter")
	RateLimiter customerIoTransactionalRateLimiter(RateLimiterRegistry registry, RateLimitProperties properties) {
		return limiter(Quota.TRANSACTIONAL, registry, properties);
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoAppRateLimiter")
	RateLimiter customerIoAppRateLimiter(RateLimiterRegistry registry, RateLimitProperties properties) {
		return limiter(Quota.APP, registry, properties);
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoBroadcastRateLimiter")
	RateLimiter customerIoBroadcastRateLimiter(RateLimiterRegistry registry, RateLimitProperties properties) {
		return limiter(Quota.BROADCAST, registry, properties);
	}

	private static RateLimiter limiter(Quota quota, RateLimiterRegistry registry, RateLimitProperties properties) {
		String name = quota.limiterName();
		return registry.find(name).orElseGet(() -> {
			RateLimiter limiter = create(quota, properties);
			// a registry only makes limiters of its own kind, but lets them be replaced
			RateLimiter stock = registry.rateLimiter(name, limiter.getRateLimiterConfig());
			tag(limiter, stock.getTags());
			registry.replace(name, limiter);
			return limiter;
		});
	}

	/** With those of {@code resilience4j.ratelimiter.tags}, which the registry knows. */
	private static void tag(RateLimiter limiter, Map<String, String> tags) {
		if (limiter instanceof SlidingWindowRateLimiter window) {
			window.setTags(tags);
		}
		else if (limiter instanceof TokenBucketRateLimiter bucket) {
			bucket.setTags(tags);
		}
	}

	private static RateLimiter create(Quota quota, RateLimitProperties limits) {
		RateLimitProperties.Limit limit = limits.of(quota);
		Duration window = limits.window(quota);
		if (limit.algorithm() == RateLimitProperties.Algorithm.TOKEN_BUCKET) {
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
	WaitingLines customerIoWaitingLines(RateLimitProperties properties,
			@Qualifier("customerIoScheduler") Scheduler scheduler, ObjectProvider<RateLimitListener> listeners,
			@Qualifier("customerIoTrackRateLimiter") RateLimiter track,
			@Qualifier("customerIoTransactionalRateLimiter") RateLimiter transactional,
			@Qualifier("customerIoAppRateLimiter") RateLimiter app,
			@Qualifier("customerIoBroadcastRateLimiter") RateLimiter broadcast) {
		RateLimitListener listener = RateLimitListener.of(listeners.orderedStream().toList());
		return new WaitingLines((quota) -> {
			RateLimitProperties.Limit limit = properties.of(quota);
			return new WaitingLine(quota, switch (quota) {
				case TRACK -> track;
				case TRANSACTIONAL -> transactional;
				case APP -> app;
				case BROADCAST -> broadcast;
			}, new WaitingLineSettings(limit.capacity(), limit.maxWait(), limit.maxInFlight()),
					properties.pauses(quota)::delay, scheduler, listener);
		});
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoRateLimitLayer")
	CustomerIoLayer customerIoRateLimitLayer(WaitingLines lines) {
		return (next) -> new RateLimitedTransport(lines, next);
	}

}
