package io.github.customeriospring.queue.store;

import java.util.List;

import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.spi.OperationObserver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Lets an observer see the caller when an operation is handed in, as the dispatcher gets
 * it later and on another thread.
 */
final class StoreObserver implements OperationObserver {

	private static final Logger logger = LoggerFactory.getLogger(StoreObserver.class);

	private final @Nullable OperationObserver observer;

	StoreObserver(@Nullable OperationObserver observer) {
		this.observer = observer;
	}

	/** What is needed of a caller later. */
	@Nullable Object captured(ContextView caller) {
		try {
			return (this.observer != null) ? this.observer.caller(caller) : null;
		}
		catch (Throwable ex) { // who only looks on changes nothing
			logger.warn("An observer of the queue failed: {}", ex.toString());
			return null;
		}
	}

	/** For the dispatcher. */
	static Context context(@Nullable Object captured) {
		return (captured != null) ? Context.of(StoreObserver.class, captured) : Context.empty();
	}

	@Override
	public @Nullable Object caller(ContextView caller) {
		return caller.getOrDefault(StoreObserver.class, null);
	}

	@Override
	public Observed started(TrackOperation operation, @Nullable Object caller) {
		return observer().started(operation, caller);
	}

	@Override
	public Context sending(List<Observed> operations) {
		return observer().sending(operations);
	}

	@Override
	public Context importing(ContextView caller) {
		return observer().importing(caller);
	}

	@SuppressWarnings("NullAway") // only given to the dispatcher where there is one
	private OperationObserver observer() {
		return this.observer;
	}

}
