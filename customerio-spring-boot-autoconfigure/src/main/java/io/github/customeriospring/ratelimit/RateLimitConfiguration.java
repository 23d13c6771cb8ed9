package io.github.customeriospring.ratelimit;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import io.github.customeriospring.Quota;
import io.github.customeriospring.layer.CustomerIoLayer;
import io.github.customeriospring.layer.CustomerIoLifecycle;
import io.github.customeriospring.layer.CustomerIoMode;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

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

	private static final Logger logger = LoggerFactory.getLogger(RateLimitConfiguration.class);

	@Bean
	@ConditionalOnMissingBean
	RateLimiterRegistry rateLimiterRegistry() {
		return RateLimiterRegistry.ofDefaults();
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoTrackRateLimiter")
	RateLimiter customerIoTrackRateLimiter(RateLimiterRegistry registry, RateLimitProperties properties,
			ObjectProvider<PermitWindow.Factory> shared, @Qualifier("customerIoScheduler") Scheduler scheduler) {
		return limiter(Quota.TRACK, registry, properties, shared, scheduler);
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoTransactionalRateLimiter")
	RateLimiter customerIoTransactionalRateLimiter(RateLimiterRegistry registry, RateLimitProperties properties,
			ObjectProvider<PermitWindow.Factory> shared, @Qualifier("customerIoScheduler") Scheduler scheduler) {
		return limiter(Quota.TRANSACTIONAL, registry, properties, shared, scheduler);
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoAppRateLimiter")
	RateLimiter customerIoAppRateLimiter(RateLimiterRegistry registry, RateLimitProperties properties,
			ObjectProvider<PermitWindow.Factory> shared, @Qualifier("customerIoScheduler") Scheduler scheduler) {
		return limiter(Quota.APP, registry, properties, shared, scheduler);
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoBroadcastRateLimiter")
	RateLimiter customerIoBroadcastRateLimiter(RateLimiterRegistry registry, RateLimitProperties properties,
			ObjectProvider<PermitWindow.Factory> shared, @Qualifier("customerIoScheduler") Scheduler scheduler) {
		return limiter(Quota.BROADCAST, registry, properties, shared, scheduler);
	}

	private static RateLimiter limiter(Quota quota, RateLimiterRegistry registry, RateLimitProperties properties,
			ObjectProvider<PermitWindow.Factory> shared, Scheduler scheduler) {
		String name = quota.limiterName();
		PermitWindow.Factory factory = shared.getIfAvailable();
		RateLimitProperties limits = (factory != null) ? properties.undivided() : properties;
		return registry.find(name).orElseGet(() -> {
			RateLimiter stock = registry.rateLimiter(name, limits.limiterConfig(quota));
			if (limits.of(quota).tuning().isTokenBucket()) {
				return stock;
			}
			RateLimitProperties.Limit limit = limits.of(quota);
			Duration window = limits.window(quota);
			BiFunction<Integer, Duration, PermitWindow> local = (permits, period) -> SlidingWindowRateLimiter
				.local(permits, period, limit.tuning().leastMargin(), limit.mostMargin(period), System.nanoTime());
			Margin margin = new Margin(window, limit.tuning().leastMargin(), limit.mostMargin(window),
					SlidingWindowRateLimiter.LEAST_TRUSTED);
			int instances = (properties.instances() != null) ? properties.instances() : 0;
			PermitWindow permits = (factory == null) ? local.apply(limits.limit(quota), window)
					: factory.create(new PermitWindow.Settings(quota, limits.limit(quota), window, margin, local,
							instances, scheduler, System::nanoTime));
			// a registry only makes limiters of its own kind, but lets them be replaced
			RateLimiter limiter = new SlidingWindowRateLimiter(name, stock.getRateLimiterConfig(), permits,
					stock.getTags(), System::nanoTime);
			registry.replace(name, limiter);
			return limiter;
		});
	}

	@Bean
	@ConditionalOnMissingBean
	WaitingLines customerIoWaitingLines(RateLimitProperties all, CustomerIoLifecycle lifecycle,
			ObjectProvider<PermitWindow.Factory> shared, Environment environment,
			@Qualifier("customerIoScheduler") Scheduler scheduler, ObjectProvider<RateLimitListener> listeners,
			@Qualifier("customerIoTrackRateLimiter") RateLimiter track,
			@Qualifier("customerIoTransactionalRateLimiter") RateLimiter transactional,
			@Qualifier("customerIoAppRateLimiter") RateLimiter app,
			@Qualifier("customerIoBroadcastRateLimiter") RateLimiter broadcast) {
		boolean isShared = environment.getProperty("customerio.rate-limit.shared.enabled", Boolean.class, false);
		if (isShared && shared.getIfAvailable() == null) {
			throw new IllegalStateException("'customerio.rate-limit.shared.enabled' needs Spring Data Redis with"
					+ " Lettuce: add 'spring-boot-starter-data-redis'");
		}
		RateLimitProperties properties = isShared ? all.undivided() : all;
		List<RateLimitListener> told = listeners.orderedStream().toList();
		return new WaitingLines((quota) -> {
			RateLimiter limiter = switch (quota) {
				case TRACK -> track;
				case TRANSACTIONAL -> transactional;
				case APP -> app;
				case BROADCAST -> broadcast;
			};
			warnOfForeign(quota, limiter, properties, environment);
			return new WaitingLine(quota, limiter, properties.of(quota).admission(),
					properties.pauses(quota, System.nanoTime()), scheduler, told, System::nanoTime);
		}, lifecycle, scheduler);
	}

	/** What is set for a limiter does nothing where the application has its own. */
	private static void warnOfForeign(Quota quota, RateLimiter limiter, RateLimitProperties properties,
			Environment environment) {
		RateLimiterConfig ours = properties.limiterConfig(quota);
		RateLimiterConfig theirs = limiter.getRateLimiterConfig();
		if (limiter instanceof SlidingWindowRateLimiter || (properties.of(quota).tuning().isTokenBucket()
				&& ours.getLimitForPeriod() == theirs.getLimitForPeriod()
				&& ours.getLimitRefreshPeriod().equals(theirs.getLimitRefreshPeriod()))) {
			return;
		}
		List<String> ignored = Stream
			.of("limit", "window", "tuning.algorithm", "tuning.burst", "tuning.margin", "tuning.min-margin",
					"tuning.max-margin")
			.map((name) -> "customerio.rate-limit." + quota.id() + "." + name)
			.filter(environment::containsProperty)
			.toList();
		logger.warn(
				"Quota {} uses the application's own limiter '{}' ({} per {} ms), which is not made exact and does not"
						+ " adapt to answers with 429{}",
				quota.id(), limiter.getName(), theirs.getLimitForPeriod(), theirs.getLimitRefreshPeriod().toMillis(),
				ignored.isEmpty() ? "" : ". So " + ignored + " do nothing");
	}

	/**
	 * Goes back to the configured limits and ends pauses. Only for tests that share a
	 * context: the simulator runs it before each, so that none inherits what answers with
	 * 429 taught the client in another. Running against Customer.io it would cost more of
	 * these.
	 */
	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoRateLimitReset")
	Runnable customerIoRateLimitReset(WaitingLines lines) {
		return lines::forgetRefusals;
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoRateLimitLayer")
	CustomerIoLayer customerIoRateLimitLayer(WaitingLines lines, ObjectProvider<CustomerIoMode> mode) {
		// what is not sent needs no permit
		return mode.getIfAvailable(() -> CustomerIoMode.LIVE).isLive() ? lines::around : (next) -> next;
	}

}
