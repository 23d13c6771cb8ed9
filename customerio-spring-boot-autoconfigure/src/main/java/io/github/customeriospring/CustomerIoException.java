package io.github.customeriospring;

import org.jspecify.annotations.Nullable;

/**
 * A call that Customer.io did not accept, or of which that is not known. Messages are one
 * line and name no credentials and no personal data.
 *
 * @since 0.1.0
 * @see CustomerIoNotSentException
 * @see CustomerIoNoResponseException
 * @see CustomerIoResponseException
 */
public abstract class CustomerIoException extends RuntimeException {

	private final boolean retryable;

	private final @Nullable String operation;

	private final @Nullable Quota quota;

	private final int attempts;

	/** Its stack says something, as it is made where the caller is. */
	CustomerIoException(String message, @Nullable Throwable cause) {
		super(message, cause);
		this.retryable = false;
		this.operation = null;
		this.quota = null;
		this.attempts = 0;
	}

	/**
	 * Made on an event loop or a timer, so it has no stack of its own: a hundred lines of
	 * a log would not lead to the caller, whose frames {@code block()} adds.
	 */
	CustomerIoException(CustomerIoRequest request, int attempts, String message, @Nullable Throwable cause,
			boolean retryable) {
		super(message, cause, true, false);
		this.retryable = retryable;
		this.operation = request.operation();
		this.quota = request.quota();
		this.attempts = attempts;
	}

	/**
	 * Return whether the client may repeat the call by itself: it may be accepted later
	 * and cannot take effect twice.
	 * @return whether the call may be repeated
	 */
	public boolean isRetryable() {
		return this.retryable;
	}

	/**
	 * Return whether Customer.io may have accepted the call although this error says
	 * otherwise, so that repeating it could take effect twice.
	 * @return whether the outcome is unknown
	 */
	public boolean isDeliveryUnknown() {
		return false;
	}

	/**
	 * Return what the call was to do.
	 * @return one of few values, such as {@code person identify}, or {@code null} if no
	 * request was made
	 * @see CustomerIoRequest#operation()
	 */
	public @Nullable String getOperation() {
		return this.operation;
	}

	/**
	 * Return the quota that the call counts against.
	 * @return the quota, or {@code null} if no request was made
	 */
	public @Nullable Quota getQuota() {
		return this.quota;
	}

	/**
	 * Return how often the client tried to send the call.
	 * @return the number of attempts, retries included; zero if there was none
	 */
	public int getAttempts() {
		return this.attempts;
	}

}
