package io.github.customeriospring.webclient;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Consumer;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.Departure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.SignalType;
import reactor.util.context.Context;

import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.BodyInserters;

/**
 * One exchange: ends it when it takes too long, and remembers whether the request left,
 * which decides whether it may be repeated. It leaves once at most: not any more after
 * the end, and not again if the connector repeats by itself, be it after a reset or to
 * follow a redirect.
 */
final class Attempt extends BaseSubscriber<CustomerIoResponse> {

	private static final Logger logger = LoggerFactory.getLogger(WebClientTransport.class);

	private static final AtomicIntegerFieldUpdater<Attempt> STATE = AtomicIntegerFieldUpdater.newUpdater(Attempt.class,
			"state");

	private static final int LEFT = 1;

	private static final int ENDED = 2;

	/** Reactor's key for who hears of errors that come after a cancellation. */
	private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

	private final CustomerIoRequest request;

	private final MonoSink<CustomerIoResponse> sink;

	private final Timeouts answers;

	private volatile int state;

	private volatile Timeouts.Timeout timeout;

	/** Made once, as operators ask for it more than once. */
	private @Nullable Context context;

	/**
	 * Create an attempt.
	 * @param request the request
	 * @param sink gets the answer
	 * @param connections ends what takes too long to leave
	 * @param answers ends what takes too long from there
	 */
	Attempt(CustomerIoRequest request, MonoSink<CustomerIoResponse> sink, Timeouts connections, Timeouts answers) {
		this.request = request;
		this.sink = sink;
		this.answers = answers;
		this.timeout = connections.start(() -> notSent(connections));
	}

	/** A body is written only once a connection is there, the headers with it. */
	BodyInserter<?, ClientHttpRequest> writing(byte @Nullable [] body) {
		BodyInserter<?, ? super ClientHttpRequest> inserter = (body != null) ? BodyInserters.fromValue(body)
				: BodyInserters.empty();
		return (message, context) -> {
			if (!STATE.compareAndSet(this, 0, LEFT)) {
				return Mono.error(() -> new IllegalStateException("An attempt leaves only once"));
			}
			setTimeout(this.answers.start(this::notAnswered));
			Departure.from(this.sink.contextView()).leaves();
			return inserter.insert(message, context);
		};
	}

	private void setTimeout(Timeouts.Timeout timeout) {
		this.timeout.cancel();
		this.timeout = timeout;
		if ((this.state & ENDED) != 0) {
			timeout.cancel();
		}
	}

	@Override
	public Context currentContext() {
		Context context = this.context;
		if (context == null) {
			context = Context.of(this.sink.contextView())
				.delete(Departure.class)
				.put(ON_ERROR_DROPPED, dropped(this.request));
			this.context = context;
		}
		return context;
	}

	/** By default they are logged as errors, with the URI. */
	private static Consumer<Throwable> dropped(CustomerIoRequest request) {
		return (ex) -> logger.debug("Ignored after the end of {}: {}", request, ex.getClass().getName());
	}

	@Override
	protected void hookOnNext(CustomerIoResponse response) {
		if ((end() & ENDED) == 0) {
			this.sink.success(response);
		}
	}

	@Override
	protected void hookOnError(Throwable ex) {
		int before = end();
		if ((before & ENDED) == 0) {
			this.sink
				.error((ex instanceof CustomerIoException) ? ex : noResponse(UriFreeErrors.withoutUri(ex), before));
		}
	}

	/** What has left meanwhile has another timeout. */
	private void notSent(Timeouts connections) {
		if (STATE.compareAndSet(this, 0, ENDED)) {
			giveUp("not sent within " + connections, 0);
		}
	}

	private void notAnswered() {
		int before = end();
		if ((before & ENDED) == 0) {
			giveUp("none within " + this.answers, before);
		}
	}

	private void giveUp(String reason, int state) {
		try {
			cancel();
		}
		finally {
			this.sink.error(noResponse(new TimeoutException(reason), state));
		}
	}

	private CustomerIoNoResponseException noResponse(Throwable cause, int state) {
		return new CustomerIoNoResponseException(this.request, cause, (state & LEFT) != 0);
	}

	/** The caller gives up. */
	@Override
	public void dispose() {
		end(); // no hook is called where the subscription is still to come
		cancel();
	}

	@Override
	protected void hookFinally(SignalType type) {
		if ((end() & ENDED) == 0) {
			this.sink.success(); // no answer and no error
		}
	}

	/** Returns the state before, to whose first caller the end belongs. */
	private int end() {
		int before = STATE.getAndUpdate(this, (state) -> state | ENDED);
		if ((before & ENDED) == 0) {
			this.timeout.cancel();
		}
		return before;
	}

}
