package io.github.customeriospring.benchmarks.client;

import java.util.Map;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.Priority;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import reactor.core.publisher.Mono;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * The starter with its defaults, but for some properties.
 */
final class OurClient implements Client {

	private final ConfigurableApplicationContext context;

	private final ReactiveCustomerIoTemplate template;

	private final CustomerIoTransport transport;

	OurClient(String url, Departures departures, Map<String, Object> properties) {
		this.context = OurContext.start(url, (builder) -> builder.filter(departures), properties);
		this.template = this.context.getBean(ReactiveCustomerIoTemplate.class);
		this.transport = this.context.getBean(CustomerIoTransport.class);
	}

	@Override
	public Mono<Integer> send(int call) {
		return numbered(this.template.send(Body.of(call)), call);
	}

	@Override
	public Mono<Integer> sendInBackground(int call) {
		TrackOperation operation = Body.of(call);
		return numbered(
				this.transport.send(CustomerIoRequest.track(operation.name(), "/api/v2/entity", operation.toBytes())
					.withPriority(Priority.BULK)),
				call);
	}

	private static Mono<Integer> numbered(Mono<?> sending, int call) {
		return sending.then(Mono.just(call)).contextWrite((context) -> Departures.numbered(context, call));
	}

	@Override
	public void close() {
		this.context.close();
	}

}
