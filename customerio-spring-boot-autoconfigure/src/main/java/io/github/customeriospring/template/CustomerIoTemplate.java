package io.github.customeriospring.template;

import java.util.Map;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoTransport;
import io.github.customeriospring.TrackOperation;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.util.Assert;

/**
 * The client that applications inject. Thread-safe. Calls wait for a permit of their
 * quota and are retried where that is safe; see the properties under
 * {@code customerio.*}.
 *
 * @since 0.1.0
 */
public class CustomerIoTemplate implements TrackOperations {

	private final CustomerIoTransport transport;

	/**
	 * Create a template.
	 * @param transport sends the requests, limit and retry included
	 */
	public CustomerIoTemplate(CustomerIoTransport transport) {
		Assert.notNull(transport, "'transport' must not be null");
		this.transport = transport;
	}

	@Override
	public Mono<Void> send(TrackOperation operation) {
		Assert.notNull(operation, "'operation' must not be null");
		return this.transport.send(CustomerIoRequest.track(operation.name(), "/api/v2/entity", operation.toBytes()))
			.then();
	}

	@Override
	public Mono<Void> trackAnonymous(@Nullable String anonymousId, String name, Map<String, ?> attributes) {
		byte[] body = TrackOperation.anonymousEvent(anonymousId, name, attributes);
		return this.transport.send(CustomerIoRequest.track("anonymous event", "/api/v1/events", body)).then();
	}

}
