package io.github.customeriospring.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.layer.CustomerIoLifecycle;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.OnPropertyListCondition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for operations from Kafka topics.
 *
 * @since 0.1.0
 */
@AutoConfiguration(afterName = { "io.github.customeriospring.autoconfigure.CustomerIoQueueAutoConfiguration",
		"org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration" })
@ConditionalOnClass(name = { "org.springframework.kafka.core.ConsumerFactory",
		"org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration" })
@ConditionalOnBean(CustomerIoQueue.class)
@Conditional(CustomerIoKafkaAutoConfiguration.OnTopics.class)
@EnableConfigurationProperties(KafkaListenerProperties.class)
public final class CustomerIoKafkaAutoConfiguration {

	/** Ten full requests, as many as the queue has under way at the same time. */
	private static final int MAX_POLL_RECORDS = 10_000;

	private static final int MAX_POLL_BYTES = 10 * 475_000;

	/** With less to do than that nothing holds, so outcomes come. */
	private static final Duration MAX_REBALANCE_WAIT = Duration.ofSeconds(5);

	@Bean
	ConcurrentMessageListenerContainer<byte[], byte[]> customerIoKafkaListenerContainer(
			KafkaListenerProperties properties, ConsumerFactory<?, ?> consumers,
			ObjectProvider<DefaultKafkaConsumerFactoryCustomizer> customizers, CustomerIoQueue queue,
			KafkaOperationMapper mapper, KafkaDeadLetters deadLetters, CustomerIoLifecycle lifecycle) {
		Duration timeout = lifecycle.shutdownTimeout();
		OperationListener listener = new OperationListener(
				new RecordBatch.Surroundings(queue, mapper, deadLetters, Schedulers.boundedElastic()),
				(timeout.compareTo(MAX_REBALANCE_WAIT) < 0) ? timeout : MAX_REBALANCE_WAIT);
		ContainerProperties container = new ContainerProperties(properties.topics().toArray(String[]::new));
		container.setMessageListener(listener);
		container.setConsumerRebalanceListener(listener);
		container.setAckMode(AckMode.MANUAL);
		container.setAsyncAcks(true);
		container.setSubBatchPerPartition(true);
		DefaultKafkaConsumerFactory<byte[], byte[]> factory = new DefaultKafkaConsumerFactory<>(
				settings(properties, consumers), new ByteArrayDeserializer(), new ByteArrayDeserializer());
		customizers.orderedStream().forEach((customizer) -> customizer.customize(factory));
		ConcurrentMessageListenerContainer<byte[], byte[]> listenerContainer = new ConcurrentMessageListenerContainer<>(
				factory, container);
		listenerContainer.setConcurrency(properties.concurrency());
		return listenerContainer;
	}

	/** Those of the application; what it does not set is made for large batches. */
	private static Map<String, Object> settings(KafkaListenerProperties properties, ConsumerFactory<?, ?> consumers) {
		Map<String, Object> settings = new HashMap<>(consumers.getConfigurationProperties());
		if (properties.groupId() != null) {
			settings.put(ConsumerConfig.GROUP_ID_CONFIG, properties.groupId());
		}
		if (settings.get(ConsumerConfig.GROUP_ID_CONFIG) == null) {
			throw new InvalidConfigurationPropertyValueException("customerio.kafka.group-id", null,
					"Consumers must be in a group: set it, or spring.kafka.consumer.group-id");
		}
		settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
		// what was there before the group's first start is not to be lost
		settings.putIfAbsent(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
		settings.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
		settings.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MAX_POLL_BYTES);
		return settings;
	}

	@Bean
	KafkaDeadLetters customerIoKafkaDeadLetters(ProducerFactory<?, ?> producers) {
		return new KafkaDeadLetters(producers);
	}

	/**
	 * Records are operations; where they lack a time or an id they always get the same.
	 */
	@Bean
	@ConditionalOnMissingBean
	KafkaOperationMapper customerIoKafkaOperationMapper() {
		return (message) -> (message.value() != null) ? List.of(operation(message)) : List.of();
	}

	private static TrackOperation operation(ConsumerRecord<byte[], byte[]> message) {
		Instant timestamp = Instant.ofEpochMilli(message.timestamp());
		return TrackOperation.fromJson(message.value(), timestamp, () -> TrackOperation.stableId(timestamp,
				message.topic() + '-' + message.partition() + '@' + message.offset()));
	}

	/** A list in YAML is no property of that name. */
	static final class OnTopics extends OnPropertyListCondition {

		OnTopics() {
			super("customerio.kafka.topics", () -> ConditionMessage.forCondition("Customer.io Kafka topics"));
		}

	}

}
