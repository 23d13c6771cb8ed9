package io.github.customeriospring.sample.live;

import java.util.Map;

import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;
import io.github.customeriospring.sample.live.Bursts.Burst;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/**
 * Gives the client much to do.
 */
final class Load {

	private final ReactiveCustomerIoTemplate customerIo;

	private final CustomerIoQueue queue;

	private final FixedWindowClient rival;

	private final Bursts bursts;

	private final Sinks.Empty<Void> closed = Sinks.empty();

	Load(ReactiveCustomerIoTemplate customerIo, CustomerIoQueue queue, FixedWindowClient rival, Bursts bursts) {
		this.customerIo = customerIo;
		this.queue = queue;
		this.rival = rival;
		this.bursts = bursts;
	}

	/**
	 * Identify people, all at once.
	 * @param calls how many
	 * @param compare whether the client with the fixed window does so too
	 * @return completes when all calls ended or the application shuts down; never fails
	 */
	Mono<Void> burst(int calls, boolean compare) {
		return Mono.defer(() -> {
			Burst burst = this.bursts.begin(compare);
			return Flux.range(1, calls)
				.flatMap((number) -> identify(burst, number), calls)
				.takeUntilOther(this.closed.asMono())
				.then();
		});
	}

	/** Calls that wait must not keep the application from its end. */
	@EventListener(ContextClosedEvent.class)
	void close() {
		this.closed.tryEmitEmpty();
	}

	private Mono<Void> identify(Burst burst, int number) {
		TrackOperation operation = TrackOperation.identify(person(number), Map.of("plan", "premium", "number", number));
		Mono<Void> ours = burst.ours().count(this.customerIo.send(operation));
		Tally tally = burst.fixedWindow();
		return (tally == null) ? ours : Mono.when(ours, tally.count(this.rival.send(operation, tally::throttled)));
	}

	/**
	 * Hand events of as many people to the queue.
	 * @param events how many
	 * @return completes when they are queued
	 */
	Mono<Void> queue(int events) {
		return Flux.range(1, events)
			.doOnNext((number) -> this.queue
				.add(TrackOperation.person(person(number)).event("visited", Map.of("number", number))))
			.then();
	}

	private static Identifier person(int number) {
		return Identifier.id("live-" + number);
	}

}
