package io.github.customeriospring.autoconfigure;

import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.queue.memory.QueueConfiguration;
import io.github.customeriospring.queue.sql.SqlStoreConfiguration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the queue and for bulk imports.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = CustomerIoAutoConfiguration.class)
@ConditionalOnBean(CustomerIoTransport.class)
@ConditionalOnBooleanProperty(name = "customerio.enabled", matchIfMissing = true)
@Import(QueueConfiguration.class)
public final class CustomerIoQueueAutoConfiguration {

	/** Where nothing is sent, what waits in a store must stay there. */
	@Configuration(proxyBeanMethods = false)
	@Conditional(OnLiveMode.class)
	@Import(SqlStoreConfiguration.class)
	static class Stores {

	}

}
