package io.github.customeriospring.benchmarks.streams;

import java.io.IOException;
import java.util.Map;

import io.github.customeriospring.benchmarks.client.OurContext;
import org.apache.kafka.common.Metric;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/**
 * Sends what is in a topic, and tells how often its group was rebalanced when a byte
 * comes on its standard input.
 */
public final class TopicMain {

	private TopicMain() {
	}

	/**
	 * Run it.
	 * @param args where the server listens, where Kafka does
	 * @throws IOException if the standard input cannot be read
	 */
	public static void main(String[] args) throws IOException {
		ConfigurableApplicationContext context = OurContext.start(args[0],
				Map.of("spring.kafka.bootstrap-servers", args[1], "customerio.kafka.topics", "people",
						"customerio.kafka.group-id", "customerio", "customerio.rate-limit.track.limit", 33,
						// what an application would have, but for the time until a dead
						// one is missed
						"spring.kafka.consumer.properties[session.timeout.ms]", 6000,
						"spring.kafka.consumer.properties[max.poll.interval.ms]", 20_000),
				(beans) -> {
				});
		ConcurrentMessageListenerContainer<?, ?> container = context.getBean(ConcurrentMessageListenerContainer.class);
		while (System.in.read() >= 0) {
			System.out.println("rebalances " + container.metrics()
				.values()
				.stream()
				.flatMap((metrics) -> metrics.values().stream())
				.filter((metric) -> metric.metricName().name().equals("rebalance-total"))
				.map(Metric::metricValue)
				.toList());
		}
	}

}
