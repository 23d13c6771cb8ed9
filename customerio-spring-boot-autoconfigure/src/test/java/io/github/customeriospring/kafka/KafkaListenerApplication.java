package io.github.customeriospring.kafka;

import java.util.ArrayList;
import java.util.List;

import io.github.customeriospring.ClientApplication;
import io.github.customeriospring.simulator.SimulatedCustomerIo;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application that sends what is in a topic.
 */
@ClientApplication
@ImportAutoConfiguration({ KafkaAutoConfiguration.class, CustomerIoKafkaAutoConfiguration.class })
class KafkaListenerApplication {

	/**
	 * Run until the process is killed.
	 * @param args the properties
	 */
	public static void main(String[] args) {
		new SpringApplicationBuilder(KafkaListenerApplication.class).properties(args).run();
	}

	static ConfigurableApplicationContext start(String customerIo, String kafka, String topic, String... more) {
		return new SpringApplicationBuilder(KafkaListenerApplication.class)
			.properties(properties(customerIo, kafka, topic, more))
			.run();
	}

	static String[] properties(String customerIo, String kafka, String topic, String... more) {
		List<String> properties = new ArrayList<>(List.of("spring.main.web-application-type=none",
				"spring.main.banner-mode=off", "customerio.site-id=" + SimulatedCustomerIo.SITE_ID,
				"customerio.api-key=" + SimulatedCustomerIo.API_KEY, "customerio.track.url=" + customerIo,
				"spring.kafka.bootstrap-servers=" + kafka, "customerio.kafka.topics=" + topic,
				"customerio.kafka.group-id=" + topic, "spring.kafka.consumer.properties[session.timeout.ms]=3000",
				"spring.kafka.consumer.properties[heartbeat.interval.ms]=500",
				"spring.kafka.consumer.properties[max.poll.interval.ms]=4000",
				"spring.kafka.consumer.properties[fetch.max.wait.ms]=100"));
		properties.addAll(List.of(more));
		return properties.toArray(String[]::new);
	}

}
