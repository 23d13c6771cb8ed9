package io.github.customeriospring.kafka;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Kafka topics whose records are sent. How to connect is under {@code spring.kafka}.
 *
 * @param topics Topics whose records become operations. Bad records go to the topic of
 * the same name with ".dlt" at its end.
 * @param groupId Consumer group; that of "spring.kafka.consumer.group-id" if it is not
 * set.
 * @param concurrency How many consumers this application has.
 */
@ConfigurationProperties("customerio.kafka")
record KafkaListenerProperties(List<String> topics, @Nullable String groupId, @DefaultValue("1") int concurrency) {

	KafkaListenerProperties {
		Assert.isTrue(concurrency > 0, () -> "'concurrency' must be positive, was " + concurrency);
		Assert.isTrue(topics.stream().noneMatch((topic) -> topic.endsWith(KafkaDeadLetters.SUFFIX)),
				() -> "'topics' must not be dead-letter topics");
	}

}
