package io.github.customeriospring.observation;

import java.util.concurrent.CancellationException;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.operation.TrackOperation;
import io.micrometer.observation.Observation;

/**
 * The observation context of an operation in the queue.
 *
 * @since 0.1.0
 */
public class CustomerIoOperationObservationContext extends Observation.Context {

	private final TrackOperation operation;

	private volatile boolean done;

	CustomerIoOperationObservationContext(TrackOperation operation) {
		this.operation = operation;
	}

	/**
	 * Return the operation, which contains personal data.
	 * @return the operation
	 */
	public TrackOperation getOperation() {
		return this.operation;
	}

	/**
	 * Return the outcome of the operation.
	 * @return {@code accepted}, {@code failed}, {@code not-sent}, {@code cancelled}, or
	 * {@code unknown} while the operation is waiting or in flight
	 */
	public String getOutcome() {
		Throwable error = getError();
		if (error == null) {
			return this.done ? "accepted" : "unknown";
		}
		return (error instanceof CancellationException) ? "cancelled"
				: (error instanceof CustomerIoNotSentException) ? "not-sent" : "failed";
	}

	void done() {
		this.done = true;
	}

}
