package io.github.customeriospring.sample.live;

import java.util.List;

import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.ratelimit.WaitingLines;
import io.github.customeriospring.sample.ConditionalOnSimulation;
import io.github.customeriospring.simulator.NetworkDelay;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.WebFilter;

/**
 * The beans behind the live page.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class LiveConfiguration {

	private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
			+ "img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

	@Bean
	ClientView clientView(WaitingLines lines, CustomerIoQueue queue, MeterRegistry meters,
			ObjectProvider<Simulation> simulation) {
		return new ClientView(lines, queue, meters, simulation.getIfAvailable());
	}

	@Bean
	Snapshots snapshots(ClientView client) {
		return new Snapshots(client, Schedulers.parallel(), System::nanoTime);
	}

	/** Nothing is loaded from elsewhere, and no other site may show the page. */
	@Bean
	WebFilter securityHeaders() {
		return (exchange, chain) -> {
			HttpHeaders headers = exchange.getResponse().getHeaders();
			headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
			headers.set("X-Content-Type-Options", "nosniff");
			headers.set("Referrer-Policy", "no-referrer");
			return chain.filter(exchange);
		};
	}

	/** Scanned on its own, so the condition of the outer class does not count. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnSimulation
	@ConditionalOnWebApplication
	static class SimulationConfiguration {

		@Bean
		Bursts bursts() {
			return new Bursts();
		}

		@Bean
		Load load(ReactiveCustomerIoTemplate customerIo, CustomerIoQueue queue, WebClient.Builder builder,
				@Qualifier("rivalCustomerIo") SimulatedCustomerIo rivalCustomerIo, Bursts bursts) {
			return new Load(customerIo, queue, new FixedWindowClient(builder, rivalCustomerIo.url()), bursts);
		}

		@Bean
		Troubles troubles(SimulatedCustomerIo customerIo,
				@Qualifier("rivalCustomerIo") SimulatedCustomerIo rivalCustomerIo, NetworkDelay network) {
			return new Troubles(List.of(customerIo, rivalCustomerIo), network, Schedulers.parallel());
		}

		@Bean
		Simulation simulation(SimulatedCustomerIo customerIo,
				@Qualifier("rivalCustomerIo") SimulatedCustomerIo rivalCustomerIo, Bursts bursts, Troubles troubles) {
			return new Simulation(customerIo, rivalCustomerIo, bursts, troubles);
		}

	}

}
