package io.github.customeriospring.ratelimit;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.github.customeriospring.Priority;
import io.github.customeriospring.Quota;
import io.github.customeriospring.layer.SparseLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells all listeners. What one of them throws is no matter of the call.
 */
final class RateLimitListeners implements RateLimitListener {

	private static final Logger logger = LoggerFactory.getLogger(RateLimitListeners.class);

	private final List<RateLimitListener> listeners;

	private final SparseLog log;

	RateLimitListeners(List<RateLimitListener> listeners, LongSupplier nanoClock) {
		this.listeners = listeners;
		this.log = new SparseLog(nanoClock);
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
