package io.github.customeriospring.autoconfigure;

import io.github.customeriospring.kafka.KafkaConfiguration;
import io.github.customeriospring.queue.CustomerIoQueue;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.OnPropertyListCondition;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for operations from Kafka topics.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = CustomerIoQueueAutoConfiguration.class,
		afterName = "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration")
@ConditionalOnClass(name = { "org.springframework.kafka.core.ConsumerFactory",
		"org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration" })
@ConditionalOnBean(CustomerIoQueue.class)
@Conditional(CustomerIoKafkaAutoConfiguration.OnTopics.class)
@Import(KafkaConfiguration.class)
public final class CustomerIoKafkaAutoConfiguration {

	/** A list in YAML is no property of that name. */
	static final class OnTopics extends OnPropertyListCondition {

		OnTopics() {
			super("customerio.kafka.topics", () -> ConditionMessage.forCondition("Customer.io Kafka topics"));
		}

	}

}
