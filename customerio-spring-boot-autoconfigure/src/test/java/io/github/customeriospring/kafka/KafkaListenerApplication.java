package io.github.customeriospring.kafka;

import java.util.ArrayList;
import java.util.List;

import io.github.customeriospring.simulator.SimulatedCustomerIo;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application that sends what is in the topic {@code people}.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class KafkaListenerApplication {

	/**
	 * Run until the process is killed.
	 * @param args the properties
	 */
	public static void main(String[] args) {
		new SpringApplicationBuilder(KafkaListenerApplication.class).properties(args).run();
	}

	static ConfigurableApplicationContext start(String customerIo, String kafka, String... more) {
		return new SpringApplicationBuilder(KafkaListenerApplication.class)
			.properties(properties(customerIo, kafka, more))
			.run();
	}

	static String[] properties(String customerIo, String kafka, String... more) {
		List<String> properties = new ArrayList<>(List.of("spring.main.web-application-type=none",
				"spring.main.banner-mode=off", "customerio.site-id=" + SimulatedCustomerIo.SITE_ID,
				"customerio.api-key=" + SimulatedCustomerIo.API_KEY, "customerio.track.url=" + customerIo,
				"spring.kafka.bootstrap-servers=" + kafka, "customerio.kafka.topics=people",
				"customerio.kafka.group-id=customerio", "spring.kafka.consumer.properties[session.timeout.ms]=3000",
				"spring.kafka.consumer.properties[heartbeat.interval.ms]=500",
				"spring.kafka.consumer.properties[max.poll.interval.ms]=4000",
				"spring.kafka.consumer.properties[fetch.max.wait.ms]=100"));
		properties.addAll(List.of(more));
		return properties.toArray(String[]::new);
	}

}
