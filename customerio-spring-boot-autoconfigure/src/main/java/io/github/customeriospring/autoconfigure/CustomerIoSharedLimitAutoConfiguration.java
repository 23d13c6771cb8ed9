package io.github.customeriospring.autoconfigure;

import io.github.customeriospring.ratelimit.shared.SharedLimitConfiguration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for limits that several instances
 * share through Redis or Valkey.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = CustomerIoLimitsAutoConfiguration.class,
		afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnClass(LettuceConnectionFactory.class)
@ConditionalOnBooleanProperty("customerio.rate-limit.shared.enabled")
@ConditionalOnBooleanProperty(name = "customerio.enabled", matchIfMissing = true)
@Import(SharedLimitConfiguration.class)
public final class CustomerIoSharedLimitAutoConfiguration {

}
