package io.github.customeriospring.ratelimit;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.github.customeriospring.Priority;
import io.github.customeriospring.Quota;
import io.github.customeriospring.SparseLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners. One that throws keeps neither the others from hearing nor a call from
 * its answer.
 */
final class RateLimitListeners implements RateLimitListener {

	private static final Logger logger = LoggerFactory.getLogger(WaitingLine.class);

	private final List<RateLimitListener> listeners;

	private final SparseLog log;

	RateLimitListeners(List<RateLimitListener> listeners, LongSupplier nanoClock) {
		this.listeners = List.copyOf(listeners);
		this.log = new SparseLog(nanoClock);
	}

	/** Wraps a listener unless it is wrapped. */
	static RateLimitListener of(RateLimitListener listener, LongSupplier nanoClock) {
		return (listener instanceof RateLimitListeners) ? listener
				: new RateLimitListeners(List.of(listener), nanoClock);
	}

	@Override
	public void permitted(Quota quota, Priority priority, long waitedNanos) {
		tell((listener) -> listener.permitted(quota, priority, waitedNanos));
	}

	@Override
	public void answered(Quota quota, int status) {
		tell((listener) -> listener.answered(quota, status));
	}

	@Override
	public void throttled(Quota quota) {
		tell((listener) -> listener.throttled(quota));
	}

	@Override
	public void refused(Quota quota) {
		tell((listener) -> listener.refused(quota));
	}

	private void tell(Consumer<RateLimitListener> event) {
		for (RateLimitListener listener : this.listeners) {
			try {
				event.accept(listener);
			}
			catch (Throwable ex) {
				this.log.log((more) -> logger.warn("A listener of the limits failed{}", more, ex));
			}
		}
	}

}
