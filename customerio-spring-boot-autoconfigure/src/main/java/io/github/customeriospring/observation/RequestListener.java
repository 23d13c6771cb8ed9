package io.github.customeriospring.observation;

import java.util.concurrent.atomic.AtomicBoolean;

import io.github.customeriospring.CustomerIoResponse;
import io.micrometer.observation.Observation;
import reactor.core.observability.DefaultSignalListener;
import reactor.util.context.Context;

/**
 * Ends an observation before the caller hears of the end, and only once, whatever comes
 * after it.
 */
final class RequestListener extends DefaultSignalListener<CustomerIoResponse> {

	private final Observation observation;

	private final AtomicBoolean stopped = new AtomicBoolean();

	RequestListener(Observation observation) {
		this.observation = observation;
	}

	@Override
	public Context addToContext(Context context) {
		// where observations of calls are switched off, the caller's stays
		return this.observation.isNoop() ? context : context.put(CallerObservation.KEY, this.observation);
	}

	@Override
	public void doOnNext(CustomerIoResponse response) {
		accepted();
	}

	@Override
	public void doOnComplete() {
		accepted();
	}

	private void accepted() {
		if (this.stopped.compareAndSet(false, true)) {
			if (this.observation.getContext() instanceof CustomerIoRequestObservationContext context) {
				context.accepted();
			}
			Shielded.run(this.observation::stop);
		}
	}

	@Override
	public void doOnError(Throwable ex) {
		if (this.stopped.compareAndSet(false, true)) {
			Shielded.run(() -> this.observation.error(ex));
			Shielded.run(this.observation::stop);
		}
	}

	@Override
	public void doOnCancel() {
		if (this.stopped.compareAndSet(false, true)) {
			if (this.observation.getContext() instanceof CustomerIoRequestObservationContext context) {
				context.cancelled();
			}
			Shielded.run(this.observation::stop);
		}
	}

}
