package io.github.customeriospring.observation;

import java.util.concurrent.CancellationException;

import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.operation.TrackOperation;
import io.micrometer.observation.Observation;

/**
 * What is known of an operation in the queue that is observed.
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
	 * Return the operation, which holds personal data.
	 * @return the operation
	 */
	public TrackOperation getOperation() {
		return this.operation;
	}

	/**
	 * Return what became of the operation.
	 * @return {@code accepted}, {@code failed}, {@code not-sent}, {@code cancelled}, or
	 * {@code unknown} while it waits or is under way
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
