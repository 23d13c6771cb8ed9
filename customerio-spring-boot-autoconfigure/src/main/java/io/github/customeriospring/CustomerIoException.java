package io.github.customeriospring;

import org.jspecify.annotations.Nullable;

/**
 * A call that Customer.io did not accept, or whose outcome is unknown. The message is a
 * single line without credentials or personal data.
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

	/** Created on the caller's thread, so it keeps its stack trace. */
	CustomerIoException(String message, @Nullable Throwable cause) {
		super(message, cause);
		this.retryable = false;
		this.operation = null;
		this.quota = null;
		this.attempts = 0;
	}

	/**
	 * Created on an event loop or a timer thread, so it has no stack trace: its frames
	 * would not lead to the caller. {@code block()} adds the caller's frames.
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
	 * Return whether the client may retry the call: a later attempt may succeed, and the
	 * call cannot take effect twice.
	 * @return whether the call may be retried
	 */
	public boolean isRetryable() {
		return this.retryable;
	}

	/**
	 * Return whether Customer.io may have accepted the call despite this error. If so,
	 * sending it again could make it take effect twice.
	 * @return whether the outcome is unknown
	 */
	public boolean isDeliveryUnknown() {
		return false;
	}

	/**
	 * Return what the call was meant to do.
	 * @return one of a small set of values, such as {@code person identify}, or
	 * {@code null} if there was no request
	 * @see CustomerIoRequest#operation()
	 */
	public @Nullable String getOperation() {
		return this.operation;
	}

	/**
	 * Return the quota that the call counts against.
	 * @return the quota, or {@code null} if there was no request
	 */
	public @Nullable Quota getQuota() {
		return this.quota;
	}

	/**
	 * Return how often the client tried to send the call.
	 * @return the number of attempts, including retries; zero if there was none
	 */
	public int getAttempts() {
		return this.attempts;
	}

}
