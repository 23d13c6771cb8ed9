package io.github.customeriospring.app;

import java.time.Duration;

import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.SimulatedQuota;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import io.github.customeriospring.webclient.TestTransports;

import org.springframework.web.reactive.function.client.WebClient;

/**
 * Templates without limit and retry, and simulators for them.
 */
final class Templates {

	private Templates() {
	}

	static SimulatedCustomerIo start() {
		Duration second = Duration.ofSeconds(1);
		return SimulatedCustomerIo.builder()
			.limit(SimulatedQuota.TRACK, 10_000, second)
			.limit(SimulatedQuota.APP, 10_000, second)
			.start();
	}

	static ReactiveCustomerIoTemplate to(SimulatedCustomerIo customerIo) {
		WebClient.Builder builder = WebClient.builder().baseUrl(customerIo.url());
		WebClient track = builder.clone()
			.defaultHeaders((headers) -> headers.setBasicAuth(SimulatedCustomerIo.SITE_ID, SimulatedCustomerIo.API_KEY))
			.build();
		WebClient app = builder.clone()
			.defaultHeaders((headers) -> headers.setBearerAuth(SimulatedCustomerIo.APP_API_KEY))
			.build();
		return ReactiveCustomerIoTemplate.of(TestTransports.of(track, app, Duration.ofSeconds(20)));
	}

}
