package io.github.customeriospring.autoconfigure;

import io.github.customeriospring.actuate.EndpointConfiguration;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.ratelimit.WaitingLines;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Import;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the actuator endpoint
 * {@code customerio}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = CustomerIoQueueAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean({ WaitingLines.class, CustomerIoQueue.class })
@Import(EndpointConfiguration.class)
public final class CustomerIoEndpointAutoConfiguration {

}
