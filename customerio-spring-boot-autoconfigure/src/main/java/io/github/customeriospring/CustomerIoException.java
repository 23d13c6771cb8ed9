package io.github.customeriospring;

import org.jspecify.annotations.Nullable;

/**
 * A call that Customer.io did not accept, or of which that is not known. Messages name no
 * credentials and no personal data.
 *
 * @since 0.1.0
 * @see CustomerIoNotSentException
 * @see CustomerIoNoResponseException
 * @see CustomerIoResponseException
 */
public abstract class CustomerIoException extends RuntimeException {

	private final boolean retryable;

	CustomerIoException(String message, @Nullable Throwable cause, boolean retryable) {
		super(message, cause);
		this.retryable = retryable;
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

}
