package io.github.customeriospring.observation;

import java.util.concurrent.atomic.AtomicBoolean;

import io.github.customeriospring.CustomerIoResponse;
import io.micrometer.observation.Observation;
import reactor.core.observability.DefaultSignalListener;
import reactor.util.context.Context;

/**
 * Stops an observation before the caller sees the outcome, and only once, whatever
 * signals follow.
 */
final class RequestListener extends DefaultSignalListener<CustomerIoResponse> {

	private final Observation observation;

	private final AtomicBoolean stopped = new AtomicBoolean();

	RequestListener(Observation observation) {
		this.observation = observation;
	}

	@Override
	public Context addToContext(Context context) {
		// if calls are not observed, the caller's observation remains
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
