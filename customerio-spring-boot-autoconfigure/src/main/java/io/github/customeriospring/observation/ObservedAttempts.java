package io.github.customeriospring.observation;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoTransport;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;

/**
 * Records on the observation of a call that an attempt has its permit. Makes that
 * observation current while the attempt starts, because the thread may belong to another
 * caller.
 */
final class ObservedAttempts implements CustomerIoTransport {

	/**
	 * Shared by most attempts, because formatting is costly. Without a time it means now.
	 */
	private static final Observation.Event FIRST_PERMIT = Observation.Event.of(
			CustomerIoObservationDocumentation.Events.PERMIT.getName(),
			CustomerIoObservationDocumentation.Events.PERMIT.format(1).getContextualName(), 0);

	private final ObservationRegistry registry;

	private final CustomerIoTransport next;

	ObservedAttempts(ObservationRegistry registry, CustomerIoTransport next) {
		this.registry = registry;
		this.next = next;
	}

	@Override
	public Mono<CustomerIoResponse> send(CustomerIoRequest request) {
		return new Attempt(this.next.send(request), this.registry, request.attempt());
	}

	private static final class Attempt extends MonoOperator<CustomerIoResponse, CustomerIoResponse> {

		private final ObservationRegistry registry;

		private final int number;

		Attempt(Mono<CustomerIoResponse> exchange, ObservationRegistry registry, int number) {
			super(exchange);
			this.registry = registry;
			this.number = number;
		}

		@Override
		public void subscribe(CoreSubscriber<? super CustomerIoResponse> subscriber) {
			Observation observation = subscriber.currentContext().getOrDefault(CallerObservation.KEY, null);
			if (observation == null
					|| !(observation.getContext() instanceof CustomerIoRequestObservationContext context)) {
				this.source.subscribe(subscriber);
				return;
			}
			context.attempt(this.number);
			Shielded.run(() -> observation.event((this.number == 1) ? FIRST_PERMIT
					: CustomerIoObservationDocumentation.Events.PERMIT.format(this.number)));
			CallerObservation.within(observation, this.registry, () -> {
				this.source.subscribe(subscriber);
				return true;
			});
		}

	}

}
