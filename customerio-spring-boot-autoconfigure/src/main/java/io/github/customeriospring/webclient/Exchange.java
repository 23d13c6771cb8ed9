package io.github.customeriospring.webclient;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import io.github.customeriospring.layer.Departure;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.web.reactive.function.BodyInserter;

/**
 * Tracks whether a request has left. This decides whether it may be repeated and how much
 * time it still has. A request leaves at most once: not after the exchange has ended, and
 * not a second time if the connector sends it again after a reset or to follow a
 * redirect.
 */
final class Exchange {

	private enum State {

		WAITING, LEFT, GIVEN_UP

	}

	private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

	private final Sinks.Empty<Void> left = Sinks.empty();

	private final Departure departure;

	/**
	 * Create an exchange.
	 * @param departure notified when the request leaves
	 */
	Exchange(Departure departure) {
		this.departure = departure;
	}

	/**
	 * Write a request. It leaves once there is a connection and the headers have been
	 * written.
	 */
	BodyInserter<?, ClientHttpRequest> writing(byte @Nullable [] body) {
		return (message, context) -> {
			if (this.state.get() != State.WAITING) {
				return Mono.error(Exchange::leavesOnlyOnce);
			}
			if (body == null) {
				return message.setComplete().then(Mono.fromRunnable(this::leave));
			}
			message.getHeaders().setContentLength(body.length);
			Mono<DataBuffer> content = Mono.fromSupplier(() -> {
				leave();
				return message.bufferFactory().wrap(body);
			});
			return message.writeWith(content);
		};
	}

	private void leave() {
		if (!this.state.compareAndSet(State.WAITING, State.LEFT)) {
			throw leavesOnlyOnce();
		}
		try {
			this.departure.leaves();
		}
		catch (RuntimeException ex) { // no byte has left
			this.state.set(State.GIVEN_UP);
			throw ex;
		}
		this.left.tryEmitEmpty();
	}

	private static IllegalStateException leavesOnlyOnce() {
		return new IllegalStateException("An attempt must be sent only once");
	}

	/**
	 * Fail when the exchange takes too long.
	 * @param toLeave how long it may take until the request leaves
	 * @param toAnswer how long the response may take after that
	 * @param timer the scheduler for the timeouts
	 * @return a publisher that fails on a timeout and otherwise never completes
	 */
	Mono<Void> tooLate(Duration toLeave, Duration toAnswer, Scheduler timer) {
		return this.left.asMono()
			.timeout(toLeave, Mono.defer(() -> giveUp() ? Mono.empty() : tooLate("not sent", toLeave)), timer)
			.then(Mono.delay(toAnswer, timer))
			.then(tooLate("none", toAnswer));
	}

	private static Mono<Void> tooLate(String what, Duration limit) {
		return Mono.error(() -> new TimeoutException(what + " within " + limit.toMillis() + " ms"));
	}

	/**
	 * Prevent the request from leaving, unless it has left already.
	 * @return whether it has left
	 */
	boolean giveUp() {
		this.state.compareAndSet(State.WAITING, State.GIVEN_UP);
		return this.state.get() == State.LEFT;
	}

}
