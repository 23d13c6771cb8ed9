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
 * The observation context of a call, including its retries.
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
	 * Return the call, which contains personal data.
	 * @return the first attempt
	 */
	public CustomerIoRequest getRequest() {
		return this.request;
	}

	/**
	 * Return the observations of the operations that a batch carries.
	 * @return the observations, empty for a call that is not a batch of the queue
	 */
	public List<? extends ObservationView> getCarried() {
		return this.carried;
	}

	/**
	 * Return the number of attempts that got a permit.
	 * @return the number, zero before the first permit
	 */
	public int getAttempts() {
		return this.attempts;
	}

	/**
	 * Return the outcome of the call.
	 * @return {@code accepted}, {@code throttled} (429), {@code rejected} (another 4xx),
	 * {@code failed} (any other status), {@code no-answer}, {@code not-sent},
	 * {@code cancelled}, {@code error} for any other exception, or {@code unknown} while
	 * the call is in flight
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
