package io.github.customeriospring.ratelimit;

import java.util.List;

import io.github.customeriospring.Quota;
import io.github.customeriospring.layer.CustomerIoLayer;
import io.github.customeriospring.layer.CustomerIoLifecycle;
import io.github.customeriospring.layer.CustomerIoMode;
import io.github.customeriospring.ratelimit.window.PermitWindow;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
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

	@Bean
	@ConditionalOnMissingBean
	RateLimiterRegistry rateLimiterRegistry() {
		return RateLimiterRegistry.ofDefaults();
	}

	@Bean
	RateLimiterFactory customerIoRateLimiterFactory(RateLimiterRegistry registry, RateLimitProperties properties,
			ObjectProvider<PermitWindow.Factory> shared, Environment environment,
			@Qualifier("customerIoScheduler") Scheduler scheduler) {
		return new RateLimiterFactory(registry, properties, shared.getIfAvailable(), environment, scheduler);
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoTrackRateLimiter")
	RateLimiter customerIoTrackRateLimiter(RateLimiterFactory limiters) {
		return limiters.create(Quota.TRACK);
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoTransactionalRateLimiter")
	RateLimiter customerIoTransactionalRateLimiter(RateLimiterFactory limiters) {
		return limiters.create(Quota.TRANSACTIONAL);
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoAppRateLimiter")
	RateLimiter customerIoAppRateLimiter(RateLimiterFactory limiters) {
		return limiters.create(Quota.APP);
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoBroadcastRateLimiter")
	RateLimiter customerIoBroadcastRateLimiter(RateLimiterFactory limiters) {
		return limiters.create(Quota.BROADCAST);
	}

	@Bean
	@ConditionalOnMissingBean
	WaitingLines customerIoWaitingLines(RateLimiterFactory limiters, CustomerIoLifecycle lifecycle,
			@Qualifier("customerIoScheduler") Scheduler scheduler, ObjectProvider<RateLimitListener> listeners,
			@Qualifier("customerIoTrackRateLimiter") RateLimiter track,
			@Qualifier("customerIoTransactionalRateLimiter") RateLimiter transactional,
			@Qualifier("customerIoAppRateLimiter") RateLimiter app,
			@Qualifier("customerIoBroadcastRateLimiter") RateLimiter broadcast) {
		List<RateLimitListener> told = listeners.orderedStream().toList();
		return new WaitingLines((quota) -> {
			RateLimiter limiter = switch (quota) {
				case TRACK -> track;
				case TRANSACTIONAL -> transactional;
				case APP -> app;
				case BROADCAST -> broadcast;
			};
			limiters.warnOfForeign(quota, limiter);
			return new WaitingLine(quota, limiter, limiters.limits.of(quota).admission(),
					limiters.limits.pauses(quota, System.nanoTime()), scheduler, told, System::nanoTime);
		}, lifecycle, scheduler);
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
