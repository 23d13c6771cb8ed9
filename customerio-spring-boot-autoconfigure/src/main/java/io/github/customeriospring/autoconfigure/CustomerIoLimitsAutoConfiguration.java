package io.github.customeriospring.autoconfigure;

import io.github.customeriospring.ratelimit.RateLimitConfiguration;
import io.github.customeriospring.ratelimit.shared.SharedLimitConfiguration;
import io.github.customeriospring.retry.RetryConfiguration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the limits and the retry of the
 * Customer.io client.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
		afterName = { "io.github.resilience4j.springboot.ratelimiter.autoconfigure.RateLimiterAutoConfiguration",
				"io.github.resilience4j.springboot.retry.autoconfigure.RetryAutoConfiguration" })
@ConditionalOnClass(WebClient.class)
@ConditionalOnBooleanProperty(name = "customerio.enabled", matchIfMissing = true)
@Import({ RateLimitConfiguration.class, RetryConfiguration.class })
public final class CustomerIoLimitsAutoConfiguration {

	/** Without Redis none of its classes is needed. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory")
	@ConditionalOnBooleanProperty("customerio.rate-limit.shared.enabled")
	@Import(SharedLimitConfiguration.class)
	static class SharedLimits {

	}

}
