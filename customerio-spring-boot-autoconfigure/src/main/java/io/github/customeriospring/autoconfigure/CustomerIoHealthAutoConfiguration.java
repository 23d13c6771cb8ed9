package io.github.customeriospring.autoconfigure;

import io.github.customeriospring.health.HealthConfiguration;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.ratelimit.WaitingLines;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Import;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the health of the client, which
 * {@code management.health.customerio.enabled=false} switches off.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = CustomerIoQueueAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnEnabledHealthIndicator.class)
@ConditionalOnBean({ WaitingLines.class, CustomerIoQueue.class })
@ConditionalOnEnabledHealthIndicator("customerio")
@Import(HealthConfiguration.class)
public final class CustomerIoHealthAutoConfiguration {

}
