package io.github.customeriospring.observation;

import java.util.List;

import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoRequest;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.CustomerIoThrottledException;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;

/**
 * What is known of a call that is observed, its retries included.
 *
 * @since 0.1.0
 */
public class CustomerIoRequestObservationContext extends Observation.Context {

	private final CustomerIoRequest request;

	private final List<? extends ObservationView> carried;

	private volatile int attempts;

	private volatile boolean accepted;

	private volatile boolean cancelled;

	CustomerIoRequestObservationContext(CustomerIoRequest request, List<? extends ObservationView> carried) {
		this.request = request;
		this.carried = carried;
	}

	/**
	 * Return the call, which holds personal data.
	 * @return the first attempt
	 */
	public CustomerIoRequest getRequest() {
		return this.request;
	}

	/**
	 * Return the observations of the operations that a batch carries.
	 * @return the observations, empty for a call that is no batch of the queue
	 */
	public List<? extends ObservationView> getCarried() {
		return this.carried;
	}

	/**
	 * Return how many attempts got a permit.
	 * @return the count, zero before the first
	 */
	public int getAttempts() {
		return this.attempts;
	}

	/**
	 * Return what became of the call.
	 * @return {@code accepted}, {@code throttled} (429), {@code rejected} (another 4xx),
	 * {@code failed} (any other status), {@code no-answer}, {@code not-sent},
	 * {@code cancelled}, {@code error} for any other exception, or {@code unknown} while
	 * it is under way
	 */
	public String getOutcome() {
		Throwable error = getError();
		if (error == null) {
			return this.accepted ? "accepted" : this.cancelled ? "cancelled" : "unknown";
		}
		if (error instanceof CustomerIoResponseException response) {
			boolean client = response.getStatus() >= 400 && response.getStatus() < 500;
			return (response instanceof CustomerIoThrottledException) ? "throttled" : client ? "rejected" : "failed";
		}
		return (error instanceof CustomerIoNoResponseException) ? "no-answer"
				: (error instanceof CustomerIoNotSentException) ? "not-sent" : "error";
	}

	void attempt(int attempt) {
		this.attempts = attempt;
	}

	void accepted() {
		this.accepted = true;
	}

	void cancelled() {
		this.cancelled = true;
	}

}
