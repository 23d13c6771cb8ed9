package io.github.customeriospring.retry;

import java.util.List;
import java.util.stream.Stream;

import io.github.customeriospring.layer.Backoff;
import io.github.customeriospring.layer.CustomerIoLifecycle;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Configures the client's Resilience4j retry and the layer that uses it. The retry is
 * registered in the application's registry. An existing entry, or a bean of the same
 * name, takes precedence.
 *
 * @since 0.1.0
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetryProperties.class)
public final class RetryConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(RetryConfiguration.class);

	/** The name of the retry in the registry. */
	static final String NAME = "customerio";

	@Bean
	@ConditionalOnMissingBean
	RetryRegistry retryRegistry() {
		return RetryRegistry.ofDefaults();
	}

	@Bean
	@ConditionalOnMissingBean
	Backoff customerIoBackoff(RetryProperties properties) {
		return new Backoff(properties.baseDelay(), properties.maxDelay(), properties.jitter());
	}

	@Bean
	@ConditionalOnMissingBean
	RetryBudget customerIoRetryBudget(RetryProperties properties) {
		return new RetryBudget(properties.budget());
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoRetry")
	Retry customerIoRetry(RetryRegistry registry, RetryProperties properties, Backoff backoff) {
		return registry.find(NAME)
			.orElseGet(() -> registry.retry(NAME,
					RetryConfigs.of(properties.maxRetries(), backoff, properties.repeatMessages())));
	}

	/** Closing it with the context ends the calls that wait for a retry. */
	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "customerIoRetryLayer")
	RetryLayer customerIoRetryLayer(@Qualifier("customerIoRetry") Retry retry, RetryBudget budget,
			@Qualifier("customerIoScheduler") Scheduler scheduler, RetryProperties properties,
			CustomerIoLifecycle lifecycle, Environment environment) {
		warnOfForeign(retry, environment);
		return new RetryLayer(retry, budget, scheduler, properties.repeatMessages(), properties.maxDelay(), lifecycle);
	}

	/**
	 * Warns of properties that have no effect because the application has its own retry.
	 */
	private static void warnOfForeign(Retry retry, Environment environment) {
		List<String> ignored = RetryConfigs.isOurs(retry) ? List.of()
				: Stream.of("max-retries", "base-delay", "max-delay", "jitter")
					.map((name) -> "customerio.retry." + name)
					.filter(environment::containsProperty)
					.toList();
		if (!ignored.isEmpty()) {
			logger.warn("The client uses the application's own retry '{}', so {} have no effect", retry.getName(),
					ignored);
		}
	}

	/** Bound to whatever registries there are. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class Metrics {

		@Bean
		@ConditionalOnMissingBean(name = "customerIoRetryMetrics")
		RetryMetrics customerIoRetryMetrics(@Qualifier("customerIoRetry") Retry retry, RetryBudget budget) {
			return new RetryMetrics(retry, budget);
		}

	}

}
