package io.github.customeriospring.ratelimit;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponse;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.Departure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.SignalType;
import reactor.util.context.Context;

/**
 * One call in the line, and the subscriber of its exchange once it has a permit.
 */
final class Waiter extends BaseSubscriber<CustomerIoResponse> implements Departure {

	private static final Logger logger = LoggerFactory.getLogger(WaitingLine.class);

	private static final AtomicIntegerFieldUpdater<Waiter> STATE = AtomicIntegerFieldUpdater.newUpdater(Waiter.class,
			"state");

	private static final int WAITING = 0;

	private static final int PERMITTED = 1;

	private static final int GONE = 2;

	final CustomerIoRequest request;

	final long since;

	private final WaitingLine line;

	private final Mono<CustomerIoResponse> exchange;

	private final MonoSink<CustomerIoResponse> sink;

	/** Links of {@link Waiters}, guarded by its lock. */
	Waiters.@Nullable Queue queue;

	@Nullable Waiter previous;

	@Nullable Waiter next;

	/** Moves from waiting over permitted to gone, or to gone at once. */
	private volatile int state;

	/** Written before the exchange is subscribed. */
	private long slot;

	private volatile long leftAt;

	/** Made once there is a permit, as operators ask for it more than once. */
	private @Nullable Context context;

	private boolean answered;

	Waiter(WaitingLine line, CustomerIoRequest request, Mono<CustomerIoResponse> exchange,
			MonoSink<CustomerIoResponse> sink, long since) {
		this.line = line;
		this.request = request;
		this.exchange = exchange;
		this.sink = sink;
		this.since = since;
	}

	/**
	 * Give the permit to this caller.
	 * @return whether it took it; not if it was cancelled before
	 */
	boolean permit(long slot, long now) {
		this.slot = slot;
		this.leftAt = now;
		return STATE.compareAndSet(this, WAITING, PERMITTED);
	}

	void run() {
		try {
			if (!isDisposed()) {
				this.exchange.subscribe(this);
			}
		}
		catch (Throwable ex) {
			dispose(); // Reactor tells nobody of an error of the JVM
			fail(ex);
		}
	}

	void reject(Throwable reason) {
		if (STATE.compareAndSet(this, WAITING, GONE)) {
			fail(reason);
		}
	}

	/** What a caller throws at being told is no matter of the others in the line. */
	private void fail(Throwable reason) {
		try {
			this.sink.error(reason);
		}
		catch (Throwable ex) {
			logger.warn("A caller failed when it was told that its call was not sent", ex);
		}
	}

	@Override
	public void leaves() {
		Departure.from(this.sink.contextView()).leaves(); // who sends may want to know
															// too
		this.leftAt = this.line.left(this.slot);
	}

	@Override
	public Context currentContext() {
		Context context = this.context;
		if (context == null) {
			context = Context.of(this.sink.contextView()).put(Departure.class, this);
			this.context = context;
		}
		return context;
	}

	@Override
	protected void hookOnNext(CustomerIoResponse response) {
		this.line.answers().accepted(this.slot, this.leftAt, response);
		this.answered = true;
		this.sink.success(response);
	}

	@Override
	protected void hookOnComplete() {
		this.sink.success();
	}

	@Override
	protected void hookOnError(Throwable ex) {
		try {
			if (ex instanceof CustomerIoResponseException response) {
				this.line.answers().notAccepted(this.slot, this.leftAt, response);
				this.answered = true;
			}
		}
		finally {
			this.sink.error(ex);
		}
	}

	/** The caller gives up. */
	@Override
	public void dispose() {
		if (STATE.compareAndSet(this, WAITING, GONE)) {
			this.line.forget(this);
		}
		else {
			try {
				cancel();
			}
			finally {
				finish(); // no hook is called where the subscription is still to come
			}
		}
	}

	@Override
	protected void hookFinally(SignalType type) {
		finish();
	}

	private void finish() {
		if (STATE.compareAndSet(this, PERMITTED, GONE)) {
			this.line.done(this.slot, this.answered);
		}
	}

}
