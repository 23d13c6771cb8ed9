package io.github.customeriospring.queue;

import java.time.Duration;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.operation.TrackOperation;

/**
 * An operation that ended without being accepted.
 *
 * @param operation the operation, which holds personal data
 * @param reason why it was not accepted
 * @param attempts how often it was in a request, 0 if it never was
 * @param age how long the queue had it
 * @since 0.1.0
 */
public record DeadLetter(TrackOperation operation, CustomerIoException reason, int attempts, Duration age) {

	/**
	 * Describe it without the operation's data, which is personal.
	 */
	@Override
	public String toString() {
		return this.operation + " after " + this.attempts + " attempts and " + this.age + ": "
				+ this.reason.getMessage();
	}

}
